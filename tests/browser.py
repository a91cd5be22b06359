"""A Chromium that asks nobody and stores nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any, axe: str) -> list[tuple[str, list[str]]]:
    """What axe-core, whose source is ``axe``, finds on an open page: each rule with the elements that break it."""
    page.evaluate(axe)
    result = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(_RULES)}}})")
    return [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]]


@contextmanager
def started(program: str) -> Iterator[Any]:
    """The browser; Playwright allows one at a time in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield browser
        browser.close()
