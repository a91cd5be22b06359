"""What a terminal shows to whoever looks after the computers."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from tests.command_line import succeeds
from tests.pictures.album import photograph

_LOOK = "font: 16px/1.5 'Noto Sans Mono CJK SC', monospace; padding: 16px; width: fit-content; background: #f6f6f6"


def test_what_this_computer_has_is_a_list_in_the_terminal(browser: Any, album: Path) -> None:
    said = succeeds("doctor")
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.set_content(f'<pre style="{_LOOK}">$ xl-report doctor\n{html.escape(said)}</pre>')
    assert "LibreOffice" in page.text_content("pre")
    photograph(page.locator("pre"), album / "doctor.png")
    page.close()
