"""Reading and checking the configuration, with the watches that it names."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, model_validator

from tocsin.domain.record import Definition
from tocsin.domain.watch import Watch
from tocsin.ingest.settings import Sources
from tocsin.notify.channels import AnyChannelSettings
from tocsin.notify.heartbeat import HeartbeatSettings
from tocsin.notify.internal_hosts import InternalHosts, internal_host
from tocsin.notify.settings import web_address
from tocsin.settings import channel_check
from tocsin.settings.faults import Fault, InvalidFileError
from tocsin.settings.validation import validated
from tocsin.settings.watch_check import Surroundings
from tocsin.settings.watch_file import watch_in
from tocsin.settings.yaml_source import Document, read_document
from tocsin.streams.kafka.settings import KafkaSettings

Model = TypeVar("Model", bound=BaseModel)


def _beginning_of_addresses(text: str) -> str:
    parts = urlsplit(web_address(text))
    if parts.query or parts.fragment:
        raise ValueError("holds more than a host and a path; write it without `?` and `#`")
    return text


class Http(Definition):
    """Where `/metrics`, `/healthz` and `/readyz` answer, and the pages on which alerts are acknowledged."""

    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on; 0.0.0.0 for all.")
    port: int = Field(default=9464, ge=0, le=65535, description="Port to listen on; 0 for any that is free.")
    public_url: Annotated[str, AfterValidator(_beginning_of_addresses)] | None = Field(
        default=None, description="Where people reach this port; messages then hold a link to acknowledge by."
    )
    links_env: str | None = Field(
        default=None, min_length=1, description="The environment variable that holds the secret of the links."
    )
    links_file: Path | None = Field(default=None, description="The file that holds the secret of the links.")

    @model_validator(mode="after")
    def _links_have_a_secret(self) -> "Http":
        places = sum(place is not None for place in (self.links_env, self.links_file))
        if places != (self.public_url is not None):
            raise ValueError("public_url needs either links_env or links_file, and neither is of use without it")
        return self


class DeadLetterSettings(Definition):
    """When so much is put aside that a bad release must be the cause, and the service ends rather than go on."""

    share: float = Field(default=0.1, gt=0, le=1, description="Share of the recent events that may fail.")
    of: int = Field(default=1000, ge=100, description="How many events of a stage count as recent.")


class Configuration(Definition):
    """What the service is to read, watch, keep and tell. Paths count from the folder of the file."""

    data: Path = Field(default=Path("data"), description="Folder of the log and all that is made from it.")
    watches: tuple[Path, ...] = Field(min_length=1, description="Watch files; `*` and `**` stand for any.")
    sources: Sources = Field(default=(), description="Where articles come from.")
    channels: Mapping[str, AnyChannelSettings] = Field(
        default_factory=dict, description="Where alerts go, by the names that the rules of the watches use."
    )
    internal_hosts: tuple[Annotated[str, AfterValidator(internal_host)], ...] = Field(
        default=(), description="Internal hosts that channels may reach: names, addresses, networks."
    )
    heartbeat: HeartbeatSettings | None = Field(default=None, description="What is called as long as all is well.")
    http: Http = Field(default=Http(), description="Where metrics and health are asked for.")
    dead_letters: DeadLetterSettings = Field(
        default=DeadLetterSettings(), description="When too much is put aside for the service to go on."
    )
    kafka: KafkaSettings | None = Field(default=None, description="The cluster that carries the events, if one does.")

    @property
    def internal(self) -> InternalHosts:
        """The internal hosts that may be reached."""
        return InternalHosts.of(self.internal_hosts)


def load_configuration(path: Path) -> Configuration:
    """Return the configuration in `path`, its paths absolute or relative to the working directory as `path` is.

    `watches` holds the files themselves. Raises InvalidFileError.
    """
    return _configuration(read_document(path))


def load_watches(configuration: Configuration, built_in: Mapping[str, str]) -> tuple[Watch, ...]:
    """Return the watches of a configuration; `built_in` gives the built-in actors' names by id.

    Raises InvalidFileError with what is wrong in any of the files.
    """
    around = Surroundings(built_in, configuration.channels)
    watches: dict[Path, Watch] = {}
    faults: list[Fault] = []
    for file in configuration.watches:
        try:
            document = read_document(file)
            watches[file] = watch_in(document, around)
            faults += _shared_id(document, watches)
        except InvalidFileError as error:
            faults += error.faults
    if faults:
        raise InvalidFileError(faults)
    return tuple(watches.values())


def check(path: Path, built_in: Mapping[str, str]) -> list[Fault]:
    """Return all that is wrong with a watch, or with a configuration and its watches; which it is, its fields tell."""
    try:
        document = read_document(path)
        if _is_configuration(document):
            load_watches(_configuration(document), built_in)
        else:
            watch_in(document, Surroundings(built_in))
    except InvalidFileError as error:
        return list(error.faults)
    return []


def _is_configuration(document: Document) -> bool:
    fields = document.value.keys()
    return len(fields & Configuration.model_fields.keys()) > len(fields & Watch.model_fields.keys())


def _shared_id(document: Document, watches: Mapping[Path, Watch]) -> list[Fault]:
    """Tell where the watch of `document` has the id of another, for the log would not know them apart."""
    mine = watches[document.file].id
    other = next((file for file, each in watches.items() if each.id == mine and file != document.file), None)
    return [] if other is None else [document.fault(("id",), f"{mine!r} is the id of {other} too; choose another")]


def _configuration(document: Document) -> Configuration:
    folder = document.file.parent
    written = validated(Configuration, document, tagged=("sources", "channels"))
    if faults := channel_check.misfits(written.channels, written.internal, document):
        raise InvalidFileError(faults)
    found = [_files(folder, pattern) for pattern in written.watches]
    missing = [index for index, files in enumerate(found) if not files]
    if missing:
        raise InvalidFileError(
            document.fault(("watches", index), f"{written.watches[index]} is no file; name a watch")
            for index in missing
        )
    files = dict.fromkeys(file for each in found for file in each)
    return _anchored(written, folder).model_copy(update={"watches": tuple(files)})


def _files(folder: Path, pattern: Path) -> list[Path]:
    pattern = pattern.expanduser()
    base = Path(pattern.anchor) if pattern.is_absolute() else folder
    return sorted(base.glob(str(pattern.relative_to(base) if pattern.is_absolute() else pattern)))


def _anchored(model: Model, folder: Path) -> Model:
    """Return `model` with every relative path in it counted from `folder`."""
    return model.model_copy(update={name: _counted_from(folder, value) for name, value in model})


def _counted_from(folder: Path, value: object) -> object:
    match value:
        case Path():
            return folder / value.expanduser()
        case BaseModel():
            return _anchored(value, folder)
        case tuple():
            return tuple(_counted_from(folder, each) for each in value)
        case dict():
            return {key: _counted_from(folder, each) for key, each in value.items()}
    return value
