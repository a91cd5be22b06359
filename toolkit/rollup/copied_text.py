"""Text that units took from one another: pairs of them with the sentences that both have.

A sentence that many have is nobody's: a form's wording, a notice that all quote. Each sentence names the units that
have it, so that only units that share one are ever compared, and the work grows with the sentences, not with the pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Form
from toolkit.rollup.run_results import UnitResult
from toolkit.rollup.store import Store
from toolkit.rollup.unit_status import CandidateFile, file_ref
from toolkit.workbook.writing.plain_sheets import PlainSheet, Value

COPIED = "汇总 文字相同"
ALIKE = 80
"""Percent of the shorter of two texts that the other one has too; from here on it is a finding."""
_SHORTEST = 60
"""Letters that two units must share to be listed."""
_JUDGED = 300
"""Letters of a text of which it means something that it is like another; a report has five hundred and more."""
_SHARERS = (3, 10)
"""Of how many units a sentence still is: a fifth of them, within these limits."""
_OWN_CHECK = "last_years_text"
"""The check of a form that compares a filing with last year's text, where the filing holds that."""
_SHOWN = 12
"""Shared sentences that are written out."""

Sentences = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedText:
    """What two units both say. ``percent`` is its share of the shorter one's own sentences of ``length`` letters."""

    first: UnitResult
    second: UnitResult
    sentences: tuple[str, ...]
    percent: int
    length: int


def shared_texts(units: Sequence[UnitResult], texts: Mapping[str, Sentences]) -> list[SharedText]:
    """Every pair of units that share enough, most alike first; ``texts`` are their sentences by letters."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        for letters in texts.get(unit.unit, {}):
            holders[letters].append(place)
    least, most = _SHARERS
    limit = max(least, min(most, len(units) // 5))
    lengths: dict[int, int] = defaultdict(int)
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for letters, places in holders.items():
        if len(places) <= limit:
            for place in places:
                lengths[place] += len(letters)
            for pair in combinations(places, 2):
                shared[pair].append(letters)
    found = []
    for (first, second), both in shared.items():
        size, length = sum(map(len, both)), min(lengths[first], lengths[second])
        if size >= _SHORTEST:
            found.append(
                SharedText(
                    first=units[first],
                    second=units[second],
                    sentences=tuple(texts[units[first].unit][each] for each in both),
                    percent=size * 100 // length,
                    length=length,
                )
            )
    return sorted(found, key=lambda each: -each.percent)


def note_copies(store: Store, parent: str) -> list[SharedText]:
    """Every pair of units below ``parent`` that share enough; reports to each whose text the other has nearly whole:
    RU-20."""
    children = list(store.results.children(parent))
    texts = {child.unit: store.files.sentences(child.digest) for child in children if child.digest}
    pairs = shared_texts(children, texts)
    reported: dict[str, list[Finding]] = defaultdict(list)
    for pair in pairs:
        if pair.percent >= ALIKE and pair.length >= _JUDGED:
            for unit, other in ((pair.first, pair.second), (pair.second, pair.first)):
                reported[unit.unit].append(_finding(unit, other, pair))
    for child in children:
        if child.unit in reported:
            store.results.put(replace(child, remarks=(*child.remarks, *reported[child.unit])))
    return pairs


def repeated_text(
    form: Form, candidate: CandidateFile, own: Sequence[Finding], texts: tuple[Sentences, Sentences]
) -> Iterator[Finding]:
    """RU-21 where the text of a file is nearly that of the unit's last year, unless its own check says so already.

    ``own`` are the findings of the file; ``texts`` its sentences and last year's.
    """
    codes = {listed.code for _, _, listed in form.listed_checks if listed.use == _OWN_CHECK}
    now, before = texts
    both = [letters for letters in now if letters in before]
    length = sum(map(len, now))
    percent = sum(map(len, both)) * 100 // length if length >= _JUDGED else 0
    if percent >= ALIKE and not any(each.code in codes and each.actual.endswith("%") for each in own):
        quote = now[both[0]]
        yield finding("RU-21", file_ref(candidate.shown), count=len(both), actual=f"{percent}%", quote=quote)


def _finding(unit: UnitResult, other: UnitResult, pair: SharedText) -> Finding:
    return finding(
        "RU-20",
        file_ref(unit.shown),
        other=other.name,
        count=len(pair.sentences),
        actual=f"{pair.percent}%",
        quote=pair.sentences[0],
    )


def copied_sheet(parent: UnitResult, pairs: Sequence[SharedText]) -> Iterator[PlainSheet]:
    """The sheet with a line a pair, if there is one."""
    if not pairs:
        return
    yield PlainSheet(
        name=COPIED,
        title=f"{parent.name}：单位之间相同的文字",
        note="每行是两个直接下级单位都有的句子，不计数字、标点和单位自己的名称；表式的草稿和许多单位都有的句子不算。"
        "占比是相同的句子在较短一份里占的字数。相同的原因（互相借鉴、同一来源、正当的统一表述）由阅看的人判断。",
        headers=[["单位", "另一单位", "相同句数", "占比", "相同的句子"]],
        rows=[_line(pair) for pair in pairs],
        widths=[20, 20, 8, 8, 84],
        frozen=2,
        right=(4,),
    )


def _line(pair: SharedText) -> list[Value]:
    rest = len(pair.sentences) - _SHOWN
    shown = "".join(f"{number}．{each}。" for number, each in enumerate(pair.sentences[:_SHOWN], start=1))
    shown += f"另有 {rest} 句。" if rest > 0 else ""
    return [pair.first.name, pair.second.name, len(pair.sentences), f"{pair.percent}%", shown]
