"""Signing a round of review."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.api.checking import Checked, check_once
from toolkit.api.result_file import ResultFile
from toolkit.filing import Decision, ReviewRound
from toolkit.finding import Finding
from toolkit.form import Forms
from toolkit.form.dates import today
from toolkit.form.registry import forms_at_hand
from toolkit.output import safe_name
from toolkit.progress import Progress, quiet


@dataclass(frozen=True, kw_only=True)
class Signed(Checked):
    """A workbook with one more signed round: ``filing`` is the one in ``file``, ``findings`` are what is found in it.

    ``missing`` are the rounds that are still to be passed, in order; with none of them there is a clean report.
    ``left`` are the sheets of somebody's own that the copy has not, ``unread`` what of the others is not read.
    """

    file: ResultFile
    left: tuple[str, ...]
    unread: tuple[Finding, ...]
    missing: tuple[str, ...]

    @property
    def conclusion(self) -> str:
        """What was recorded, and what is still to be passed, in Chinese."""
        own = self.filing.review.signed[-1]
        left = f"还差：{'、'.join(self.missing)}。" if self.missing else "各轮都已通过，可以生成正式报告。"
        return f"“{own.name}”已签认：{own.reviewer}，{own.decision}，{own.day}。{left}"

    @property
    def left_behind(self) -> tuple[str, ...]:
        """What the copy has not, in Chinese."""
        own = f"副本里没有原来另加的工作表：{'、'.join(self.left)}。要用的，请看原来的那一份。"
        return (*([own] if self.left else []), *(f"没有带进副本：{finding.text}" for finding in self.unread))


@dataclass(frozen=True, kw_only=True)
class RoundsToSign(Checked):
    """A workbook in which a round can be signed: the ``names`` of its rounds, those that are still to be passed
    (``missing``), and what was written of a round and not signed, by its name."""

    names: tuple[str, ...]
    missing: tuple[str, ...]
    written: Mapping[str, ReviewRound]


def rounds_to_sign(
    source: Checked | Path | str, *, forms: Forms | None = None, progress: Progress = quiet
) -> RoundsToSign:
    """What there is to be signed in a workbook, for whoever asks before :func:`sign`.

    :class:`~toolkit.errors.RefusedSignature` where there are errors or its cover asks for no review; and what
    :func:`~toolkit.api.read` raises.

    >>> from toolkit.errors import RefusedSignature
    >>> try:
    ...     rounds_to_sign("examples/hegang-2021/填报工作簿.xlsx")
    ... except RefusedSignature as refused:
    ...     print(refused.message)
    封面“送审”没有选“是”，这份报告不用审核。
    """
    from toolkit.review.signing import require_ready
    from toolkit.rules.review_standing import standing_of

    checked = check_once(source, forms, progress)
    filing = checked.filing
    require_ready(filing, checked.findings)
    return RoundsToSign(
        source=checked.source,
        filing=filing,
        findings=checked.findings,
        names=filing.rounds,
        missing=standing_of(filing).missing,
        written=filing.review.written,
    )


def sign(
    source: Checked | Path | str,
    name: str,
    *,
    reviewer: str = "",
    role: str = "",
    decision: Decision | None = None,
    opinion: str = "",
    reason: str = "",
    on: dt.date | None = None,
    forms: Forms | None = None,
    progress: Progress = quiet,
) -> Signed:
    """A copy of a workbook in which the round ``name`` is recorded over what its report says; the original stays.

    What is not given here is taken from the row of 审核 where the round was written; ``on`` is today without one. The
    copy holds what the program reads of the workbook; what else there is stays behind, and is named.

    :class:`~toolkit.errors.InvalidRequest` where the round is not complete, as one that is returned without a reason;
    :class:`~toolkit.errors.RefusedSignature` where there are errors or it is not its turn; and what
    :func:`~toolkit.api.read` raises.

    >>> from toolkit.errors import RefusedSignature
    >>> from toolkit.filing import Decision
    >>> try:
    ...     sign("examples/hegang-2021/填报工作簿.xlsx", "初审", reviewer="王一", decision=Decision.PASSED)
    ... except RefusedSignature as refused:
    ...     print(refused.message)
    封面“送审”没有选“是”，这份报告不用审核。
    """
    from toolkit.review.signing import RoundRequest, signed
    from toolkit.rules.engine import check_filing
    from toolkit.rules.review_standing import standing_of
    from toolkit.workbook.marking.restoration import LEFT
    from toolkit.workbook.reading.read import sheets_beside
    from toolkit.workbook.writing.build import build_workbook

    checked = check_once(source, forms, progress)
    request = RoundRequest(
        name=name, reviewer=reviewer, role=role, decision=decision, opinion=opinion, reason=reason, day=on
    )
    filing = signed(checked.filing, checked.findings, request, today())
    path, own = checked.source, filing.review.signed[-1]
    file = ResultFile(
        content=build_workbook(filing.form, filing=filing),
        name=_copy_name(path.stem, filing.rounds, f"{own.name}{own.decision}"),
        folder=path.parent,
        source=path,
    )
    return Signed(
        source=path,
        filing=filing,
        findings=check_filing(filing),
        file=file,
        left=sheets_beside(path, forms or forms_at_hand()),
        unread=tuple(each for each in checked.findings if each.code in LEFT),
        missing=standing_of(filing).missing,
    )


def _copy_name(stem: str, rounds: tuple[str, ...], label: str) -> str:
    """``某局2025年填报工作簿（初审通过）.xlsx``; the label of the round before gives way."""
    former = rf"（(?:{'|'.join(map(re.escape, rounds))})(?:{'|'.join(Decision)})）(?:（\d+）)?$"
    return safe_name(f"{re.sub(former, '', stem)}（{label}）.xlsx")
