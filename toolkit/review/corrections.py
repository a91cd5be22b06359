"""What a report says otherwise than the one that was published, for the edition that corrects it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.errors import InvalidRequest
from toolkit.filing import Filing
from toolkit.filing.correction import Correction
from toolkit.review.cover_changes import compare_covers
from toolkit.review.figure_changes import FigureComparison, FigureState, compare_figures
from toolkit.review.passage_changes import PassageChange, passage_changes
from toolkit.review.passages import passages_of

_UNREAD = (FigureState.UNREAD, FigureState.UNCLEAR)


def correction_of(filing: Filing, published: Filing) -> Correction:
    """The edition of ``filing`` that corrects ``published``, which was read as the same form.

    :class:`~toolkit.errors.InvalidRequest` where they are of different years, where figures of the published one could
    not be read, so that nobody can say whether they are corrected, and where nothing is.
    """
    if filing.year != published.year:
        raise InvalidRequest(
            f"已公布的报告是 {published.year} 年的，工作簿是 {filing.year} 年的，不能作为它的更正版。", "请换一份。"
        )
    figures = compare_figures(filing, published)
    unread = [figure.label for figure in figures if figure.state in _UNREAD]
    if unread:
        raise InvalidRequest(
            f"已公布的报告有 {len(unread)} 格没有读出（如“{unread[0]}”），说不准更正了什么，没有生成更正版。",
            "请改用当时生成的 Word、网页、PDF 或数据文件。",
        )
    changes = (
        *_cover(filing, published),
        *(_figure(filing, figure) for figure in figures if figure.state is not FigureState.SAME),
        *(each for change in passage_changes(passages_of(published), passages_of(filing)) for each in _texts(change)),
    )
    if not changes:
        raise InvalidRequest("工作簿与已公布的报告相同，没有要更正的。", "请先在工作簿里改正，再生成更正版。")
    before = published.correction.number if published.correction else 0
    return Correction(number=before + 1, changes=changes)


def _cover(filing: Filing, published: Filing) -> Iterator[str]:
    for each in compare_covers(filing, published):
        if each.after and not each.same:
            yield f"{each.entry.label}原为“{each.after}”，更正为“{each.before}”。"


def _figure(filing: Filing, figure: FigureComparison) -> str:
    place = f"{filing.form.table(figure.table).short}“{figure.label}”"
    if figure.state is FigureState.ADDED:
        return f"{place}原为 {figure.after or '空白'}，现已删去。"
    if figure.state is FigureState.ABSENT:
        return f"{place}原来没有，现增加 {figure.before or '空白'}。"
    return f"{place}原为 {figure.after or '空白'}，更正为 {figure.before or '空白'}。"


def _texts(change: PassageChange) -> Iterator[str]:
    place = f"“{change.passage.section}”"
    for was, now in change.replaced:
        if not was:
            yield f"{place}增加“{now}”"
        elif not now:
            yield f"{place}删去“{was}”"
        else:
            yield f"{place}原为“{was}”，更正为“{now}”"
