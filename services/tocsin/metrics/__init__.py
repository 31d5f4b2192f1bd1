"""Every metric of tocsin, declared in one place, by subject.

Conventions: https://prometheus.io/docs/practices/naming/ - seconds, `_total` for counters, `_timestamp_seconds` rather
than "time since". Labels take their values from the configuration or from a fixed set alone, or are bounded in number,
so that there are only so many series whatever the news contain. docs/metrics.md says what each means.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from prometheus_client import CollectorRegistry

from tocsin.metrics.deliveries import Deliveries
from tocsin.metrics.pipeline import Pipeline
from tocsin.metrics.process import Process
from tocsin.metrics.situation import Situations
from tocsin.metrics.sources import Sources
from tocsin.metrics.spool import Spool
from tocsin.workers.observer import Observer


def measuring(registry: CollectorRegistry, wall_clock: Callable[[], datetime], data: Path) -> tuple[Observer, ...]:
    """Declare all metrics in `registry`, and return what fills them, whichever runtime it observes.

    `wall_clock` tells the real time (UTC); `data` is the data directory.
    """
    return (
        Situations(registry),
        Pipeline(registry, wall_clock),
        Spool(registry),
        Sources(registry),
        Deliveries(registry),
        Process(registry, wall_clock, data),
    )
