"""What all tests share: brokers of their own, and no measurements unless they are asked for."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from tests.kafka import Broker, BrokerFailedError, SecuredBroker
from tests.lending import AnyBroker, Lender

BENCHMARKS = Path(__file__).parent / "benchmarks"

# How long an example takes is for the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--benchmark", action="store_true", help="Run tests/benchmarks, and print what they measure.")
    parser.addoption("--kills", type=int, default=15, help="How often tests/chaos kills a process of Kafka's runtime.")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out measurements, which take minutes and prove nothing."""
    if collection_path.is_relative_to(BENCHMARKS) and not config.getoption("--benchmark"):
        return True
    return None


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often a process is to be killed."""
    return int(request.config.getoption("--kills"))


@pytest.fixture(scope="session")
def brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lender[Broker]]:
    with closing(Lender(lambda: Broker(tmp_path_factory.mktemp("kafka")))) as lender:
        yield lender


@pytest.fixture(scope="session")
def secured_brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lender[SecuredBroker]]:
    with closing(Lender(lambda: SecuredBroker(tmp_path_factory.mktemp("kafka")))) as lender:
        yield lender


@pytest.fixture
def broker(brokers: Lender[Broker]) -> Iterator[Broker]:
    """A Kafka broker that holds nothing."""
    yield from _lent(brokers)


@pytest.fixture
def secured_broker(secured_brokers: Lender[SecuredBroker]) -> Iterator[SecuredBroker]:
    """A Kafka broker that holds nothing, and that wants TLS and a password."""
    yield from _lent(secured_brokers)


def _lent(lender: Lender[AnyBroker]) -> Iterator[AnyBroker]:
    try:
        with lender.lent() as broker:
            yield broker
    except BrokerFailedError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
