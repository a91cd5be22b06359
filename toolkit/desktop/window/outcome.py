"""What comes of an action, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.clickable import asks_for

if TYPE_CHECKING:  # the window stands before the program's own rooms are loaded
    from toolkit.finding import Finding


class Tone(Enum):
    """How an outcome is to be taken."""

    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """A heading, a sub-head or a paragraph, with what is wrong in it; ``now`` marks the step that comes next."""

    text: str
    heading: bool = False
    subhead: bool = False
    problem: str = ""
    now: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the window shows: a sentence first, then the findings of ``source`` or its text, and the files written.

    ``workbook`` is what the next step begins with, if it is another one; ``page`` is what there is to copy into another
    program as a web page, beside the words; ``step`` is the one of :data:`STEPS` that comes next.
    """

    tone: Tone
    sentence: str
    findings: tuple[Finding, ...] = ()
    text: tuple[TextLine, ...] = ()
    written: tuple[Path, ...] = ()
    source: Path | None = None
    workbook: Path | None = None
    page: str = ""
    step: int = 0

    @property
    def asks_for_repair(self) -> bool:
        """Whether what is shown says that the workbook should be repaired; not where that was just done."""
        said = (self.sentence, *(each.remedy for each in self.findings if not each.waived))
        return not self.workbook and any(asks_for("repair", words) for words in said)

    @property
    def offered(self) -> Path | None:
        """A marked copy that may be edited further in place of its original."""
        made = self.written[0] if self.findings and len(self.written) == 1 else None
        return made if made and made.suffix == ".xlsx" and made not in (self.source, self.workbook) else None

    def file_of(self, finding: Finding) -> Path | None:
        """The source; where units are added up, the unit's own file."""
        if self.source is None or not self.source.is_dir():
            return self.source
        own = self.source.parent / finding.where.place
        return own if own.is_file() else self.source

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """The text, or in its place what there is to be done."""
        if self.text or self.findings:
            return self.text
        return tuple(
            TextLine(text=words, heading=heading, now=heading and number == self.step)
            for number, step in enumerate(STEPS, start=1)
            for words, heading in zip((f"{number}　{step[0]}", step[1]), (True, False), strict=True)
        )


BEGIN, FILL, CHECK, REVIEW, REPORT, PUBLISH = range(1, 7)
STEPS = (
    ("新建", "没有工作簿的点“新建”；上年用过本工具的点“用上年新建”，上年的数字和联系方式会带过来。"),
    ("填写", "点“打开填写”，在 Excel 或 WPS 里逐表填写，填好保存。"),
    ("检查", "点“检查”。有问题的逐条列出，双击就打开工作簿；也可以点“标在格子上”，在格子上看。"),
    ("审核", "封面“送审”选“是”的，点“审核表”打印，每审一轮点“签认”。各轮都通过以前，生成的是送审稿。"),
    ("生成报告", "点“预览”看正文，再点“生成报告”。有错误时不生成，改好再点。"),
    ("公布", "打开报告通读一遍，再按规定公布，网站后台用得着的，点“复制”以后粘贴。公布以后点“核对公布稿”。"),
)
"""What whoever opens the window for the first time reads."""
