"""What render writes, reading gives back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.ingest.equal import assert_same
from tests.ingest.samples import sample
from tests.profiles import examples
from tests.sizes import sampled
from tests.strategies import filings
from toolkit.document.blocks import Document, ReportHeading
from toolkit.document.blocks import ReportParagraph as Body
from toolkit.document.compose import compose
from toolkit.filing import Filing
from toolkit.ingest import read_any
from toolkit.ingest.text import text_blocks
from toolkit.narrative import paragraphs
from toolkit.render import FORMATS


@pytest.mark.parametrize("form", sampled(FORMS.available[::-1], 1))
def test_rendered_reports_come_back_equal(form: str, tmp_path: Path) -> None:
    """Random filings as Word, web page, Markdown and text."""

    @settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
    @given(filings(form))
    def holds(filing: Filing) -> None:
        document = compose(filing)
        for extension in ("docx", "html", "md", "txt"):
            path = tmp_path / f"report.{extension}"
            path.write_bytes(FORMATS[extension].renderer()(document))
            back, findings = read_any(path, FORMS)
            assert_same(filing, back)
            assert findings == (), extension
            assert back.unplaced == ()
            for slot in filing.form.text_slots:
                heads = [part.heading for part in paragraphs(filing, slot)]
                assert [part.heading for part in paragraphs(back, slot)] == heads

    holds()


_TEXTS = st.lists(
    st.one_of(
        st.text(st.sampled_from("正文1.)（a#*_`~|\\&<>;-+=:!?$[]{}\"' \t\u3000"), max_size=12),
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12),
        st.sampled_from(
            ("&lt;", "&#42;", "&amp;lt;", "<b>粗</b>", "<table>", "<!-- -->", "**重**", "末尾 ##", "- - -")
        ),
    ).filter(str.strip),
    min_size=1,
    max_size=6,
)


@settings(max_examples=examples(300))
@given(_TEXTS)
def test_markdown_gives_every_text_back(texts: list[str]) -> None:
    blocks = (block for text in texts for block in (ReportHeading(text=text, level=1), Body(text=text)))
    document = Document(agency="", title="", year=None, preamble=(), blocks=tuple(blocks), issued_on=None)
    lines = text_blocks(FORMATS["md"].renderer()(document).decode(), marked_down=True)
    assert [getattr(line, "text", None) for line in lines] == [text.strip() for text in texts for _ in range(2)]


def test_reading_a_report_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(FORMATS["html"].renderer()(compose(sample("gkgb-2021"))))
    assert read_any(path, FORMS) == read_any(path, FORMS)
