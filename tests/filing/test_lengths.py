"""Texts of any length come through whole, in pieces short enough for patterns."""

from __future__ import annotations

import json

from tests.at_hand import FORMS
from tests.regenerate import EXAMPLE
from toolkit.filing import Filing
from toolkit.filing.json import filing_from_json
from toolkit.filing.lengths import pieces_of, split_long_texts

TEXT_CHARACTERS = 20_000
"""The limit, which stands here again."""


def _filing(**changes: object) -> Filing:
    data = json.loads((EXAMPLE / "filing.json").read_text(encoding="utf-8"))
    return filing_from_json(json.dumps(data | changes), "数据.json", FORMS)[0]


def test_a_text_is_cut_and_nothing_is_left_out() -> None:
    text = "字" * (2 * TEXT_CHARACTERS + 7)
    assert "".join(pieces_of(text)) == text
    assert [len(piece) for piece in pieces_of(text)] == [TEXT_CHARACTERS, TEXT_CHARACTERS, 7]
    assert pieces_of("") == [""]


def test_an_ordinary_filing_stays_as_it_is() -> None:
    filing = _filing()
    assert split_long_texts(filing) == (filing, ())


def test_a_long_paragraph_goes_on_in_further_ones_and_is_reported() -> None:
    text = "问题，" * TEXT_CHARACTERS
    held, findings = split_long_texts(_filing(narrative={"problems": [{"text": text}]}))
    assert "".join(paragraph.text for paragraph in held.narrative["problems"]) == text
    assert all(len(paragraph.text) <= TEXT_CHARACTERS for paragraph in held.narrative["problems"])
    assert [(each.code, each.cells[0].id) for each in findings] == [("TX-40", "narrative.problems")]


def test_the_rest_of_a_long_name_is_kept_apart() -> None:
    held, findings = split_long_texts(_filing(agency="某市某局" * TEXT_CHARACTERS))
    assert len(held.agency.value) == TEXT_CHARACTERS
    assert held.agency.value + "".join(piece.text for piece in held.unplaced) == "某市某局" * TEXT_CHARACTERS
    assert [(each.code, each.cells[0].id) for each in findings] == [("TX-40", "cover.agency")]
