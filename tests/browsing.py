"""Chromium on a network that has nothing but one server, for tests of pages."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from serving import Serving

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1280, "height": 860}
NARROW = {"width": 360, "height": 740}
READY = "html[data-ready]"  # a page whose script is done
PATIENCE = 20_000  # milliseconds; other tests may keep the machine busy


def until(page: Page, expression: str, argument: object = None) -> None:
    """Return once a JavaScript expression holds.

    Playwright's own `wait_for_function` evaluates a string inside of the page, which the pages'
    Content-Security-Policy forbids.
    """
    limit = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, argument):
        assert time.monotonic() < limit, expression
        page.wait_for_timeout(20)


@dataclass
class Visitor:
    """Opens pages of a server, and remembers what they complain about or ask of others."""

    browser: Browser
    server: Serving
    trouble: list[str] = field(default_factory=list)

    def open(self, path: str = "/", *, ready: str = READY, **options) -> Page:
        """A page once it has what `ready` selects, in a context of its own."""
        context = self.browser.new_context(reduced_motion="reduce", **{"viewport": WIDE} | options)
        context.route("**/*", self._watch)
        page = context.new_page()
        page.on("console", lambda message: self.trouble.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.goto(self.server.url + path)
        page.wait_for_selector(ready, state="attached")
        return page

    def check(self) -> None:
        """No page complained, asked elsewhere or left a cookie since the last check."""
        contexts = self.browser.contexts
        cookies = [cookie for context in contexts for cookie in context.cookies()]
        for context in contexts:
            context.close()
        trouble, self.trouble = self.trouble, []
        assert (trouble, cookies) == ([], [])

    def _watch(self, route) -> None:
        if route.request.url.startswith((self.server.url, "blob:")):
            route.continue_()
        else:
            self.trouble.append(route.request.url)
            route.abort()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that starts once."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("no chromium: apt-get install -y chromium fonts-noto-core")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def accessibility_problems(page: Page, *rules: str) -> list[str]:
    """What axe-core has against a page by all rules, or by some; one line each."""
    options = {"runOnly": rules} if rules else None
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]
