"""What render writes, reading gives back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.ingest.equal import TEXT_SLOTS, assert_same
from tests.ingest.samples import sample
from tests.strategies import filings
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.form import available_forms
from toolkit.ingest import read_any
from toolkit.narrative import paragraphs
from toolkit.render import FORMATS


@pytest.mark.parametrize("form", available_forms())
def test_rendered_reports_come_back_equal(form: str, tmp_path: Path) -> None:
    """Random filings as Word, web page, Markdown and text."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(filings(form))
    def holds(filing: Filing) -> None:
        document = compose(filing)
        for extension in ("docx", "html", "md", "txt"):
            path = tmp_path / f"report.{extension}"
            path.write_bytes(FORMATS[extension].renderer()(document))
            back, findings = read_any(path)
            assert_same(filing, back)
            assert [finding.code for finding in findings] == ["IM-05"], extension
            assert back.unplaced == ()
            for slot in TEXT_SLOTS:
                heads = [part.heading for part in paragraphs(filing, slot)]
                assert [part.heading for part in paragraphs(back, slot)] == heads

    holds()


def test_reading_a_report_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(FORMATS["html"].renderer()(compose(sample("gkgb-2021"))))
    assert read_any(path) == read_any(path)
