"""The services of docker-compose.yml as processes of this machine.

Each has a folder in the place of its root, in which it sees what the file mounts. In commands and in mounted files,
paths lead into that folder, `service:port` to a port that is free here, and a host that is allowed though
it is internal is this machine; nothing else is changed.
"""

import asyncio
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from tests.compose import Compose, Service
from tests.kafka import Broker, free_ports
from tests.running import PATIENCE, TOCSIN, environment

PROGRAMS: Mapping[str, str] = {
    "tocsin": str(TOCSIN),
    "prom/prometheus": "prometheus",
    "prom/alertmanager": "prometheus-alertmanager",
    "/opt/tocsin/bin/python": sys.executable,
}
"""What an image starts, or has under a path of its own, and what is the same here."""

_ADDRESS = re.compile(r"(?P<host>[\w-]+(?:\.[\w-]+)*)?:(?P<space> ?)(?P<port>\d{4,5})\b")
_PAUSE = 0.1


class Deployment:
    """The services of one profile in `directory`, which nobody has used before."""

    def __init__(self, compose: Compose, directory: Path) -> None:
        self._compose = compose
        self._directory = directory
        self._ports: dict[tuple[str, str], int] = {}
        self._free = free_ports()
        self._processes: dict[str, asyncio.subprocess.Process] = {}

    def port(self, name: str, port: int | str) -> int:
        """Return where a port of a service is on this machine."""
        key = name, str(port)
        if key not in self._ports:
            self._ports[key] = next(self._free)
        return self._ports[key]

    def sees(self, name: str, path: str) -> Path:
        """Return what a service sees under an absolute path."""
        return self._directory / name / path.lstrip("/")

    def log(self, name: str) -> str:
        """Return what a service has written so far."""
        return (self._directory / f"{name}.log").read_text()

    async def start(self, service: Service) -> None:
        """Start a service, and wait until it is done or its health check says that it is well."""
        self._lay_out(service)
        program = PROGRAMS[str(service.written["image"]).partition(":")[0]]
        with (self._directory / f"{service.name}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                *("setpriv", "--pdeathsig", "KILL", program),
                *(self._here(each, service) for each in service.command),
                env=environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._processes[service.name] = process
        async with asyncio.timeout(PATIENCE):
            await (process.wait() if service.written["restart"] == "no" else self._healthy(service, process))

    async def stop(self, service: Service) -> int:
        """Ask a service to end (SIGTERM), and return its status; raises TimeoutError once its grace is over."""
        process = self._processes[service.name]
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(service.grace):
            return await process.wait()

    async def kill(self) -> None:
        """Let nothing outlive the test."""
        for process in self._processes.values():
            if process.returncode is None:
                process.kill()
            await process.wait()

    def broker(self) -> Broker:
        """Return the broker with the settings that its service mounts."""
        kafka = self._compose.services["kafka"]
        self._lay_out(kafka)
        return _Broker(
            self._directory / "broker",
            self.sees("kafka", "/mnt/shared/config/server.properties").read_text(),
            port=self.port("kafka", 9092),
        )

    async def _healthy(self, service: Service, process: asyncio.subprocess.Process) -> None:
        program, *arguments = service.health_check or ()
        check = [PROGRAMS.get(program, program), *(self._here(each, service) for each in arguments)]
        while True:
            assert process.returncode is None, self.log(service.name)
            asked = await asyncio.create_subprocess_exec(*check, stderr=subprocess.DEVNULL)
            if await asked.wait() == 0:
                return
            await asyncio.sleep(_PAUSE)

    def _lay_out(self, service: Service) -> None:
        """Put what the service sees under its root; a named volume is one folder for all that mount it."""
        for mount in service.mounts:
            target = self.sees(service.name, str(mount.target))
            target.parent.mkdir(parents=True, exist_ok=True)
            if mount.path is None:
                volume = self._directory / "volumes" / mount.source
                volume.mkdir(parents=True, exist_ok=True)
                target.symlink_to(volume)
            elif mount.path.is_dir():
                shutil.copytree(mount.path, target)
            else:
                shutil.copy(mount.path, target)
        for file in self.sees(service.name, "/").rglob("*"):
            if file.is_file():
                file.write_text(self._here(file.read_text(), service))

    def _here(self, text: str, service: Service) -> str:
        """Return a command or a file of the service with addresses and paths as they are on this machine."""
        for top in sorted({PurePosixPath(mount.target).parts[1] for mount in service.mounts}):
            text = re.sub(rf"(?<![\w/.-])/{top}\b", str(self.sees(service.name, top)), text)
        text = _ADDRESS.sub(lambda found: self._address(found, service), text)
        return re.sub(r"(?<=internal_hosts: \[)[\w-]+(?=])", "127.0.0.1", text)

    def _address(self, found: "re.Match[str]", service: Service) -> str:
        host, port = found["host"], found["port"]
        if host == "port":  # as a configuration of tocsin has it
            return f"port:{found['space']}{self.port(service.name, port)}"
        name = host if host in self._compose.services else service.name
        return f"127.0.0.1:{self.port(name, port)}"


class _Broker(Broker):
    """A broker with the settings of a file."""

    def __init__(self, directory: Path, settings: str, *, port: int) -> None:
        super().__init__(directory, port=port)
        (found,) = re.findall(r"^log\.dirs=(.*)$", settings, re.MULTILINE)
        self.data = Path(found)
        self._written = settings

    def _settings(self) -> str:
        return self._written
