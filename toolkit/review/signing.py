"""Recording a round of review over what a report says now.

Nothing here is secret, and nobody is identified: a round says which name somebody typed.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.bounds import REVIEW_CONTENTS, REVIEW_ROUNDS
from toolkit.characters import without_format
from toolkit.errors import InvalidRequest, RefusedSignature
from toolkit.filing import Decision, Filing, Review, ReviewRound, Source
from toolkit.filing.cover import COVER_ENTRIES, ON
from toolkit.filing.review import Content
from toolkit.finding import Finding
from toolkit.form.dates import format_chinese_date
from toolkit.narrative.content import content_of
from toolkit.rules.review_standing import ReviewStanding, standing_of

_FIRST_YEAR = 1901
"""Of days that every spreadsheet program reads as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRequest:
    """A round to be signed. What is empty here is taken from the row of that round that was written and not signed."""

    name: str
    reviewer: str = ""
    role: str = ""
    decision: Decision | None = None
    opinion: str = ""
    reason: str = ""
    day: dt.date | None = None


def signed(filing: Filing, findings: Sequence[Finding], request: RoundRequest, today: dt.date) -> Filing:
    """``filing`` with the round recorded over what its report says; of ``today`` unless somebody says another day.

    :class:`~toolkit.errors.InvalidRequest` where the round is not complete, or none that the office has;
    :class:`~toolkit.errors.RefusedSignature` where the filing has errors, does not ask for review, or it is not the
    turn of the round.
    """
    own = _completed(filing.review, request, today)
    _require_complete(filing, own)
    require_ready(filing, findings)
    standing = standing_of(filing)
    _require_turn(standing, own)
    own = replace(own, digest=standing.digest)
    return replace(filing, review=_recorded(filing.review, own, content_of(filing)))


def _completed(review: Review, request: RoundRequest, today: dt.date) -> ReviewRound:
    name = _line(request.name)
    written = review.written.get(name) or ReviewRound(name=name, reviewer="")
    return ReviewRound(
        name=name,
        reviewer=_line(request.reviewer) or written.reviewer,
        role=_line(request.role) or written.role,
        day=request.day or written.day or today,
        opinion=_line(request.opinion) or written.opinion,
        decision=request.decision or written.decision,
        reason=_line(request.reason) or written.reason,
    )


def _line(text: str) -> str:
    """Text as a workbook's cell is read, which holds no control characters."""
    line = " ".join(without_format(text).split())
    return line if line.isprintable() else "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cs"))


def _require_complete(filing: Filing, own: ReviewRound) -> None:
    if own.name not in filing.rounds:
        raise InvalidRequest(f"没有“{own.name}”这一轮。", f"本单位的审核轮次：{'、'.join(filing.rounds)}。")
    if not own.reviewer:
        raise InvalidRequest(f"没有写“{own.name}”的审核人。", "请写明姓名。")
    if own.decision is None:
        raise InvalidRequest(f"没有写“{own.name}”的结论。", f"请写明{'或者'.join(Decision)}。")
    if own.decision is Decision.RETURNED and not own.reason:
        raise InvalidRequest("退回必须写明理由。", "请写明为什么退回、要改什么。")
    if own.day and own.day.year < _FIRST_YEAR:
        raise InvalidRequest(f"“{own.name}”的日期是 {format_chinese_date(own.day)}。", "请核对日期。")


def require_ready(filing: Filing, findings: Sequence[Finding]) -> None:
    """:class:`~toolkit.errors.RefusedSignature` where no round at all can be signed."""
    if filing.source is not Source.WORKBOOK:
        raise RefusedSignature("只有工作簿可以签认。", "数据文件和已公布的报告，请先转成工作簿。")
    if not filing.for_review:
        entry = COVER_ENTRIES["for_review"].label
        raise RefusedSignature(f"封面“{entry}”没有选“{ON}”，这份报告不用审核。", f"要审核的，请先选“{ON}”。")
    if filing.missing_supplements:
        names = "、".join(filing.missing_supplements)
        raise RefusedSignature(f"工作簿附有补充表“{names}”，这里没有，审不到它的内容。", "请先取得补充表的文件。")
    errors = sum(each.blocks for each in findings)
    if errors:
        raise RefusedSignature(f"还有 {errors} 项错误，不能签认。", "请先改正。")
    if len(filing.review.signed) >= REVIEW_ROUNDS:
        raise RefusedSignature(f"已经签认了 {REVIEW_ROUNDS} 轮，不能再加。", "请核对为什么审了这么多轮。")


def _require_turn(standing: ReviewStanding, own: ReviewRound) -> None:
    """Rounds come in order, each once over the same content unless it is returned, none before the day of the last."""
    at, last = standing.names.index(own.name), standing.valid[-1] if standing.valid else None
    if at > standing.passed:
        before = standing.names[standing.passed]
        returned = standing.returned is not None and standing.returned.name == before
        why = "退回了，还没有重新通过" if returned else "还没有通过"
        raise RefusedSignature(f"“{before}”{why}，轮不到“{own.name}”。", f"请先签认“{before}”。")
    if at < standing.passed and own.decision is Decision.PASSED:
        raise RefusedSignature(f"“{own.name}”已经通过，以后没有改动。", "签认得不对的，请从签认以前的那一份重新签认。")
    if last and last.day and own.day and own.day < last.day:
        days = f"{format_chinese_date(own.day)}，早于“{last.name}”的 {format_chinese_date(last.day)}"
        raise RefusedSignature(f"“{own.name}”的日期是 {days}。", "请核对日期。")


def _recorded(review: Review, own: ReviewRound, content: Content) -> Review:
    """With the round behind those that are signed, its own row gone, and the contents of the last ones kept."""
    written = review.written.get(own.name)
    rounds = (*review.signed, own, *(each for each in review.unsigned if each is not written))
    known: Mapping[str, Content] = {**review.contents, own.digest: content}
    recent = dict.fromkeys(each.digest for each in reversed(rounds) if each.digest in known)
    kept = [*recent][:REVIEW_CONTENTS]
    return replace(review, rounds=rounds, contents={digest: known[digest] for digest in reversed(kept)})
