"""A real Kafka broker for the tests, and by `python -m tests.kafka` (`make kafka`) for trying things by hand."""

import os
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError
from pydantic import SecretStr

from tests.running import PATIENCE
from tocsin.streams.kafka.connection import Connection, Login

_HERE = Path(__file__).parent / "integration" / "kafka"
_JARS = _HERE / "jars"
_CLASSES = _JARS / "classes.jsa"
"""The broker's classes as the JVM has them once they are loaded: with it a broker starts in half the time."""
_SHARED = f"-XX:SharedArchiveFile={_CLASSES}"

# The first compiler alone, and the plainest collector: a broker that lives for seconds never earns back more.
_JAVA = (
    "java",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    f"-Dlog4j2.configurationFile={_HERE / 'log4j2.properties'}",
    "-cp",
    f"{_JARS}/*",
)
_CLUSTER = "tocsin-tests-cluster-A"
_PAUSE = 0.02
_PORTS = range(20_000, 30_000)
"""Where no client's own port is: one that knocks at a broker that is down would in the end connect to itself."""


class BrokerFailedError(Exception):
    """The broker is not installed, or ended, or does not answer; the message says why."""


class Broker:
    """A broker and its directory: `data`, `server.properties` and `broker.log`.

    Once started it answers on `address` until it is killed or stopped, and then can be started again, where it goes
    on with the same data on the same port. It dies with the thread that started it, however that ends.
    """

    def __init__(self, directory: Path, *, port: int | None = None) -> None:
        ports = free_ports()
        self.directory = directory
        self.port = port or next(ports)
        self.data = directory / "data"
        self.log = directory / "broker.log"
        self._controller = next(ports)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where clients find it, `host:port`."""
        return f"127.0.0.1:{self.port}"

    @property
    def connection(self) -> Connection:
        """How its clients connect."""
        return Connection((self.address,))

    @property
    def pid(self) -> int:
        """The id of the process that runs now, or ran last."""
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether its process has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, and wait until it answers; raises BrokerFailedError."""
        _require_tools()
        _keep_classes()
        self._start(_SHARED)

    def kill(self) -> None:
        """End it at once (SIGKILL)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Let it end by itself (SIGTERM), which takes half a second."""
        self._end(signal.SIGTERM)

    def wait(self) -> None:
        """Wait until it ends."""
        assert self._process is not None
        self._process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _start(self, classes: str) -> None:
        if _listens(self.port):
            raise BrokerFailedError(f"{self.address} is taken by another program")
        self.directory.mkdir(parents=True, exist_ok=True)
        settings = self.directory / "server.properties"
        settings.write_text(self._settings())
        if not (self.data / "meta.properties").exists():
            self._format(settings)
        self._process = self._run(classes, "kafka.Kafka", settings)
        self._wait_for_answer(self._process)

    def _settings(self) -> str:
        return f"""{(_HERE / "server.properties").read_text()}
listeners=CLIENT://{self.address},CONTROLLER://127.0.0.1:{self._controller}
controller.quorum.voters=1@127.0.0.1:{self._controller}
log.dirs={self.data}
"""

    def _users(self) -> tuple[str, ...]:
        return ()

    def _format(self, settings: Path) -> None:
        tool = self._run(_SHARED, "kafka.tools.StorageTool", "format", "-c", settings, "-t", _CLUSTER, *self._users())
        if tool.wait(PATIENCE):
            raise BrokerFailedError(f"the data directory could not be made:\n{self._last_words()}")

    def _run(self, classes: str, main: str, *arguments: object) -> subprocess.Popen[bytes]:
        """Run a program of Kafka's; a session of its own keeps it from the terminal's Ctrl-C."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *_JAVA, classes, main, *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait_for_answer(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if process.poll() is not None:
                raise BrokerFailedError(f"the broker ended with status {process.returncode}:\n{self._last_words()}")
            if time.monotonic() > deadline:
                self.kill()
                raise BrokerFailedError(f"no answer from the broker within {PATIENCE:.0f} s:\n{self._last_words()}")
            time.sleep(_PAUSE)

    def _answers(self) -> bool:
        if not _listens(self.port):
            return False
        try:
            with closing(KafkaAdminClient(**self.connection.options(), bootstrap_timeout_ms=5000)) as admin:
                return bool(admin.describe_cluster()["brokers"])
        except KafkaError:
            return False

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(PATIENCE)


class SecuredBroker(Broker):
    """A broker that wants TLS, with a certificate of its own authority, and a password by SCRAM-SHA-512 or PLAIN."""

    user = "desk"
    password = "open sesame"

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.ca = directory / "ca.pem"
        self._identity = directory / "broker.pem"

    @property
    def connection(self) -> Connection:
        """How its clients connect."""
        return self.connection_by("SCRAM-SHA-512")

    def connection_by(self, mechanism: str, *, password: str = password, ca: Path | None = None) -> Connection:
        """Return how clients connect by this mechanism, with another password, or trusting another authority."""
        tls = ssl.create_default_context(cafile=ca or self.ca)
        return Connection((self.address,), tls, Login(mechanism, self.user, SecretStr(password)))

    def _start(self, classes: str) -> None:
        if not self.ca.exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            issue_certificate(self.ca, self._identity)
        super()._start(classes)

    def _settings(self) -> str:
        login = f'username="{self.user}" password="{self.password}"'
        modules = "org.apache.kafka.common.security"
        return f"""{super()._settings()}
{(_HERE / "secured.properties").read_text()}
ssl.keystore.location={self._identity}
ssl.truststore.location={self.ca}
listener.name.client.plain.sasl.jaas.config={modules}.plain.PlainLoginModule required {login} \\
  user_{self.user}="{self.password}";
listener.name.client.scram-sha-512.sasl.jaas.config={modules}.scram.ScramLoginModule required;
"""

    def _users(self) -> tuple[str, ...]:
        return ("--add-scram", f"SCRAM-SHA-512=[name={self.user},password={self.password}]")


def issue_certificate(ca: Path, identity: Path) -> None:
    """Make an authority, and let it issue a certificate for this machine, written with its key to `identity` (PEM)."""
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    key = ca.with_suffix(".key")
    _call(*new, "-subj", "/CN=An authority of the tests", "-keyout", key, "-out", ca)
    names = ["-subj", "/CN=broker", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    _call(*new, *names, "-CA", ca, "-CAkey", key, "-keyout", identity, "-out", identity)


def _require_tools() -> None:
    missing = [tool for tool in ("java", "openssl", "setpriv") if not shutil.which(tool)]
    if not _JARS.exists():
        missing.append("Kafka")
    if missing:
        raise BrokerFailedError(f"{', '.join(missing)} not installed: run `make tools`")


def _keep_classes() -> None:
    """Run a broker once and keep its classes as the JVM has them, where they are not kept yet."""
    if _CLASSES.exists():
        return
    mine = _CLASSES.with_suffix(f".{os.getpid()}")
    with TemporaryDirectory() as directory:
        broker = Broker(Path(directory))
        broker._start(f"-XX:ArchiveClassesAtExit={mine}")
        broker.stop()
    mine.rename(_CLASSES)


def _call(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=PATIENCE)


def free_ports() -> Iterator[int]:
    """Give ports that nobody listens to, in no order."""
    return (port for port in random.sample(_PORTS, len(_PORTS)) if not _listens(port))


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return not probe.connect_ex(("127.0.0.1", port))


def main() -> None:
    """Run a broker on 127.0.0.1:9092 until Ctrl-C, with data that stay for the next time."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    broker = Broker(Path("var/kafka").resolve(), port=9092)
    try:
        broker.start()
        print(f"Kafka listens on {broker.address}; its log is {broker.log}; Ctrl-C ends it", flush=True)
        broker.wait()
        sys.exit(f"the broker has ended; {broker.log} says why")
    except BrokerFailedError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        broker.stop()


if __name__ == "__main__":
    main()
