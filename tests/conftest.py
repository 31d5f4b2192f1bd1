"""What all tests share: brokers of their own, and no measurements unless they are asked for."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from tests.kafka import Broker, BrokerFailedError, SecuredBroker

BENCHMARKS = Path(__file__).parent / "benchmarks"

# How long an example takes is for the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

AnyBroker = TypeVar("AnyBroker", bound=Broker)


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


@pytest.fixture
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A Kafka broker that nobody has used before."""
    yield from _alive(Broker(tmp_path_factory.mktemp("kafka")))


@pytest.fixture
def secured_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredBroker]:
    """A Kafka broker that nobody has used before, and that wants TLS and a password."""
    yield from _alive(SecuredBroker(tmp_path_factory.mktemp("kafka")))


def _alive(broker: AnyBroker) -> Iterator[AnyBroker]:
    try:
        with broker:
            yield broker
    except BrokerFailedError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
    finally:
        shutil.rmtree(broker.data, ignore_errors=True)
