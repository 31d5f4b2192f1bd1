"""The two files that a user writes, the configuration and the watches: read, checked, and told what is wrong."""

from tocsin.settings.faults import Fault, InvalidFileError
from tocsin.settings.files import Configuration, Http, check, load_configuration, load_watch, load_watches

__all__ = [
    "Configuration",
    "Fault",
    "Http",
    "InvalidFileError",
    "check",
    "load_configuration",
    "load_watch",
    "load_watches",
]
