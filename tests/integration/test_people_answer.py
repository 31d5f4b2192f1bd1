"""People answer: by the command and by the link in a message, while the service runs and while it does not."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from pydantic import SecretStr

from tests.command import tocsin
from tests.running import PATIENCE, Running, running
from tests.strait import (
    AGAINST,
    BACKING,
    ENVIRONMENT,
    SECRET,
    SECRET_NAME,
    ULTIMATUM,
    articles,
    desk,
    drop,
    links_of,
    lived,
    looked,
)
from tocsin.domain.alert import Alert, AlertAcknowledged
from tocsin.notify.receiver import Received, receiving
from tocsin.streams.log import SqliteLog

BY = ("--by", "Ada Officer")


class Desk:
    """A desk whose critical alerts go to the duty officer, and after a moment to the chief."""

    def __init__(self, directory: Path, officer: str, chief: str) -> None:
        self.directory = directory
        self.configuration = desk(directory, officer)
        self.links = links_of(self.configuration)
        self.heard: dict[str, list[Received]] = {"officer": [], "chief": []}
        self._more = asyncio.Event()
        watch, text = directory / "watch.yaml", self.configuration.read_text()
        watch.write_text(watch.read_text().replace("severity: info", "severity: critical"))
        line = next(line for line in text.splitlines() if line.startswith("  desk:"))
        escalating = line.replace("allow_http: true", "allow_http: true, escalate: {after: 8s, to: [chief]}")
        other = f'  chief: {{webhook: "{chief}", secret_env: {SECRET_NAME}, allow_http: true}}'
        self.configuration.write_text(text.replace(line, f"{escalating}\n{other}"))

    def run(self) -> AsyncIterator[Running]:
        return running("run", "--config", self.configuration, cwd=self.directory, env=ENVIRONMENT)

    def drop(self, name: str, *texts: str) -> None:
        drop(self.directory, name, articles(*texts))

    def hear(self, who: str, message: Received) -> None:
        self.heard[who].append(message)
        self._more.set()

    async def message(self, who: str, kind: str, word: str) -> Received:
        """Wait until somebody has heard a message of this kind about an alert that has this word in its title."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for each in self.heard[who]:
                    if each.type == f"alert.{kind}" and word in each.data["title"]:
                        return each
                self._more.clear()
                await self._more.wait()

    def told(self, who: str) -> list[tuple[str, str]]:
        return [(each.type, each.data["title"].split()[0]) for each in self.heard[who]]

    def link(self, service: Running, message: Received) -> str:
        """Return where this service shows the page of a message."""
        alert = Alert.model_validate(message.data | {"channels": [], "evidence": []})
        return service.address + urlsplit(self.links.address(alert)).path

    async def says(self, *arguments: object) -> str:
        done = await asyncio.to_thread(tocsin, *arguments, "--config", self.configuration)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    async def shown(self, *arguments: object) -> list[dict[str, Any]]:
        return json.loads(await self.says(*arguments, "--json"))


@pytest.fixture
async def strait(tmp_path: Path) -> AsyncIterator[Desk]:
    made: list[Desk] = []
    keys = [SecretStr(SECRET)]

    def clock() -> datetime:
        return datetime.now(UTC)

    async with (
        receiving(keys, lambda each: made[0].hear("officer", each), wall_clock=clock) as officer,
        receiving(keys, lambda each: made[0].hear("chief", each), wall_clock=clock) as chief,
    ):
        made.append(Desk(tmp_path, officer, chief))
        yield made[0]


async def test_only_the_form_behind_a_link_acknowledges_and_then_nobody_else_is_called(strait: Desk) -> None:
    async with strait.run() as service, aiohttp.ClientSession() as browser:
        strait.drop("1.jsonl", BACKING)
        link = strait.link(service, await strait.message("officer", "raised", "Portugal"))
        for _ in range(3):
            async with browser.get(link) as page, browser.head(link) as preview:
                assert (page.status, preview.status) == (200, 200)
                assert "Portugal" in await page.text()
        with SqliteLog.open(strait.directory / "data", read_only=True) as log:
            assert log.count([AlertAcknowledged]) == 0
        before = datetime.now(UTC)
        async with browser.post(link, data={"name": "Ada Officer", "reason": "we are on it", "silence": ""}) as page:
            assert (page.status, "Ada Officer has taken it on" in await page.text()) == (200, True)
        (event,) = await strait.shown("log", "--type", "tocsin.alert.acknowledged")
        assert (event["data"]["by"], event["data"]["reason"]) == ("Ada Officer", "we are on it")
        assert before <= datetime.fromisoformat(event["data"]["at"]) <= datetime.now(UTC)
        heard = await strait.message("officer", "acknowledged", "Portugal")
        assert heard.data["reason"] == "by Ada Officer: we are on it"
        async with browser.get(link) as page:
            assert page.status == 409
        strait.drop("2.jsonl", AGAINST)
        await strait.message("chief", "escalated", "Spain")
        assert strait.told("chief") == [("alert.escalated", "Spain")], (
            "the chief was not called for what Ada had taken on"
        )


async def test_the_second_button_silences_what_is_about_the_same(strait: Desk) -> None:
    async with strait.run() as service, aiohttp.ClientSession() as browser:
        strait.drop("1.jsonl", BACKING)
        link = strait.link(service, await strait.message("officer", "raised", "Portugal"))
        async with browser.post(link, data={"name": "Ada", "reason": "", "silence": "8h"}) as page:
            assert page.status == 200
        (silence,) = await strait.shown("silences")
        (alert,) = await strait.shown("alerts")
        assert (silence["kinds"], silence["subjects"], silence["by"]) == ([alert["kind"]], [alert["subject"]], "Ada")
        assert (alert["state"], alert["silenced"]["id"]) == ("acknowledged", silence["id"])


async def test_what_is_silenced_while_it_runs_is_raised_and_told_when_the_silence_is_ended(strait: Desk) -> None:
    async with strait.run() as service:
        said = await strait.says("silence", "--watch", "strait", "--kind", "stance.new", "--for", "2h", *BY)
        silence = said.split()[1]
        assert said.endswith("; the tocsin that is running takes it in now.\n")
        strait.drop("1.jsonl", BACKING, ULTIMATUM)
        await strait.message("officer", "raised", "gives")
        alerts = {each["kind"]: each for each in await strait.shown("alerts")}
        assert alerts["deadline.set"]["silenced"] is None
        told = alerts["stance.new"]["silenced"]
        assert (told["id"], told["by"]) == (silence, "Ada Officer")
        assert len(strait.heard["officer"]) == 1
        await strait.says("unsilence", silence[:8], *BY)
        assert (await strait.message("officer", "raised", "supports")).data["kind"] == "stance.new"
        assert await service.end() == 0
    assert {each["silenced"] for each in await strait.shown("alerts")} == {None}


async def test_an_acknowledgement_while_it_runs_is_told_and_ends_the_escalation(strait: Desk) -> None:
    async with strait.run():
        strait.drop("1.jsonl", BACKING)
        alert = (await strait.message("officer", "raised", "Portugal")).data["id"]
        assert (await strait.says("ack", alert, *BY)).startswith(f"Acknowledged {alert} (Portugal ")
        await strait.message("officer", "acknowledged", "Portugal")
        strait.drop("2.jsonl", AGAINST)
        await strait.message("chief", "escalated", "Spain")
        assert strait.told("chief") == [("alert.escalated", "Spain")]


async def test_what_was_acknowledged_while_nothing_ran_is_told_when_it_runs_again(strait: Desk) -> None:
    async with strait.run() as service:
        strait.drop("1.jsonl", BACKING)
        alert = (await strait.message("officer", "raised", "Portugal")).data["id"]
        await service.line("delivery.succeeded")
        assert await service.end() == 0
    await strait.says("ack", alert, *BY, "--reason", "staff are told")
    async with strait.run():
        heard = await strait.message("officer", "acknowledged", "Portugal")
    assert heard.data["reason"] == "by Ada Officer: staff are told"
    assert strait.told("chief") == []


# While nothing runs


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that ran for a while: Portugal and Spain have spoken."""
    return lived(tmp_path_factory.mktemp("lived"), BACKING, AGAINST)


@pytest.fixture
def data(before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before / "data", tmp_path / "data"))


def alert_of(actor: str, data: Path, *more: object) -> dict[str, Any]:
    (found,) = [each for each in looked("alerts", data, *more) if actor in each["title"]]
    return found


def refused(*arguments: object) -> str:
    done = tocsin(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    return done.stderr.removeprefix("tocsin: ").rstrip()


def test_an_alert_is_acknowledged_once_and_was_open_before(data: Path) -> None:
    alert, before = alert_of("Spain", data)["id"], datetime.now(UTC)
    give = ("ack", alert[:8], "--data", data, "--reason", "all are home")
    assert tocsin(*give, *BY).stdout == f"Acknowledged {alert} (Spain opposes A toll on the strait).\n"
    now = alert_of("Spain", data)
    assert (now["state"], now["acknowledged"]["by"], now["acknowledged"]["reason"]) == (
        "acknowledged", "Ada Officer", "all are home",
    )  # fmt: skip
    assert datetime.fromisoformat(now["acknowledged"]["at"]) >= before
    then = alert_of("Spain", data, "--as-of", before.isoformat())
    assert (then["state"], then["acknowledged"]) == ("open", None)
    assert "acknowledged by Ada Officer: all are home" in " ".join(tocsin("alerts", "--data", data).stdout.split())
    assert refused(*give, "--by", "Ben").startswith(f"ack: Ada Officer had acknowledged '{alert}' at ")


def test_what_is_over_or_not_known_cannot_be_acknowledged(data: Path) -> None:
    alert = alert_of("Spain", data)
    claim = alert["evidence"][0]["claim_id"]
    tocsin("retract", claim, "--data", data, "--reason", "misread", *BY)
    assert refused("ack", alert["id"], "--data", data, *BY).startswith(f"ack: alert '{alert['id']}' is over since ")
    assert refused("ack", "nothing", "--data", data, *BY) == "ack: no alert 'nothing'; see `tocsin alerts`"
    assert "2 alerts begin with ''; give more of the id" in refused("ack", "", "--data", data, *BY)
    assert refused("ack", alert["id"], "--data", data, "--by", " ") == "ack: the name is missing; say who you are"


def test_a_silence_like_an_alert_covers_what_is_about_the_same_until_it_ends(data: Path) -> None:
    alert = alert_of("Spain", data)
    asked = ("silence", "--alert", alert["id"][:8], "--for", "2h", "--reason", "we know", "--data", data)
    told = tocsin(*asked, *BY).stdout
    (silence,) = looked("silences", data)
    until = datetime.fromisoformat(silence["until"])
    assert told == f"Silence {silence['id']} lasts until {until:%Y-%m-%d %H:%M} UTC.\n"
    assert until - datetime.fromisoformat(silence["at"]) == timedelta(hours=2)
    assert (silence["on"], silence["by"], silence["reason"]) == (True, "Ada Officer", "we know")
    assert (silence["kinds"], silence["subjects"]) == ([alert["kind"]], [alert["subject"]])
    shown = alert_of("Spain", data)
    assert (shown["state"], shown["silenced"]["until"]) == ("open", silence["until"])
    assert alert_of("Portugal", data)["silenced"] is None
    assert "silenced until" in " ".join(tocsin("alerts", "--data", data).stdout.split())
    later = (until + timedelta(seconds=1)).isoformat()
    assert alert_of("Spain", data, "--as-of", later)["silenced"] is None


def test_a_silence_is_ended_once_and_stays_in_the_list_of_all(data: Path) -> None:
    tocsin("silence", "--watch", "strait", "--severity", "info", "--for", "1d", "--data", data, *BY)
    (silence,) = looked("silences", data)
    end = ("unsilence", silence["id"][:8], "--data", data)
    assert tocsin(*end, "--by", "Ben", "--reason", "enough").stdout == f"Ended the silence {silence['id']}.\n"
    assert looked("silences", data) == []
    (over,) = looked("silences", data, "--all")
    assert (over["on"], over["ended"]["by"], over["ended"]["reason"]) == (False, "Ben", "enough")
    assert alert_of("Spain", data)["silenced"] is None
    assert refused(*end, *BY).startswith(f"unsilence: '{silence['id']}' is over since ")
    assert refused("unsilence", "x", "--data", data, *BY) == "unsilence: no silence 'x'; see `tocsin silences`"
    assert "Nothing is silenced." in tocsin("silences", "--data", data).stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--watch", "strait", "--for", "soon"), "silence: --for: 'soon' is not a length of time; write a number and"),
        (("--watch", "strait", "--for", "-2h"), "silence: --for: '-2h' is not a length of time"),
        (("--watch", "strait", "--for", "0h"), "silence: a silence lasts for more than nothing and for 90d at most"),
        (("--watch", "strait", "--for", "91d"), "silence: a silence lasts for more than nothing and for 90d at most"),
        (("--watch", "strait", "--for", f"{10**12}w"), "is longer than time can be counted"),
        (("--watch", "veld", "--for", "2h"), "silence: there is no watch 'veld'; the watches are strait"),
        (("--for", "2h"), "silence: say what to silence, with --watch or --alert; the watches are strait"),
        (("--watch", "strait", "--kind", "stance", "--for", "2h"), "silence: --kind: 'stance' is not known; there are"),
        (
            ("--watch", "strait", "--severity", "x", "--for", "2h"),
            "'x' is not known; there are info, warning,",
        ),
        (("--alert", "nothing", "--for", "2h"), "silence: no alert 'nothing'; see `tocsin alerts`"),
        (("--alert", "a", "--kind", "stance.new", "--for", "2h"), "silence: --alert says all of --watch, --kind"),
    ],
)
def test_a_silence_that_cannot_be_meant_is_refused(asked: tuple[str, ...], told: str, data: Path) -> None:
    assert told in refused("silence", *asked, "--data", data, *BY)
    assert looked("silences", data, "--all") == []
