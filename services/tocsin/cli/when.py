"""`tocsin when`: how a deadline phrase is understood."""

import sys
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
import typer

from tocsin.cli.failure import Failure
from tocsin.cli.instants import instant
from tocsin.domain.due import Due
from tocsin.extraction import times

EXAMPLES = """
Examples:

    tocsin when --at 2024-05-02T09:30:00Z --tz Europe/Kyiv "by midnight on Sunday"

    echo '{"text": "within 48 hours", "at": "2024-05-02T09:30:00Z", "tz": "UTC"}' | tocsin when --jsonl
"""

_FIELDS = ("earliest", "latest", "grain", "timezone", "timezone_source", "alternatives")


def when(
    phrase: Annotated[list[str] | None, typer.Argument(help="The words, such as: by noon on Friday.")] = None,
    at: Annotated[str, typer.Option(help="When it was said, RFC 3339; now where left out.", metavar="INSTANT")] = "",
    tz: Annotated[str, typer.Option(help="IANA time zone of whoever said it.", metavar="ZONE")] = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read {text, at, tz} a line on standard input.")] = False,
) -> None:
    """Print how a deadline phrase is understood, as JSON; `due` is null where it fixes no instant."""
    if jsonl:
        for number, line in enumerate(sys.stdin.buffer, 1):
            if line.strip():
                print(_answer(_asked(line, number), f"standard input line {number}"), flush=True)
    elif phrase:
        print(_answer({"text": " ".join(phrase), "at": at, "tz": tz}, "when"))
    else:
        raise Failure("when: give a phrase, or --jsonl; see `tocsin when --help`")


def _asked(line: bytes, number: int) -> dict[str, str]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Failure(f"standard input line {number}: not JSON: {error}") from error
    if not isinstance(value, dict) or not value.get("text"):
        raise Failure(f'standard input line {number}: text: missing; write {{"text": …, "at": …, "tz": …}}')
    asked = {name: value[name] for name in ("text", "at", "tz") if value.get(name) is not None}
    for name, each in asked.items():
        if not isinstance(each, str):
            raise Failure(f"standard input line {number}: {name}: {each!r} is no text; put quotes around it")
    return asked


def _answer(asked: dict[str, str], where: str) -> str:
    at = instant(asked["at"], f"{where}: at") if asked.get("at") else datetime.now(UTC)
    zone = asked.get("tz") or "UTC"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Failure(f"{where}: tz: {zone!r} is not an IANA time zone such as Africa/Niamey") from error
    return _shown(times.when(asked["text"], at, zone, "watch" if asked.get("tz") else "assumed"))


def _shown(due: Due | None) -> str:
    read = due.model_dump(mode="json") if due else dict.fromkeys(_FIELDS) | {"alternatives": []}
    return orjson.dumps({"due": read["latest"]} | {field: read[field] for field in _FIELDS}).decode()
