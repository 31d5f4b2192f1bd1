"""The process itself: what runs, whether it is heard, and the disk that it writes to."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, Info, ProcessCollector

from tocsin import __version__
from tocsin.workers.observer import Observer


class Process(Observer):
    """Measures a process and its data directory."""

    def __init__(self, registry: CollectorRegistry, wall_clock: Callable[[], datetime], data: Path) -> None:
        self._wall_clock = wall_clock
        self._started_at = wall_clock().timestamp()
        self._heard = False
        ProcessCollector(registry=registry)
        Info("tocsin_build", "Version of tocsin.", registry=registry).info({"version": __version__})
        self._heartbeat = Gauge(
            "tocsin_heartbeat_timestamp_seconds",
            "When the address of the heartbeat was last called.",
            registry=registry,
        )
        free = Gauge("tocsin_data_free_bytes", "Bytes that are free where the data directory is.", registry=registry)
        free.set_function(lambda: shutil.disk_usage(data).free)
        size = Gauge("tocsin_data_size_bytes", "Bytes of the file system of the data directory.", registry=registry)
        size.set_function(lambda: shutil.disk_usage(data).total)

    def heartbeat(self, missed: str | None) -> None:
        """Note that the heartbeat was heard; until the first time it counts from the start of the process."""
        self._heard |= missed is None
        if missed is None:
            self._heartbeat.set(self._wall_clock().timestamp())
        elif not self._heard:
            self._heartbeat.set(self._started_at)
