"""Whether the brokers let us in; and if not, why, where the clients would try again in silence for ever."""

import asyncio
import os
import ssl
from asyncio import IncompleteReadError
from collections.abc import Sequence
from datetime import timedelta

from aiokafka import errors
from aiokafka.conn import create_conn
from aiokafka.protocol.metadata import MetadataRequest

from tocsin.streams.kafka.connection import BrokerError, Connection

_PAUSE = 0.5
"""Seconds between two tries."""
_ANSWER_WITHIN = timedelta(seconds=5)
_LONGEST_ANSWER = 100_000_000
"""Bytes; who announces more does not speak Kafka: the first bytes of a TLS alert, read as a length, are 350 million."""
_OTHER_NAME = (62, 64)
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH of OpenSSL."""


class _BarredError(BrokerError):
    """Trying again changes nothing."""


def reach(connection: Connection, patience: timedelta) -> None:
    """Return once a broker lets us in, and one of those that it names does too.

    Raises BrokerError at once where trying again changes nothing, such as with a wrong password, and after `patience`
    where nobody is there yet. Inside an event loop, call it in a thread.
    """
    asyncio.run(_reach(connection, patience))


async def _reach(connection: Connection, patience: timedelta) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + patience.total_seconds()
    while True:
        try:
            return await _once(connection)
        except BrokerError as error:
            if isinstance(error, _BarredError) or loop.time() >= end:
                raise
        await asyncio.sleep(_PAUSE)


async def _once(connection: Connection) -> None:
    named = await _first(connection, connection.brokers)
    try:
        await _first(connection, named)
    except BrokerError as error:
        raise type(error)(f"{error} (so the cluster names itself: see advertised.listeners of its brokers)") from error


async def _first(connection: Connection, brokers: Sequence[str]) -> tuple[str, ...]:
    """Return the brokers that the first of `brokers` names that lets us in."""
    faults = []
    for broker in brokers:
        try:
            return await _named_by(connection, broker)
        except (OSError, errors.KafkaError) as error:
            faults.append(_fault(connection, broker, error))
    raise next((fault for fault in faults if isinstance(fault, _BarredError)), faults[0])


async def _named_by(connection: Connection, broker: str) -> tuple[str, ...]:
    host, port = broker.rsplit(":", 1)
    patience = round(_ANSWER_WITHIN.total_seconds() * 1000)
    open_connection = await create_conn(
        host.strip("[]"), int(port), request_timeout_ms=patience, **connection.security()
    )
    try:
        answer = await open_connection.send(MetadataRequest([]))
    finally:
        open_connection.close()
    return tuple(f"{each[1]}:{each[2]}" for each in answer.brokers) or (broker,)


def _fault(connection: Connection, broker: str, error: Exception) -> BrokerError:
    """Return what is wrong with `broker`, in one line."""
    bar = _bar(connection, error)
    return _BarredError(f"{broker} {bar}") if bar else BrokerError(f"{broker} {_absence(connection, error)}")


def _bar(connection: Connection, error: Exception) -> str | None:
    """Return what keeps us out for good; None where it may pass."""
    cause, bar = error.__cause__, None
    match error:
        case ssl.SSLCertVerificationError():
            bar = _distrust(connection, error)
        case errors.SaslAuthenticationFailed():
            bar = "refuses the user or the password of kafka.sasl; check both, and the mechanism"
        case errors.UnsupportedSaslMechanismError():
            bar = "does not know the mechanism of kafka.sasl; choose another"
        case errors.IllegalSaslStateError():
            bar = "wants no login; leave kafka.sasl away, or name the port that wants one"
        case errors.KafkaError() if isinstance(cause, ssl.SSLError):
            bar = "does not accept who we are; kafka.tls needs a certificate and key that it trusts"
        case errors.KafkaError() if isinstance(cause, IncompleteReadError) and (cause.expected or 0) > _LONGEST_ANSWER:
            bar = "does not speak Kafka unencrypted; add kafka.tls, or name another port"
    return bar


def _distrust(connection: Connection, error: ssl.SSLCertVerificationError) -> str:
    if error.verify_code in _OTHER_NAME:
        why = error.verify_message.rstrip(".")
        return f"has a certificate for another name ({why}); name the broker in kafka.brokers as the certificate does"
    trusted = f"those in {connection.authorities}" if connection.authorities else "those of the system"
    what = f"has a certificate that is not trusted ({error.verify_message})"
    return f"{what}; kafka.tls.ca must name the file with the certificate of who signed it, trusted are {trusted}"


def _absence(connection: Connection, error: Exception) -> str:
    """Return why nobody answers, which may pass."""
    match error:
        case TimeoutError() | errors.KafkaTimeoutError() | errors.RequestTimedOutError():
            return f"gives no answer within {_ANSWER_WITHIN.total_seconds():g} s; check that the broker is well"
        case ssl.SSLError() | ConnectionResetError() if connection.tls:
            return "breaks off when TLS begins; leave kafka.tls away, or name the port that speaks it"
        case errors.KafkaError():
            return "closes the connection; it may want a login (kafka.sasl), or be about to stop"
    return f"cannot be reached ({_reason(error)}); check kafka.brokers, and that the broker runs"


def _reason(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    # A name that is unknown has a negative number of its own; where several addresses fail, there is none.
    return os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or str(error)
