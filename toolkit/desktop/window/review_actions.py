"""What the buttons around a review do: each an outcome to be shown, made by :mod:`toolkit.api`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import api
from toolkit.desktop.jobs import Work
from toolkit.desktop.window.actions import Action, Actions, summary, tone_of
from toolkit.desktop.window.outcome import FILL, PUBLISH, REPORT, REVIEW, Outcome, Tone
from toolkit.progress import Progress

if TYPE_CHECKING:
    from toolkit.desktop.window.sign_dialog import SignAnswers


def review_form(actions: Actions, source: Path, *, pdf: bool) -> Action:
    """The paper that the report in ``source`` is reviewed on, for Word, and to be printed at once where ``pdf``."""

    def work(progress: Progress) -> Outcome:
        wanted = ("review", "review-pdf") if pdf else ("review",)
        rendered = api.render(source, wanted, forms=actions.forms, progress=progress)
        written, missing = rendered.save_all()
        made = f"审核表已生成，请打印，由各轮审核人签字。{summary(rendered.findings)}" if written else ""
        lines = (*(each.sentence() for each in missing), made)
        return Outcome(
            tone=Tone.BAD if missing else tone_of(rendered.findings),
            sentence="\n".join(filter(None, lines)),
            findings=rendered.findings,
            written=written,
            source=source,
            step=REVIEW,
        )

    return work


def rounds_of(actions: Actions, source: Path) -> Work[api.RoundsToSign]:
    """What there is to be signed in the workbook ``source``."""
    return lambda progress: api.rounds_to_sign(source, forms=actions.forms, progress=progress)


def signature(actions: Actions, source: Path, given: SignAnswers) -> Action:
    """A copy of the workbook with a round of its review recorded, to go on with."""

    def work(progress: Progress) -> Outcome:
        signed = api.sign(
            source,
            given.name,
            reviewer=given.reviewer,
            role=given.role,
            decision=given.decision,
            opinion=given.opinion,
            reason=given.reason,
            on=given.day,
            forms=actions.forms,
            progress=progress,
        )
        path = signed.file.save()
        returned = given.decision is api.Decision.RETURNED
        return Outcome(
            tone=Tone.CAUTION if returned or signed.left_behind else Tone.GOOD,
            sentence="\n".join((signed.conclusion, f"以后用这一份：“{path.name}”。", *signed.left_behind)),
            findings=signed.findings,
            written=(path,),
            source=source,
            workbook=path,
            step=FILL if returned else REVIEW if signed.missing else REPORT,
        )

    return work


def verification(actions: Actions, source: Path, published: Path) -> Action:
    """Whether ``published`` says what the workbook says, nothing written."""

    def work(progress: Progress) -> Outcome:
        verified = api.verify(published, source, forms=actions.forms, progress=progress)
        return Outcome(
            tone=tone_of(verified.findings),
            sentence=f"{verified.answer}\n“{published.name}”：{verified.compared}",
            findings=verified.findings,
            source=source,
            step=PUBLISH,
        )

    return work
