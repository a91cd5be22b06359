"""What the buttons of the window do: each an outcome to be shown, made by :mod:`toolkit.api`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import api
from toolkit.desktop.window.outcome import CHECK, FILL, PUBLISH, REPORT, REVIEW, Outcome, TextLine, Tone
from toolkit.errors import UnreadableFile, sentence_of
from toolkit.progress import Progress
from toolkit.render import with_companions

if TYPE_CHECKING:  # imported by whoever makes a finding; the window opens before
    from toolkit.finding import Finding
    from toolkit.form import Forms

Action = Callable[[Progress], Outcome]
ROSTER = "名册.xlsx"
"""What a roster is called in the folder of the filings."""
_MOST_NAMES = 3
_PASTED = "fragment"
"""The format of what is copied into the editor of a website."""


@dataclass(frozen=True, kw_only=True)
class FormChoice:
    """A form that a workbook may be made on, with what its levels are called."""

    form: str
    name: str
    levels: tuple[str, ...]


class Actions:
    """The actions over the forms at hand, with those of ``named`` asked for."""

    def __init__(self, named: Sequence[str] = ()) -> None:
        self._named = tuple(named)

    @cached_property
    def forms(self) -> Forms:
        """The registry, made when first asked for: that takes a moment."""
        return api.forms_at_hand(self._named)

    def choices(self, year: int) -> tuple[FormChoice, ...]:
        """The forms that a workbook of that year may be made on."""
        return tuple(
            FormChoice(form=form.id, name=form.name, levels=tuple(level.label for level in form.levels))
            for form in api.forms_in_force(year, forms=self.forms)
        )

    def levels(self) -> tuple[str, ...]:
        """What levels are called, in the order of the forms at hand."""
        return tuple(dict.fromkeys(level.label for form in self.forms.combinations for level in form.levels))

    def ready(self, progress: Progress) -> Outcome | None:
        """Load what the buttons will need; what is wrong with forms that are not used, if anything is."""
        progress("准备", 0, 0)
        self.levels()
        faulty = [f"没有使用有错误的表式。{error}" for error in self.forms.skipped]
        return Outcome(tone=Tone.CAUTION, sentence="\n".join(faulty)) if faulty else None

    def begin(
        self, agency: str, year: int, level: str, folder: Path, *, last: Path | None = None, form: str = ""
    ) -> Action:
        """A blank workbook, after last year's or not, in ``folder``; on ``form`` where one was chosen."""

        def work(progress: Progress) -> Outcome:
            forms = self.forms.naming(self.forms.form(form)) if form else self.forms
            blank = api.new(agency, year, level=level or None, last=last, forms=forms, progress=progress)
            path = blank.file.save(folder)
            left_out = "".join(f"\n{sentence}" for sentence in blank.left_out)
            return Outcome(
                tone=Tone.CAUTION if blank.left_out else Tone.GOOD,
                sentence=f"已新建“{path.name}”。请打开填写，保存后点“检查”。{left_out}",
                written=(path,),
                workbook=path,
                step=FILL,
            )

        return work

    def check(self, source: Path) -> Action:
        """The findings, nothing written; of a ledger those of today."""

        def work(progress: Progress) -> Outcome:
            if api.is_ledger(source):
                return _ledger_checked(api.check_ledger(source, forms=self.forms))
            checked = api.check(source, forms=self.forms, progress=progress)
            next_step = "改正错误并保存后，再点“检查”。" if checked.blocked else "可以生成报告了。"
            return Outcome(
                tone=tone_of(checked.findings),
                sentence=f"{summary(checked.findings)}{next_step}",
                findings=checked.findings,
                source=source,
                step=CHECK if checked.blocked else REPORT,
            )

        return work

    def mark(self, source: Path) -> Action:
        """A copy with the findings on its cells."""

        def work(progress: Progress) -> Outcome:
            marked = api.annotate(source, forms=self.forms, progress=progress)
            path = marked.file.save()
            said = f"{summary(marked.findings)}已标在“{path.name}”的格子上。"
            either = "\n两份只改一份：改原来的，或者点“改用这份”，从此改这一份。" if path != source else ""
            return Outcome(
                tone=tone_of(marked.findings),
                sentence=f"{said}{either}" if marked.findings else "没有发现问题，校验结果里没有标记。",
                findings=marked.findings,
                written=(path,),
                source=source,
                step=REPORT,
            )

        return work

    def repair(self, source: Path) -> Action:
        """A whole workbook with what can be read of a damaged one, to continue in."""

        def work(progress: Progress) -> Outcome:
            repaired = api.repair(source, forms=self.forms)
            path = repaired.file.save()
            lost = "下列内容没能移过来，请补填、核对。" if repaired.lost else "内容已全部移过去。"
            return Outcome(
                tone=Tone.CAUTION if repaired.lost else Tone.GOOD,
                sentence=f"已修复成“{path.name}”，以后用这一份。{lost}",
                findings=repaired.lost,
                written=(path,),
                source=source,
                workbook=path,
                step=CHECK,
            )

        return work

    def preview(self, source: Path) -> Action:
        """The text of the report with its figures, nothing written."""

        def work(progress: Progress) -> Outcome:
            sections = api.preview(source, forms=self.forms, progress=progress)
            lines = tuple(_lines(sections))
            wrong = sum(1 for line in lines if line.problem)
            if not lines:
                return Outcome(tone=Tone.CAUTION, sentence="各部分都还没有写正文。", source=source, step=FILL)
            return Outcome(
                tone=Tone.BAD if wrong else Tone.GOOD,
                sentence=f"正文里有 {wrong} 处写法不对，见标出的地方。" if wrong else "这是填上数字以后的正文。",
                text=lines,
                source=source,
            )

        return work

    def report(self, source: Path, formats: Iterable[str]) -> Action:
        """The report in each of ``formats``; none while there are errors."""
        wanted = with_companions(formats)

        def work(progress: Progress) -> Outcome:
            rendered = api.render(source, (*wanted, _PASTED), forms=self.forms, progress=progress)
            if rendered.blocked:
                sentence = f"没有生成报告：{summary(rendered.findings)}改正错误并保存后，再点“生成报告”。"
                return Outcome(tone=Tone.BAD, sentence=sentence, findings=rendered.findings, source=source)
            saved = {name: file for name, file in rendered.reports.items() if name in wanted}
            written, missing = replace(rendered, reports=saved, data_files=()).save_all()
            name = f"送审稿（审核还差：{'、'.join(rendered.awaited)}）" if rendered.awaited else "报告"
            made = f"{name}已生成，共 {len(written)} 个文件。{summary(rendered.findings)}" if written else ""
            lines = (*(each.sentence() for each in missing), made, *rendered.notes)
            return Outcome(
                tone=Tone.BAD if missing else tone_of(rendered.findings),
                sentence="\n".join(filter(None, lines)),
                findings=rendered.findings,
                written=written,
                source=source,
                page=_page(rendered),
                step=REVIEW if rendered.awaited else PUBLISH if written else 0,
            )

        return work

    def new_roster(self, agency: str, year: int, folder: Path) -> Action:
        """A roster to be filled in, written into ``folder``: of whose filings are there, or if none are of ``year``."""

        def work(progress: Progress) -> Outcome:
            try:
                made = api.roster(None, agency, source=folder, forms=self.forms, progress=progress)
                holds = "里面是文件夹里报送过的单位，请核对，补上还没有报送的"
            except UnreadableFile:
                made = api.roster(year, agency, forms=self.forms)
                holds = "文件夹里还没有读到单位，请在里面每行填一个"
            path = made.save(folder / ROSTER)
            return Outcome(
                tone=Tone.GOOD,
                sentence=f"已新建“{path.name}”：{holds}；保存、关闭以后，再点“汇总”。",
                written=(path,),
            )

        return work

    def roll_up(
        self,
        folder: Path,
        agency: str,
        roster: Path | None,
        level: str = "",
        prior: Path | None = None,
        *,
        returns: bool = False,
    ) -> Action:
        """The workbook of all units whose filings are in ``folder``, beside last year's if ``prior`` says where these
        are, and what goes back to them if that is wanted."""

        def work(progress: Progress) -> Outcome:
            outcome = api.rollup(
                [folder],
                folder,
                roster=roster,
                agency=agency,
                level=level or None,
                prior=prior,
                returns=returns,
                forms=self.forms,
                progress=progress,
            )
            found = tuple(
                replace(each.finding, message=f"{each.name or '（未归属的文件）'}：{each.finding.message}")
                for each in outcome.reported
            )
            return Outcome(
                tone=tone_of(found) if outcome.counted else Tone.BAD,
                sentence="\n".join(_rolled_up(outcome, found)),
                findings=found,
                written=tuple(outcome.written),
                workbook=outcome.output if outcome.output in outcome.written else None,
                source=folder,
                step=FILL if outcome.counted else 0,
            )

        return work


def failure(error: Exception) -> Outcome:
    """What is shown where an action could not be done."""
    return Outcome(tone=Tone.BAD, sentence=sentence_of(error))


def _ledger_checked(checked: api.CheckedLedger) -> Outcome:
    """What is wrong with a ledger; it is no workbook, so that none of the steps of one comes next."""
    then = (
        "改正错误并保存后，再点“检查”。"
        if checked.blocked
        else "年终计入工作簿，请信息技术人员用 xl-report ledger fill。"
    )
    return Outcome(
        tone=tone_of(checked.findings),
        sentence=f"这是 {checked.ledger.year} 年的台账，按 {checked.on} 检查：{summary(checked.findings)}{then}",
        findings=checked.findings,
        source=checked.ledger.source,
    )


def _rolled_up(outcome: api.RunOutcome, found: Sequence[Finding]) -> Iterator[str]:
    """The sentences about a roll-up; what was not written comes first."""
    if not outcome.counted:
        yield f"没有写出汇总工作簿：没有一个单位计入。{summary(found)}"
    elif not outcome.written:
        yield f"数字没有变化，汇总工作簿不必重写。{summary(found)}"
    else:
        yield f"已把 {outcome.units} 个单位汇总到“{outcome.output.name}”。{summary(found)}"
    then = "请打开汇总工作簿写正文，保存后点“检查”。" if outcome.counted else ""
    yield f"读了 {outcome.files} 个文件。{then}"
    if outcome.passed_over_note:
        yield outcome.passed_over_note
    if outcome.returned:
        yield f"退回材料写在“{outcome.returned[0].parent}”，请看过以后发给单位。"
    if outcome.stale:
        names = "、".join(path.name for path in outcome.stale[:_MOST_NAMES])
        yield f"以前写出的 {names} 等不在本次汇总之内，数字可能已经过时，请核对后移走。"


def _page(rendered: api.Rendered) -> str:
    made = rendered.reports.get(_PASTED)
    return made.content.decode("utf-8-sig") if made else ""


def _lines(sections: Iterable[api.PreviewSection]) -> Iterator[TextLine]:
    for section in sections:
        yield TextLine(text=section.heading, heading=True)
        for paragraph in section.paragraphs:
            problems = "；".join(part.problem for part in paragraph.parts if part.problem)
            text = "".join(part.text for part in paragraph.parts)
            yield TextLine(text=text, subhead=paragraph.heading, problem=problems)


def tone_of(findings: Iterable[Finding]) -> Tone:
    open_ones = [finding for finding in findings if not finding.waived]
    if any(finding.blocks for finding in open_ones):
        return Tone.BAD
    return Tone.CAUTION if open_ones else Tone.GOOD


def summary(findings: Iterable[Finding]) -> str:
    from toolkit.finding import count_words

    parts = count_words(findings)
    return f"有 {'、'.join(parts)}。" if parts else "没有发现问题。"
