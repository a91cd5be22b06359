"""What is kept ready to use is what its sources give, and counts for nothing once they differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.generators.rule_book import PLACE
from tests.regenerate import kept_data
from toolkit.finding.catalogue import CATALOGUE, PACKAGE
from toolkit.form import prepared
from toolkit.form.loader import parse_form
from toolkit.form.locator import shipped, sources_of
from toolkit.form.prepared import own_yaml, prepared_form
from toolkit.form.registry import Forms
from toolkit.form.source import read_yaml
from toolkit.workbook.plan import plan_of
from toolkit.workbook.planned_cells import fixed_sheets
from toolkit.workbook.writing.recording_canvas import noted_sheets


def test_it_is_current() -> None:
    stale = [path.name for path, text in kept_data() if path.read_text(encoding="utf-8") != text]
    assert not stale, "run python -m tests.regenerate"


@pytest.mark.parametrize("form_id", shipped().files)
def test_a_prepared_form_is_the_form(form_id: str) -> None:
    file = shipped().files[form_id]
    source, phrases = sources_of(file)
    assert prepared_form(form_id, file) == parse_form(source, form_id, form_id=form_id, phrases=phrases)


@pytest.mark.parametrize("form_id", shipped().files)
@pytest.mark.parametrize("prior", [False, True])
def test_kept_cells_are_what_writing_puts(form_id: str, prior: bool) -> None:
    plan = plan_of(FORMS.form(form_id), prior=prior)
    assert fixed_sheets(plan) == noted_sheets(plan)


def test_kept_wordings_are_what_the_file_says() -> None:
    kept = own_yaml(PACKAGE, CATALOGUE)
    assert kept == read_yaml((Path(prepared.__file__).parents[1] / "finding" / "catalogue.yaml").read_bytes())


def test_a_changed_source_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    form_id = "gkgb-2021-condensed"
    monkeypatch.setattr(prepared, "_checksum", lambda package, sources: "another")
    assert prepared_form(form_id, shipped().files[form_id]) is None
    assert Forms().form(form_id) == FORMS.form(form_id)


def test_what_is_kept_depends_on_every_form_that_it_extends() -> None:
    kept = json.loads((PLACE.parent / "gkgb-2021-condensed" / "prepared.json").read_bytes())
    assert "gkgb-2021/form.yaml" in kept["made_from"]["sources"]
    assert "gkgb-2021/phrases.yaml" in kept["made_from"]["sources"]


def test_a_file_of_the_same_id_elsewhere_is_not_taken_for_a_shipped_one(tmp_path: Path) -> None:
    file = tmp_path / "gkgb-2021" / "form.yaml"
    file.parent.mkdir()
    file.write_bytes(sources_of(shipped().files["gkgb-2021"])[0])
    assert prepared_form("gkgb-2021", file) is None
