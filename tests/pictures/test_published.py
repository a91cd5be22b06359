"""What readers of a report see first, photographed: the page on a screen and on a telephone, the 图解, and before that
the paper that it is reviewed on."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image, ImageChops

from tests.at_hand import FORMS
from tests.pictures.album import keep, photograph
from tests.windows.test_year import AGENCY, data
from toolkit import api
from toolkit.filing import Decision, Review, ReviewRound
from toolkit.narrative.content import digest_of_filing
from toolkit.render import pdf
from toolkit.review.review_form import review_form

_POSTER = 480
"""Pixels across, of a picture that is to be looked at on a page."""
_PAPER, _MARGIN = 75, 40
"""Dots an inch of a printed page, and what is left around its text."""


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


def test_the_paper_of_a_review_has_room_to_sign(published: api.Rendered, browser: Any, album: Path) -> None:
    """``browser``: as above."""
    digest = digest_of_filing(published.filing)
    passed = ReviewRound(
        name="初审",
        reviewer="王一",
        role="科员",
        day=dt.date(2026, 1, 8),
        opinion="数字与台账相符。",
        decision=Decision.PASSED,
        digest=digest,
    )
    filing = replace(published.filing, review=Review(rounds=(passed,)))
    with pdfplumber.open(io.BytesIO(pdf.render(review_form(filing, published.findings)))) as printed:
        first = printed.pages[0]
        assert "复审" in first.extract_text() and "终审" in first.extract_text()
        paper = first.to_image(resolution=_PAPER, antialias=True).original
    words = ImageChops.invert(paper.convert("L")).getbbox()
    assert words
    keep(
        paper.crop((words[0] - _MARGIN, words[1] - _MARGIN, words[2] + _MARGIN, words[3] + _MARGIN)),
        album / "review.png",
    )
