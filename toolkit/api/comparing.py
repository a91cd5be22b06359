"""Two years of an agency side by side, as tables, as a workbook and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.api.checking import ReadResult, read_once
from toolkit.api.result_file import ResultFile
from toolkit.errors import InvalidRequest
from toolkit.filing.numerals import value_text
from toolkit.form import Forms
from toolkit.ingest.comparison import YearComparison, compare_years
from toolkit.output import safe_name
from toolkit.progress import Progress, quiet

if TYPE_CHECKING:
    from toolkit.render.listing import Listing


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Two years' filings, and every cell and section of this year's form beside last year's."""

    last: ReadResult
    this: ReadResult
    comparison: YearComparison

    @property
    def doubts(self) -> tuple[str, ...]:
        """What makes one doubt that these are two years running of one agency, in Chinese."""
        return tuple(_doubts(self.comparison))

    @property
    def title(self) -> str:
        """Whose years these are, and which."""
        last, this = self._years
        return f"{self.this.filing.agency.value}{last}与{this}对比"

    def listings(self, *, everything: bool = True) -> Iterator[Listing]:
        """Each table, then the text, to be shown; of the cells only those that are not 0 in both years, unless
        ``everything``."""
        from toolkit.render.listing import Listing

        for table in dict.fromkeys(change.table for change in self.comparison.changes):
            own = [change for change in self.comparison.changes if change.table == table]
            shown = [change for change in own if everything or change.last or change.this]
            notes = [f"另有 {len(own) - len(shown)} 格两年都是 0、空白或没有读出。"] if len(shown) < len(own) else []
            notes += ["两年所用格式不同，口径不同的格没有比较。"] if table in self.comparison.left_out else []
            yield Listing(
                heading=table,
                headers=("项目", *self._years, "增减", "增减幅度"),
                rows=[
                    (change.label, *map(value_text, (change.last, change.this, change.difference)), change.rate)
                    for change in shown
                ],
                note="".join(notes),
            )
        yield Listing(
            heading="文字",
            headers=("部分", "与上年相同"),
            rows=self._alike,
            note="按连续六个字比较，数字和标点不计。",
        )

    def page(self) -> ResultFile:
        """All of it as a web page."""
        from toolkit.render.listing import render_listings

        return self._file("html", render_listings(self.title, list(self.listings())))

    def workbook(self) -> ResultFile:
        """All of it as a workbook."""
        from toolkit.workbook.writing.appending import book_of
        from toolkit.workbook.writing.plain_sheets import PlainSheet

        left_out = self.comparison.left_out
        figures = PlainSheet(
            name="数字",
            title=self.title,
            note=f"{'、'.join(left_out)}有口径不同的格，没有比较。" if left_out else "",
            headers=[("表", "项目", "单位", *self._years, "增减", "增减幅度")],
            rows=[
                (change.table, change.label, change.unit, change.last, change.this, change.difference, change.rate)
                for change in self.comparison.changes
            ],
            widths=(8, 60, 8, 14, 14, 14, 12),
            right=(7,),
        )
        texts = PlainSheet(
            name="文字",
            title=self.title,
            note="与上年相同的程度，按连续六个字比较，数字和标点不计。",
            headers=[("部分", "与上年相同")],
            rows=self._alike,
            widths=(40, 16),
            right=(2,),
        )
        return self._file("xlsx", book_of([figures, texts]))

    @property
    def _years(self) -> tuple[str, str]:
        last, this = self.last.filing.year, self.this.filing.year
        return f"{last}年" if last else "上年", f"{this}年" if this else "本年"

    @property
    def _alike(self) -> list[tuple[str, str]]:
        return [(text.heading, "—" if text.share is None else f"{text.share:.0%}") for text in self.comparison.texts]

    def _file(self, extension: str, content: bytes) -> ResultFile:
        source = self.this.source
        return ResultFile(
            content=content, name=f"{safe_name(self.title)}.{extension}", folder=source.parent, source=source
        )


def compare(
    last: ReadResult | Path | str,
    this: ReadResult | Path | str,
    *,
    forms: Forms | None = None,
    progress: Progress = quiet,
) -> Compared:
    """Last year's filing and this year's, each from a source of any format.

    :class:`~toolkit.errors.InvalidRequest` unless the first is of an earlier year, where both say theirs; and what
    :func:`~toolkit.api.read` raises.

    >>> from dataclasses import replace
    >>> from toolkit import api
    >>> this = api.read("examples/hegang-2021/filing.json")
    >>> last = replace(this, filing=replace(this.filing, year=2020))
    >>> compare(last, this).title
    '鹤岗市市场监督管理局2020年与2021年对比'
    """
    before, now = (read_once(source, forms, progress) for source in (last, this))
    if not (before.filing.year or 0) < (now.filing.year or 9999):
        raise _wrong_order(before, now)
    return Compared(last=before, this=now, comparison=compare_years(before.filing, now.filing))


def _wrong_order(last: ReadResult, this: ReadResult) -> InvalidRequest:
    years = f"现在前一个是 {last.filing.year} 年的，后一个是 {this.filing.year} 年的"
    swapped = (last.filing.year or 0) > (this.filing.year or 0)
    return InvalidRequest(
        f"前一个文件应是上年的，后一个是本年的。{years}", f"{'，请对调' if swapped else '，请换一份'}。"
    )


def _doubts(comparison: YearComparison) -> Iterator[str]:
    last, this = comparison.last, comparison.this
    names = [filing.agency.value for filing in (last, this)]
    if all(names) and len({"".join(name.split()) for name in names}) > 1:
        yield f"两个文件的机关名称不同，前一个是“{names[0]}”，后一个是“{names[1]}”。"
    if last.year and this.year and this.year - last.year > 1:
        yield f"两个文件不是相邻的年度，前一个是 {last.year} 年，后一个是 {this.year} 年。"
