"""The live preview of text: formulas, in functions of every spreadsheet program, that replace names by values.

Each step replaces the first ``{{ 名称 }}`` that is left; what the sheet cannot evaluate (filters, sentences) is shown
in 〔〕 and left to the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.workbook.plan import PREVIEW_STEPS


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLookup:
    """What stands on the 指标 sheet: every name with the text it shows, and the four columns that hold them."""

    shown: Mapping[str, str]
    own_names: str
    own_values: str
    names: str
    values: str


def step_formula(source: str, names: NameLookup) -> str:
    """One step, taking the text from the cell ``source``."""
    inner = f'TRIM(MID({source},FIND("{{{{",{source})+2,FIND("}}}}",{source})-FIND("{{{{",{source})-2))'
    found = f"INDEX({names.values},MATCH({inner},{names.names},0))"
    own = f"INDEX({names.own_values},MATCH({inner},{names.own_names},0))"
    value = f'IFERROR({found},IFERROR({own},"〔"&{inner}&"〕"))'
    whole = f'REPLACE({source},FIND("{{{{",{source}),FIND("}}}}",{source})-FIND("{{{{",{source})+2,{value})'
    return f'IFERROR({whole},{source}&"")'


def previewed(text: str, names: NameLookup) -> str:
    """What all steps make of ``text``."""
    for _ in range(PREVIEW_STEPS):
        text = step(text, names)
    return text


def step(text: str, names: NameLookup) -> str:
    """What :func:`step_formula` shows for ``text``."""
    start, end = text.find("{{"), text.find("}}")
    if start < 0 or end < start + 2:
        return text
    name = " ".join(text[start + 2 : end].split(" ")).strip()
    return text[:start] + names.shown.get(name, f"〔{name}〕") + text[end + 2 :]
