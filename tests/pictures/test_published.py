"""What readers of a published report see first, photographed: the page on a screen and on a telephone, the 图解."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.at_hand import FORMS
from tests.pictures.album import keep, photograph
from tests.windows.test_year import AGENCY, data
from toolkit import api

_POSTER = 480
"""Pixels across, of a picture that is to be looked at on a page."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> api.Rendered:
    """The report of the year that is walked through in the guide, with pictures."""
    filing = json.loads(data())
    filing["cover"]["charts"] = True
    source = tmp_path_factory.mktemp("published") / "data.json"
    source.write_text(json.dumps(filing), encoding="utf-8")
    return api.render(source, ["html", "poster"], forms=FORMS)


def test_the_page_is_read_on_a_screen_and_the_poster_on_a_telephone(
    published: api.Rendered, browser: Any, album: Path, tmp_path: Path
) -> None:
    path = published.reports["html"].save(tmp_path)
    screen = browser.new_page(viewport={"width": 1280, "height": 860})
    screen.goto(path.as_uri())
    assert AGENCY in screen.inner_text("h1")
    photograph(screen, album / "page.png")
    screen.close()
    telephone = browser.new_page(viewport={"width": 360, "height": 720})
    telephone.goto(path.as_uri())
    telephone.click("summary")
    telephone.evaluate("document.querySelector('aside').scrollIntoView({behavior: 'instant'})")
    sizes = telephone.evaluate(
        "[...document.querySelectorAll('aside text')].map(text => text.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 12  # pixels of a line: legible without a magnifying glass
    photograph(telephone, album / "telephone.png")
    telephone.close()


def test_the_poster_is_one_picture(published: api.Rendered, browser: Any, album: Path) -> None:
    """``browser``: photographs are taken where those of pages are."""
    whole = Image.open(io.BytesIO(published.reports["poster-png"].content))
    assert whole.height > 2 * whole.width
    keep(
        whole.resize((_POSTER, round(whole.height * _POSTER / whole.width)), Image.Resampling.LANCZOS),
        album / "poster.png",
    )
