"""A real Chromium for the tests, driven by its DevTools protocol."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.listening import listening
from tests.running import PATIENCE

_QUIET = (
    "--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--remote-debugging-port=0",
    "--no-sandbox",  # it cannot be had as root, nor in a container, and all that is opened is ours
)  # fmt: skip


class BrowserError(Exception):
    """It did not do what it was asked for; the message is its own."""


class Tab:
    """A page, as somebody sees it who has followed a link; `dialogs` are what scripts of a page have asked."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.dialogs: list[str] = []
        self._socket = socket
        self._session = ""
        self._calls = 0

    async def begin(self) -> None:
        """Open the tab, and show nothing."""
        target = await self._call("Target.createTarget", url="about:blank")
        attached = await self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        await self._call("Page.enable")

    async def open(self, address: str) -> None:
        """Follow a link, and wait until the page is there."""
        await self._call("Page.navigate", url=address)
        await self._message("Page.loadEventFired")

    async def sees(self, expression: str) -> Any:
        """Return what a JavaScript expression gives on the page."""
        found = await self._call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in found:
            raise BrowserError(str(found["exceptionDetails"]))
        return found["result"].get("value")

    async def heading(self) -> str:
        """Return the heading of the page."""
        return str(await self.sees("document.querySelector('h1').textContent"))

    async def text(self) -> str:
        """Return the text of the page, as it is seen."""
        return str(await self.sees("document.body.innerText"))

    async def write(self, field: str, text: str) -> None:
        """Write into a field of the form, by its name."""
        await self.sees(f"document.querySelector('[name={field}]').focus()")
        await self._call("Input.insertText", text=text)

    async def press(self, words: str) -> None:
        """Press the button with these words."""
        x, y = await self.sees(
            f"(button => {{ button.scrollIntoView(); const box = button.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2] })"
            f"([...document.querySelectorAll('button')].find(each => each.textContent === {words!r}))"
        )
        for happens in ("mousePressed", "mouseReleased"):
            await self._call("Input.dispatchMouseEvent", type=happens, x=x, y=y, button="left", clickCount=1)

    async def send(self, words: str) -> None:
        """Press the button with these words, and wait for the page that comes of it."""
        await self.press(words)
        await self._message("Page.loadEventFired")

    async def be_a_phone(self, width: int, height: int) -> None:
        """Show pages as a telephone does whose screen has these points."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
        await self._call("Emulation.setDeviceMetricsOverride", **metrics)

    async def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._calls += 1
        told: dict[str, object] = {"id": self._calls, "method": method, "params": parameters}
        await self._socket.send_json(told | ({"sessionId": self._session} if self._session else {}))
        answer = await self._message(self._calls)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']}")
        return dict(answer["result"])

    async def _message(self, wanted: str | int) -> dict[str, Any]:
        """Wait for the answer to a call, or for an event."""
        while True:
            message: dict[str, Any] = await self._socket.receive_json(timeout=PATIENCE)
            if message.get("method") == "Page.javascriptDialogOpening":
                self.dialogs.append(message["params"]["message"])
            if wanted in (message.get("id"), message.get("method")):
                return message


class Browser:
    """A Chromium that runs."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address

    async def tab(self) -> Tab:
        """Open another tab."""
        tab = Tab(await self._session.ws_connect(self._address))
        await tab.begin()
        return tab


@asynccontextmanager
async def browsing(directory: Path) -> AsyncIterator[Browser]:
    """Run a Chromium that keeps what it has to keep in `directory`."""
    command = ("chromium", *_QUIET, f"--user-data-dir={directory}")
    async with listening(*command) as address, aiohttp.ClientSession() as session:
        yield Browser(session, address)
