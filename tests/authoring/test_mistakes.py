"""Each form file of the corpus with one mistake, through ``forms --check``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.rules.test_form_mistakes import LEGAL, PLANTED
from toolkit.authoring.trial import try_form
from toolkit.form import Severity

FOLLOWING = {
    "blocks_with_groups": ["sections[0].drafts[2].text：没有“主动公开概述”这个名称（是否想写“依申请公开概述”？）"],
}
"""What is reported of a file whose mistake is none any more, but took away what something else needs."""


@pytest.fixture
def folder(corpus: Path, tmp_path: Path) -> Path:
    """A folder that is called what the forms of these files are."""
    folder = tmp_path / "gkgb-2021"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("name", PLANTED)
def test_the_planted_mistake_is_reported_first(name: str, folder: Path, corpus: Path) -> None:
    source = corpus / "cases" / "forms" / "mistakes" / f"{name}.yaml"
    folder.joinpath("form.yaml").write_bytes(source.read_bytes())
    [step] = try_form(str(folder), FORMS).steps
    assert step.state == "error"
    assert step.remarks[0].text.startswith(PLANTED[name])


def test_a_lone_file_may_have_any_id(corpus: Path) -> None:
    first, second, *_ = try_form(str(corpus / "cases" / "forms" / "mistakes" / "id_not_folder.yaml"), FORMS).steps
    assert (first.state, second.name) == ("note", "text")  # of the widths that it still has


@pytest.mark.scale
@pytest.mark.parametrize("name", LEGAL)
def test_what_is_legal_goes_through_every_step(name: str, corpus: Path) -> None:
    found = try_form(str(corpus / "cases" / "forms" / "mistakes" / f"{name}.yaml"), FORMS)
    remarks = [each for step in found.steps for each in step.remarks if each.severity is not Severity.NOTE]
    assert [each.text for each in remarks] == FOLLOWING.get(name, [])
