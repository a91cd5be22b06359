"""The guide as pages of the folder: read by anybody, on any screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import violations
from toolkit.desktop.bundle.contents import checkout, for_people


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_are_accessible_and_never_wider_than_the_screen(
    width: int, browser: Any, axe: str, tmp_path: Path
) -> None:
    pages = {name: page for name, page in for_people(checkout()) if name.startswith(("使用说明", "说明/"))}
    assert len(pages) == 6
    for name, content in pages.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
        assert violations(page, axe) == [], name
        page.close()
