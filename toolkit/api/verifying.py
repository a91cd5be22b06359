"""What was published, held against the workbook that it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.api.checking import ReadResult, read, read_once
from toolkit.errors import InvalidRequest
from toolkit.form import Form, Forms
from toolkit.progress import Progress, quiet
from toolkit.review.plain_text import NORMALISED, plain_text

if TYPE_CHECKING:
    from toolkit.filing import Filing
    from toolkit.finding import Finding
    from toolkit.review.verification import Verification


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A published report and a workbook, and what of the one is not what the other says."""

    published: ReadResult
    against: ReadResult
    verification: Verification

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every difference with its place in the workbook, and what could not be compared."""
        return self.verification.findings

    @property
    def blocked(self) -> bool:
        """Whether anything differs or could not be compared."""
        return any(finding.blocks for finding in self.findings)

    @property
    def compared(self) -> str:
        """How much was compared, and who signed what, in Chinese."""
        from toolkit.review.signed_rounds import signing_words

        found = self.verification
        signed = "".join(
            f"“{each.name}”的电子签名完好，签后没有改动（证书是否可信，请用 PDF 阅读器查看）。"
            for each in found.signatures
            if each.intact
        )
        reviewed = signing_words(self.against.filing)
        return (
            f"对照了 {found.figures.all} 格数字，{found.figures.same} 格相同；"
            f"{found.passages.all} 段文字和标题，{found.passages.same} 段相同。{signed}{reviewed}"
        )

    @property
    def answer(self) -> str:
        """What can be said of it, in Chinese."""
        from toolkit.review.verification import PublicationVerdict

        found = self.verification
        carried = {None: "文件里没有带摘要，", True: "文件里带的摘要与工作簿相同，", False: ""}[found.carried]
        said = {
            PublicationVerdict.EQUAL: "公布的内容与工作簿一致。",
            PublicationVerdict.DIFFERENT: "公布的内容与工作簿不一致。",
            PublicationVerdict.UNVERIFIED: "没有发现不同，但有的内容没有核对，不能说一致。",
        }
        return f"{carried}{said[found.verdict]}"

    @property
    def conclusion(self) -> str:
        """Both, and what is passed over in comparing."""
        return f"{self.compared}{self.answer}（{NORMALISED}）"


def verify(
    published: Path | str, against: ReadResult | Path | str, *, forms: Forms | None = None, progress: Progress = quiet
) -> Verified:
    """Whether ``published``, a report in any format or what an editor left of it, says what the workbook ``against`` it
    says, figure by figure and paragraph by paragraph.

    :class:`~toolkit.errors.InvalidRequest` where it is of another agency and another year, or data on another form; and
    what :func:`~toolkit.api.read` raises.

    >>> folder = "examples/hegang-2021"
    >>> verify(f"{folder}/filing.json", f"{folder}/填报工作簿.xlsx").verification.verdict.value
    'equal'
    """
    from toolkit.review.published_file import published_file
    from toolkit.review.verification import verify_published

    expected = read_once(against, forms, progress)
    found = read_published(published, expected.filing.form, forms, progress)
    _require_same(found.filing, expected.filing)
    verification = verify_published(expected.filing, found.filing, published_file(found.source))
    return Verified(published=found, against=expected, verification=verification)


def _require_same(published: Filing, filing: Filing) -> None:
    """Either may be what is wrong on a website; where both are others, it is another report."""
    names = published.agency.value, filing.agency.value
    if published.year != filing.year and plain_text(names[0]) != plain_text(names[1]):
        raise InvalidRequest(
            f"公布的是{names[0]} {published.year} 年的报告，工作簿是{names[1]} {filing.year} 年的，不是同一份。",
            "请换一份。",
        )


def read_published(source: Path | str, form: Form, forms: Forms | None, progress: Progress) -> ReadResult:
    """What was published, read as ``form``; :class:`~toolkit.errors.InvalidRequest` for data that are on another."""
    found = read(source, forms=forms, form=form, progress=progress)
    if found.filing.form.id != form.id:
        raise InvalidRequest(
            f"公布的文件用的是“{found.filing.form.name}”，工作簿用的是“{form.name}”，不能逐格对照。", "请换一份。"
        )
    return found
