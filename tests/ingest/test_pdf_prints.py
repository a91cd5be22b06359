"""Our own web page, printed from a browser, reads back whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.ingest.samples import sample
from tests.ingest.test_pdf import assert_comes_back
from toolkit.document.compose import compose
from toolkit.render import FORMATS


@pytest.mark.parametrize("form", ["gkgb-2021", "gkgb-2019"])
@pytest.mark.parametrize("landscape", [False, True], ids=["upright", "landscape"])
@pytest.mark.parametrize("heads", [False, True], ids=["plain", "with heads"])
def test_our_own_page_printed_comes_back_whole(
    form: str, landscape: bool, heads: bool, browser: Any, tmp_path: Path
) -> None:
    filing = sample(form)
    source, target = tmp_path / "report.html", tmp_path / "report.pdf"
    source.write_bytes(FORMATS["html"].renderer()(compose(filing)))
    page = browser.new_page()
    page.goto(source.as_uri())
    page.pdf(path=target, format="A4", landscape=landscape, display_header_footer=heads)
    page.close()
    assert_comes_back(filing, target)
