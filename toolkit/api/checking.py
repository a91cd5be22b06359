"""Reading a source of any format, and checking what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.characters import join_words
from toolkit.errors import UnreadableFile
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Forms
from toolkit.form.registry import forms_at_hand
from toolkit.ingest import read_any
from toolkit.output import safe_name
from toolkit.rules.engine import check_filing


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A filing with its findings: those of reading it, then those of the rules."""

    filing: Filing
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding at error level, which nobody has answered for, keeps it from being published."""
        return any(finding.blocks for finding in self.findings)

    @property
    def report_name(self) -> str:
        """What the files of its report are called, without an extension."""
        return safe_name(join_words((str(self.filing.agency), self.filing.title_text)))


def read(source: Path | str, forms: Forms | None = None) -> tuple[Filing, tuple[Finding, ...]]:
    """The filing in a workbook, a Filing JSON or a published report, and what reading it found.

    :class:`~toolkit.errors.UnreadableFile` if the file holds none. A published report is read as the form that
    ``forms`` were asked for, if one was, else as the one that it was made on.

    >>> filing, findings = read("examples/hegang-2021/filing.json")
    >>> filing.agency.value, filing.year
    ('鹤岗市市场监督管理局', 2021)
    """
    forms = forms or forms_at_hand()
    require_file(Path(source))
    return read_any(Path(source), forms, form=forms.only_named)


def check(source: Path | str, forms: Forms | None = None) -> Checked:
    """What :func:`read` gives, with everything that the rules find in it.

    >>> check("examples/hegang-2021/填报工作簿.xlsx").findings
    ()
    """
    filing, reading = read(source, forms)
    return Checked(filing=filing, findings=tuple(check_filing(filing, reading)))


def require_file(path: Path) -> None:
    """:class:`~toolkit.errors.UnreadableFile` unless there is a file at ``path``."""
    if path.is_dir():
        raise UnreadableFile(f"“{path}”是文件夹。", "请指明其中的文件。")
    if path.exists() and not path.is_file():
        raise UnreadableFile(f"“{path}”是管道或设备，不是文件。", "请先存成文件，再指明它。")
    if not path.is_file():
        raise UnreadableFile(f"找不到文件“{path}”。", "请核对文件名和所在文件夹。")
