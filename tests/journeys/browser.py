"""A browser that notices: console errors, refused content, failed requests and requests to other hosts."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.journeys.house import House

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LEFT_BEHIND = "net::ERR_ABORTED"  # a lazy picture that was still coming when the reader went on
MISSING = "Failed to load resource: the server responded with a status of"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the test is skipped, in words, where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong behind the screen. `expected` are parts of messages that the test wants to see."""

    origin: str
    also: tuple[str, ...] = ()
    expected: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._note(f"script: {error.error}"))
        context.on("request", self._sent)
        context.on("requestfailed", self._failed)

    def _note(self, fault: str) -> None:
        if not any(part in fault for part in self.expected):
            self.faults.append(fault)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._note(f"console: {message.text}")

    def _sent(self, request: Request) -> None:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if parts.scheme in {"http", "https"} and origin not in {self.origin, *self.also}:
            self.elsewhere.append(request.url)

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT_BEHIND:
            self._note(f"request: {request.url} {request.failure}")


class Visits:
    """Opens windows on the publication and, at the end, asks what each of them noticed."""

    def __init__(self, browser: Browser, house: House) -> None:
        self._browser = browser
        self.house = house
        self._open: list[tuple[BrowserContext, Watch]] = []

    def window(
        self,
        *,
        width: int = 1440,
        scripts: bool = True,
        may_say: tuple[str, ...] = (),
        may_go: tuple[str, ...] = (),
        **manner: Any,
    ) -> Page:
        """A new visitor with a window of this width; `may_say` are messages that belong to the test, `may_go` other
        sites that do.
        """
        context = self._browser.new_context(
            base_url=self.house.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **manner,
        )
        context.set_default_timeout(10_000)
        watch = Watch(self.house.url, also=may_go, expected=list(may_say))
        watch.over(context)
        self._open.append((context, watch))
        return context.new_page()

    def watch_of(self, page: Page) -> Watch:
        return next(watch for context, watch in self._open if context == page.context)

    def sign_in(self, page: Page, part: str) -> None:
        """As one of the demo's cast, with its one click; ends on the front page or at the desk."""
        page.goto("/demo/")
        page.locator(f'form[action="/demo/enter/{part}/"] button').click()
        page.wait_for_load_state()

    def leave(self) -> None:
        watches = [watch for _, watch in self._open]
        for context, _ in self._open:
            context.close()
        faults = [fault for watch in watches for fault in watch.faults]
        elsewhere = [url for watch in watches for url in watch.elsewhere]
        if faults or elsewhere:
            pytest.fail(
                "\n".join(["The browser noticed:", *faults, *(f"elsewhere: {url}" for url in elsewhere)])
            )
