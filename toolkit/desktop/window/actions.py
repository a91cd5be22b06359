"""What the buttons of the window do: each an outcome to be shown, made by :mod:`toolkit.api`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from toolkit import api
from toolkit.errors import ReportError
from toolkit.finding import Finding, count_words, counts
from toolkit.form import Severity
from toolkit.form.registry import forms_at_hand
from toolkit.progress import Progress

_MOST_NAMES = 3


class Tone(Enum):
    """How an outcome is to be taken."""

    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the window shows: a sentence first, then the findings of ``source`` or its text, and the files written.

    ``workbook`` is what the next step begins with, if it is another one.
    """

    tone: Tone
    sentence: str
    findings: tuple[Finding, ...] = ()
    text: tuple[TextLine, ...] = ()
    written: tuple[Path, ...] = ()
    source: Path | None = None
    workbook: Path | None = None


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """A heading or a paragraph of the report's text, with what is wrong in it."""

    text: str
    heading: bool = False
    problem: str = ""


Action = Callable[[Progress], Outcome]


def begin(agency: str, year: int, level: str, folder: Path, *, last: Path | None) -> Action:
    """A blank workbook, after last year's or not, in ``folder``."""

    def work(progress: Progress) -> Outcome:
        blank = api.new(agency, year, level=level or None, last=last, progress=progress)
        path = blank.file.save(folder)
        left_out = "".join(f"\n{sentence}" for sentence in blank.left_out)
        return Outcome(
            tone=Tone.CAUTION if blank.left_out else Tone.GOOD,
            sentence=f"已新建“{path.name}”。请打开填写，保存后点“检查”。{left_out}",
            written=(path,),
            workbook=path,
        )

    return work


def check(source: Path) -> Action:
    """The findings, nothing written."""

    def work(progress: Progress) -> Outcome:
        return _checked(api.check(source, progress=progress))

    return work


def mark(source: Path) -> Action:
    """A copy with the findings on its cells."""

    def work(progress: Progress) -> Outcome:
        marked = api.annotate(source, progress=progress)
        path = marked.file.save()
        return Outcome(
            tone=_tone(marked.findings),
            sentence=f"{_summary(marked.findings)}问题已标在“{path.name}”的格子上。",
            findings=marked.findings,
            written=(path,),
            source=source,
        )

    return work


def preview(source: Path) -> Action:
    """The text of the report with its figures, nothing written."""

    def work(progress: Progress) -> Outcome:
        lines = tuple(_lines(api.preview(source, progress=progress)))
        wrong = sum(1 for line in lines if line.problem)
        if not lines:
            return Outcome(tone=Tone.CAUTION, sentence="各部分都还没有写正文。", source=source)
        sentence = f"正文里有 {wrong} 处写法不对，见标出的地方。" if wrong else "这是填上数字以后的正文。"
        return Outcome(tone=Tone.BAD if wrong else Tone.GOOD, sentence=sentence, text=lines, source=source)

    return work


def report(source: Path, formats: Iterable[str]) -> Action:
    """The report in each of ``formats``; none while there are errors."""
    wanted = tuple(formats)

    def work(progress: Progress) -> Outcome:
        rendered = api.render(source, wanted, progress=progress)
        if rendered.blocked:
            sentence = f"没有生成报告：{_summary(rendered.findings)}改正错误并保存后再点“生成报告”。"
            return Outcome(tone=Tone.BAD, sentence=sentence, findings=rendered.findings, source=source)
        written = tuple(file.save() for file in rendered.reports.values())
        failed = [f"没有生成 {extension}：{_why(error)}" for extension, error in rendered.failures.items()]
        made = f"报告已生成，共 {len(written)} 个文件。" if written else ""
        return Outcome(
            tone=Tone.BAD if failed else _tone(rendered.findings),
            sentence="\n".join([made + _summary(rendered.findings), *failed, *rendered.notes]),
            findings=rendered.findings,
            written=written,
            source=source,
        )

    return work


def roll_up(folder: Path, agency: str, roster: Path | None, *, level: str = "") -> Action:
    """The workbook of all units whose filings are in ``folder``."""

    def work(progress: Progress) -> Outcome:
        outcome = api.rollup([folder], folder, roster=roster, agency=agency, level=level or None, progress=progress)
        found = tuple(
            replace(each.finding, message=f"{each.name or '（未归属的文件）'}：{each.finding.message}")
            for each in outcome.reported
        )
        said = [f"读了 {outcome.files} 个文件。{_summary(found)}"]
        if not outcome.counted:
            said.append("没有一个单位计入，没有写出汇总工作簿。")
        elif not outcome.written:
            said.append("数字没有变化，汇总工作簿不必重写。")
        if outcome.skipped:
            said.append(f"另有 {len(outcome.skipped)} 个其他类型的文件没有读，例如 {outcome.skipped[0]}。")
        if outcome.stale:
            names = "、".join(path.name for path in outcome.stale[:_MOST_NAMES])
            said.append(f"以前写出的 {names} 等不在本次汇总之内，数字可能已经过时，请核对后移走。")
        return Outcome(
            tone=_tone(found) if outcome.counted else Tone.BAD,
            sentence="\n".join(said),
            findings=found,
            written=tuple(outcome.written),
            workbook=next(iter(outcome.written), None),
        )

    return work


def failure(error: Exception) -> Outcome:
    """What is shown where an action could not be done."""
    return Outcome(tone=Tone.BAD, sentence=_why(error))


def level_labels() -> tuple[str, ...]:
    """What levels are called, in the order of the forms at hand."""
    return tuple(dict.fromkeys(level.label for form in forms_at_hand().combinations for level in form.levels))


def _checked(checked: api.Checked) -> Outcome:
    findings = checked.findings
    good = "可以生成报告了。" if not checked.blocked else "改正错误并保存后，再点“检查”。"
    return Outcome(
        tone=_tone(findings), sentence=f"{_summary(findings)}{good}", findings=findings, source=checked.source
    )


def _lines(sections: Iterable[api.PreviewSection]) -> Iterable[TextLine]:
    for section in sections:
        yield TextLine(text=section.heading, heading=True)
        for paragraph in section.paragraphs:
            problems = "；".join(part.problem for part in paragraph.parts if part.problem)
            yield TextLine(text="".join(part.text for part in paragraph.parts), problem=problems)


def _tone(findings: Iterable[Finding]) -> Tone:
    found = counts(findings)
    return Tone.BAD if found[Severity.ERROR] else Tone.CAUTION if found else Tone.GOOD


def _summary(findings: Iterable[Finding]) -> str:
    parts = count_words(findings)
    return f"有{'、'.join(parts)}。" if parts else "没有发现问题。"


def _why(error: Exception) -> str:
    if isinstance(error, ReportError):
        return str(error)
    return f"程序内部出错（{type(error).__name__}: {error}）。请把这句话反馈给本工具的维护者。"[:400]
