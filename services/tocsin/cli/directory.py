"""The data directory of the embedded runtime, for commands that there are for it alone."""

from pathlib import Path

from tocsin.cli.failure import Failure
from tocsin.settings.configuration import load_configuration


def data_directory(data: Path | None, config: Path | None, on_kafka: str) -> Path:
    """Return `data`, or else the directory that the configuration names.

    Raises Failure, which tells `on_kafka`, where that is one for Kafka, and InvalidFileError.
    """
    if data is not None:
        return data
    if config is None:
        raise Failure("say where the log is: --data DIRECTORY or --config FILE")
    configuration = load_configuration(config)
    if configuration.kafka is not None:
        raise Failure(f"{config} has a section kafka:; {on_kafka}")
    return configuration.data
