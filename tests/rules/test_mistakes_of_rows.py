"""Mistakes in a form with repeated rows and two years, each at its path; none of them is built without a word."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.forms.made_up import FOLDER
from tests.rules.test_form_mistakes import mistakes_of
from toolkit.errors import FormError
from toolkit.form import Forms

SOURCE = yaml.safe_load((FOLDER / "ledgers-2024" / "form.yaml").read_text(encoding="utf-8"))
CARRY = {"use": "carry_over", "into": "requests.total", "out_of": "outcomes.total"}


def block(raw: dict[str, Any], table: int) -> dict[str, Any]:
    found: dict[str, Any] = raw["tables"][table]["blocks"][0]
    return found


def handed_on(raw: dict[str, Any]) -> None:
    wording = raw["sums"][0]["wording"] | {"lines": {}}
    raw["checks"] += [CARRY | {"code": code, "wording": wording} for code in ("LG-61", "LG-62")]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (
            lambda raw: block(raw, 1)["rows"].update(most=10),
            "tables[1].blocks[0].rows.most：与 tables[0].blocks[0] 是同样的行，应同为 12",
        ),
        (
            lambda raw: raw["names"].update(Days="outcomes.component.days"),
            "names：“Days”：“outcomes.component.1.days”这样的数不能相加",
        ),
        (lambda raw: raw["checks"][0].update(stock="name"), "checks[0].stock：“requests.component.1.name”不是数"),
        (lambda raw: raw["checks"][0].update(plus="processed"), "checks[0].stock、plus、minus：应是三个不同的栏目"),
        (handed_on, "checks[1].into：不止一处 carry_over 写了“requests.total”"),
        (lambda raw: raw.update(family="Ledgers!"), "family：“Ledgers!”应是一个表式的 id"),
        (
            lambda raw: block(raw, 0)["columns"][0].update(label="x" * 201),
            "tables[0].blocks[0].columns[1].label：有 201 个字",
        ),
        (lambda raw: raw["sections"][1].update(aliases=["II.", "y" * 999]), "sections[1].aliases[1]：有 999 个字"),
    ],
)
def test_a_mistake_is_reported_at_its_path(change: Callable[[dict[str, Any]], None], mistake: str) -> None:
    raw = copy.deepcopy(SOURCE)
    change(raw)
    found = mistakes_of(yaml.safe_dump(raw, allow_unicode=True).encode())
    assert any(each.startswith(mistake) for each in found), found


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_phrases_that_are_no_file(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "ledgers-2024"
    folder.mkdir()
    (folder / "form.yaml").write_text(yaml.safe_dump(SOURCE, allow_unicode=True), encoding="utf-8")
    phrases = folder / "phrases.yaml"
    if kind == "folder":
        phrases.mkdir()
    else:
        phrases.symlink_to("/dev/zero")
    with pytest.raises(FormError) as caught:
        Forms(folders=[tmp_path]).form("ledgers-2024")
    assert caught.value.mistakes == ("phrases.yaml：不是文件",)
