"""Sources that hold the reports of more than one agency or year, of which no figure may be mixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from toolkit.characters import compact_visible
from toolkit.errors import UnreadableFile
from toolkit.form import Form
from toolkit.ingest.blocks import Block, SourceLine
from toolkit.ingest.headings import worded_like
from toolkit.ingest.identity import Title, title_of

_SHARE = 2
"""A report has the headings of more than one section in so many; a list of reports has none."""
_TITLE_LINES = 12
"""Right above the first heading, among which the title is; what opens the report stands between."""
_MOST_HEADINGS = 20


def refuse_several(form: Form, blocks: Sequence[Block], name: str) -> None:
    """:class:`UnreadableFile` where ``blocks`` hold whole reports with titles of different agencies or years."""
    titles = list(_titles(form, blocks))
    for one, other in combinations(titles, 2):
        if _differ(one, other):
            shown = "、".join(f"“{title.agency.value}{title.words.value}”" for title in (one, other))
            raise UnreadableFile(
                f"{name} 里有不止一份年度报告，如{shown}，无法确认要读哪一份，没有读入。",
                "请把要读的那一份另存为单独的文件后重试。",
            )


def _titles(form: Form, blocks: Sequence[Block]) -> Iterator[Title]:
    """The title of each whole report: above a first heading that the headings of most sections follow."""
    lines = [(block, worded_like(form, block)) for block in blocks if isinstance(block, SourceLine)]
    first = form.sections[0].id
    starts = [place for place, (_, section) in enumerate(lines) if section == first][:_MOST_HEADINGS]
    for start, stop in pairwise([*starts, len(lines)]):
        headed = {section for _, section in lines[start:stop]} - {""}
        above = [line for line, _ in lines[max(0, start - _TITLE_LINES) : start]]
        title = title_of(above, form) if _SHARE * len(headed) > len(form.sections) else None
        if title:
            yield title


def _differ(one: Title, other: Title) -> bool:
    names = {compact_visible(title.agency.value) for title in (one, other)} - {""}
    years = {title.year for title in (one, other)} - {None}
    return len(names) > 1 or len(years) > 1
