"""The two files that a user writes, the configuration and the watches: read, checked, and told what is wrong."""

from tocsin.settings.faults import Fault, InvalidFileError
from tocsin.settings.files import (
    Configuration,
    DeadLetterSettings,
    Http,
    check,
    load_configuration,
    load_watch,
    load_watches,
)
from tocsin.streams.kafka.settings import KafkaSettings

__all__ = [
    "Configuration",
    "DeadLetterSettings",
    "Fault",
    "Http",
    "InvalidFileError",
    "KafkaSettings",
    "check",
    "load_configuration",
    "load_watch",
    "load_watches",
]
