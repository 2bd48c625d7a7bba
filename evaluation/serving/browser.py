"""What a reader waits for, in headless Chromium: the first picture, and a node's neighbours."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from evaluation.serving.server import Server
from kg.errors import KGError

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
READY = "html[data-ready]"
SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
EXPAND = "#expand"
EXPANDED = """async () => {
  const begun = performance.now();
  await new Promise((added) => {
    graphPage.nodes.on("add", added);
    document.querySelector("#expand").click();
  });
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - begun;
}"""
"""Clicks, and gives the milliseconds until the frame is painted that has the neighbours."""
ROUNDS = 5
QUIET = 1000
"""Milliseconds after a node is selected: until the picture has moved there, and its cards came."""
WIDE = {"width": 1400, "height": 900}


def time_first_pictures(server: Server) -> list[float]:
    """Milliseconds from the request for the graph page to its picture, each in a fresh browser."""
    times = []
    for _ in range(ROUNDS):
        with _page() as page:
            begun = time.perf_counter()
            page.goto(server.address)
            page.wait_for_selector(READY, state="attached")
            page.evaluate(SETTLED)
            times.append(_milliseconds(begun))
    return times


def time_expansions(server: Server, names: list[str]) -> list[float]:
    """Milliseconds from the click that expands a node to the picture with its neighbours."""
    times = []
    for name in names:
        with _page() as page:
            page.goto(server.address)
            page.wait_for_selector(READY, state="attached")
            page.locator("#search").fill(name)
            page.locator("#results [role=option]").first.wait_for()
            page.keyboard.press("Enter")
            page.wait_for_timeout(QUIET)
            if page.locator(f"{EXPAND}[aria-disabled=false]").count():
                times.append(page.evaluate(EXPANDED))
    return times


@contextmanager
def _page() -> Iterator[Page]:
    path = shutil.which("chromium")
    if path is None:
        raise KGError("no chromium; apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
        browser.close()


def _milliseconds(begun: float) -> float:
    return 1000 * (time.perf_counter() - begun)
