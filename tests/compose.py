"""docker-compose.yml as it is written: its services, and what of the tree they get to see."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Mount:
    """Where a service sees what: a file or folder of the tree, or else a named volume."""

    source: str
    target: PurePosixPath
    read_only: bool

    @classmethod
    def of(cls, written: str) -> "Mount":
        source, target, *mode = written.split(":")
        return cls(source, PurePosixPath(target), mode == ["ro"])

    @property
    def path(self) -> Path | None:
        """The file or folder of the tree; None of a named volume."""
        return ROOT / self.source if self.source.startswith("./") else None


@dataclass(frozen=True)
class Service:
    """One service of the file."""

    name: str
    written: Mapping[str, Any]

    @property
    def command(self) -> list[str]:
        return list(self.written.get("command", ()))

    @property
    def runs_tocsin(self) -> bool:
        return str(self.written["image"]).startswith("tocsin:")

    @cached_property
    def mounts(self) -> list[Mount]:
        return [Mount.of(each) for each in self.written.get("volumes", ())]

    @property
    def waits_for(self) -> Mapping[str, str]:
        """Under which condition of which other service it is started."""
        return {name: each["condition"] for name, each in self.written.get("depends_on", {}).items()}

    @property
    def health_check(self) -> list[str] | None:
        """The command that ends with status 0 while the service does well."""
        check = self.written.get("healthcheck", {}).get("test")
        return None if check is None else list(check[1:])

    @property
    def grace(self) -> float:
        """Seconds that it has to end in; 10 is Docker's own."""
        return float(re.sub("s$", "", self.written.get("stop_grace_period", "10s")))

    def in_tree(self, seen: str) -> Path | None:
        """Return the file of the tree that it sees under an absolute path, or None."""
        for mount in self.mounts:
            if mount.path is not None and PurePosixPath(seen).is_relative_to(mount.target):
                return mount.path / PurePosixPath(seen).relative_to(mount.target)
        return None


@dataclass(frozen=True)
class Compose:
    """The whole file."""

    written: Mapping[str, Any]

    @classmethod
    def read(cls) -> "Compose":
        return cls(yaml.safe_load((ROOT / "docker-compose.yml").read_text()))

    @cached_property
    def services(self) -> Mapping[str, Service]:
        return {name: Service(name, each) for name, each in self.written["services"].items()}

    def started_with(self, profile: str) -> Iterator[Service]:
        """Give the services of a profile, each after those that it waits for."""
        left = {name: each for name, each in self.services.items() if profile in each.written["profiles"]}
        while left:
            ready = next(name for name, each in left.items() if left.keys().isdisjoint(each.waits_for))
            yield left.pop(ready)


def asked_by_prometheus() -> set[tuple[str, int]]:
    """Return the services and ports that Prometheus knocks at, wherever its folder names them."""
    text = "".join(file.read_text() for file in (ROOT / "deploy" / "prometheus").rglob("*.yml"))
    return {(name, int(port)) for name, port in re.findall(r'"([\w-]+):(\d+)"', text)}
