"""The sources of a configuration file."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Discriminator, Field, HttpUrl, Tag, field_validator

from tocsin.domain.record import Definition
from tocsin.domain.watch import Length
from tocsin.ingest.normalise import Defaults

KINDS = ("folder", "stdin", "feed", "replay")


class SourceBase(Definition):
    """What every source says: its name, and what holds for items that do not say it themselves."""

    name: str = Field(min_length=1, description="Unique; articles that name no publisher are said to be from it.")
    language: str | None = Field(
        default=None, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", description="BCP 47 language tag."
    )
    place: str | None = Field(
        default=None, pattern=r"^.+, [A-Z]{2}$", description='Dateline, "City, CC" with an ISO 3166-1 alpha-2 code.'
    )
    timezone: str | None = Field(default=None, description="IANA name: whose local time a time without an offset is.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        try:
            return name and ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{name!r} is not an IANA time zone; write one such as Europe/London") from error

    @property
    def defaults(self) -> Defaults:
        """What the items of this source are normalised with."""
        zone = ZoneInfo(self.timezone) if self.timezone else None
        return Defaults(source=self.name, language=self.language, place=self.place, timezone=zone)


class FolderSettings(SourceBase):
    """A folder in which `.jsonl` and `.json` articles are left."""

    folder: Path


class StandardInputSettings(SourceBase):
    """Articles as JSON lines on standard input."""

    stdin: Literal[True]


class FeedSettings(SourceBase):
    """An RSS or Atom feed."""

    feed: HttpUrl
    every: Length = Field(
        default=timedelta(minutes=5), ge=timedelta(seconds=30), description="How often to ask for news."
    )


class ReplaySettings(SourceBase):
    """A `.jsonl` file of recorded articles, told again by the clock of the run."""

    replay: Path


def _kind(source: object) -> str | None:
    """Tell the kind of a source by the one field that only that kind has."""
    named = [kind for kind in KINDS if (kind in source if isinstance(source, dict) else hasattr(source, kind))]
    return named[0] if len(named) == 1 else None


def _unique(sources: tuple["SourceSettings", ...]) -> tuple["SourceSettings", ...]:
    names = [source.name for source in sources]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"source {twice!r} is listed twice; give each a name of its own")
    return sources


SourceSettings = Annotated[
    Annotated[FolderSettings, Tag("folder")]
    | Annotated[StandardInputSettings, Tag("stdin")]
    | Annotated[FeedSettings, Tag("feed")]
    | Annotated[ReplaySettings, Tag("replay")],
    Discriminator(
        _kind,
        custom_error_type="source_kind",
        custom_error_message=f"a source has exactly one of {', '.join(KINDS)}",
    ),
]

Sources = Annotated[tuple[SourceSettings, ...], AfterValidator(_unique)]
"""What `sources:` of the configuration holds."""
