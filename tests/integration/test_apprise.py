"""The `apprise` channel with the real package, and services on loopback that it knows by `json://`."""

import asyncio
import logging
import subprocess
import sys
from datetime import timedelta

import pytest
from aiohttp import web
from pydantic import ValidationError

from tests.alerts import item, message
from tests.services import Service, opened
from tests.stand_ins import serving
from tocsin.notify.channel import Answer
from tocsin.notify.secrets import SecretError


def channel(*urls: str, **fields: object):
    return opened({"URLS": "\n".join(url.replace("http://", "json://") for url in urls)}, apprise_env="URLS", **fields)


async def test_a_service_gets_plain_text_with_how_bad_it_is() -> None:
    service = Service(web.Response())
    async with serving(service.handle) as url, channel(url) as phones:
        assert await phones.send(message()) == Answer("delivered")
    (asked,) = service.asked
    assert asked.body["title"] == "Dockers give the port until Friday"
    assert asked.body["message"].startswith("Who: the dockers → the port\n“The dockers gave")
    assert asked.body["type"] == "failure"


async def test_a_service_that_wants_html_gets_a_headline_as_text() -> None:
    service = Service(web.Response())
    async with serving(service.handle) as url, channel(f"{url}/?format=html") as phones:
        await phones.send(message(item(text='"fish" & chips')))
    assert service.asked[0].body["message"].startswith("&quot;fish&quot;&nbsp;&amp;&nbsp;chips<br/>")


async def test_what_no_service_takes_is_tried_again() -> None:
    async with serving(Service(web.Response(status=500)).handle) as url, channel(url) as phones:
        assert await phones.send(message()) == Answer("failed", detail="not taken by JSON")


async def test_what_one_of_two_services_has_taken_is_delivered_and_the_other_is_named() -> None:
    good, bad = Service(web.Response()), Service(web.Response(status=500))
    async with serving(good.handle) as one, serving(bad.handle) as two, channel(two, one) as phones:
        assert await phones.send(message()) == Answer("delivered", detail="not taken by JSON")
    assert (len(good.asked), len(bad.asked)) == (1, 1)


async def test_a_service_that_hangs_is_given_up_after_the_timeout() -> None:
    over = asyncio.Event()

    async def hang(request: web.Request) -> web.StreamResponse:
        await over.wait()
        return web.Response()

    async with serving(hang) as url, channel(url, timeout=timedelta(seconds=0.2)) as phones:
        assert await phones.send(message()) == Answer("failed", detail="no answer within 0.2 s")
        over.set()


@pytest.mark.parametrize("wrong", ["nosuch://hush:pa55@host", "slack://hush-pa55", "hush-pa55"])
async def test_a_url_of_no_service_is_told_by_where_it_is_and_not_by_what_it_is(
    wrong: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(SecretError, match="environment variable URLS holds a URL of no service") as caught:
        async with channel(wrong):
            pass
    assert "pa55" not in str(caught.value) + caplog.text + "".join(capfd.readouterr())


async def test_what_fails_is_not_logged_with_the_secrets_in_its_url(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    service = Service(web.Response(status=500))
    async with serving(service.handle) as url, channel(url.replace("http://", "http://duty:pa55@")) as phones:
        answer = await phones.send(message())
        assert "pa55" not in repr(phones)
    assert "Basic " in service.asked[0].headers["Authorization"]
    assert "pa55" not in answer.detail + caplog.text + "".join(capfd.readouterr())


async def test_without_the_package_the_configuration_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(ValidationError, match=r"pip install 'tocsin\[apprise\]'"):
        async with channel("json://127.0.0.1"):
            pass


def test_the_package_is_not_imported_where_no_channel_asks_for_it() -> None:
    seen = "import sys, tocsin.notify.channels; print('apprise' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, check=True).stdout == b"False\n"
