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

app = typer.Typer()

_FIELDS = ("earliest", "latest", "grain", "timezone", "timezone_source", "alternatives")


@app.command(epilog=EXAMPLES)
def when(
    phrase: Annotated[list[str] | None, typer.Argument(help="The words, such as: by noon on Friday.")] = None,
    at: Annotated[str, typer.Option(help="When it was said, RFC 3339; now where left out.", metavar="INSTANT")] = "",
    tz: Annotated[str, typer.Option(help="IANA time zone of whoever said it.", metavar="ZONE")] = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read {text, at, tz} a line on standard input.")] = False,
) -> None:
    """Print how a deadline phrase is understood, as JSON; `due` is null where it fixes no instant.

    With --jsonl there is an answer for every line; a broken one is told about on standard error, and the exit status is
    then 1.
    """
    if jsonl:
        faults = sum(_told(line, f"standard input line {number}") for number, line in enumerate(sys.stdin.buffer, 1))
        if faults:
            raise typer.Exit(1)
    elif phrase:
        print(_answer({"text": " ".join(phrase), "at": at, "tz": tz}, "when"))
    else:
        raise Failure("when: give a phrase, or --jsonl; see `tocsin when --help`")


def _told(line: bytes, where: str) -> bool:
    """Print the answer to a line, and return whether there was a fault in it."""
    if not line.strip():
        return False
    try:
        print(_answer(_asked(line, where), where), flush=True)
    except Failure as failure:
        print(f"tocsin: {failure}", file=sys.stderr)
        print(_shown(None), flush=True)
        return True
    return False


def _asked(line: bytes, where: str) -> dict[str, str]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Failure(f"{where}: not JSON: {error}") from error
    if not isinstance(value, dict) or value.get("text") is None:
        raise Failure(f'{where}: text: missing; write {{"text": …, "at": …, "tz": …}}')
    asked = {name: value[name] for name in ("text", "at", "tz") if value.get(name) is not None}
    for name, each in asked.items():
        if not isinstance(each, str):
            raise Failure(f"{where}: {name}: {each!r} is no text; put quotes around it")
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
