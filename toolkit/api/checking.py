"""Reading a source of any format, and checking what it holds."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit.api.local_requirements import require_fitting
from toolkit.characters import join_words
from toolkit.errors import UnreadableFile, reason_of
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.form import Form, Forms
from toolkit.form.registry import forms_at_hand
from toolkit.ingest import read_any
from toolkit.ingest.file_kinds import LOCK_FILE
from toolkit.output import safe_name
from toolkit.progress import Progress, quiet
from toolkit.rules.engine import check_filing

_NO_FILING = "WB-02"
"""The code of what is refused because it is a workbook of others."""


@dataclass(frozen=True, kw_only=True)
class ReadResult:
    """The filing in a source, and what was found on reading it."""

    source: Path
    filing: Filing
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding at error level, which nobody has answered for, keeps it from being published."""
        return any(finding.blocks for finding in self.findings)


@dataclass(frozen=True, kw_only=True)
class Checked(ReadResult):
    """The same, with what the rules find in the filing."""

    @property
    def report_name(self) -> str:
        """What the files of its report are called, without an extension."""
        return safe_name(join_words((str(self.filing.agency), f"{self.filing.title_text}{self.filing.edition}")))


def read(
    source: Path | str, *, forms: Forms | None = None, form: Form | None = None, progress: Progress = quiet
) -> ReadResult:
    """The filing in a workbook, a Filing JSON or a published report.

    A published report is read as ``form``, else as the one that ``forms`` were asked for, if one was, else as the one
    that it was made on. :class:`~toolkit.errors.UnreadableFile` if the file holds no filing;
    :class:`~toolkit.errors.MissingTool` if it is a PDF, and the extra ``pdf`` is not installed.

    >>> filing = read("examples/hegang-2021/filing.json").filing
    >>> filing.agency.value, filing.year
    ('鹤岗市市场监督管理局', 2021)
    """
    forms = forms or forms_at_hand()
    path = Path(source)
    require_file(path)
    tick = partial(progress, "读取文件", 0, 0)
    tick()
    try:
        filing, findings = read_any(path, forms, form=form or forms.only_named, tick=tick)
    except UnreadableFile as refused:
        raise (_refused_ledger(path) if refused.code == _NO_FILING else None) or refused from None
    return ReadResult(source=path, filing=filing, findings=findings)


def _refused_ledger(path: Path) -> UnreadableFile | None:
    """The refusal of a ledger, which is no filing but goes into one."""
    from toolkit.ledger.reading import is_ledger  # loaded for files that are no workbook of ours

    if not is_ledger(path):
        return None
    way_out = "检查台账请用 xl-report ledger check；把它计入工作簿请用 xl-report ledger fill。"
    return UnreadableFile(f"“{path.name}”是台账，不是填报工作簿。", way_out, code=_NO_FILING)


def check(source: Path | str, *, forms: Forms | None = None, progress: Progress = quiet) -> Checked:
    """What :func:`read` gives, and raises, with everything that the rules find in it.

    >>> check("examples/hegang-2021/填报工作簿.xlsx").findings
    ()
    """
    forms = forms or forms_at_hand()
    reading = read(source, forms=forms, progress=progress)
    require_fitting(forms.requirements, reading.filing.form)
    findings = check_filing(reading.filing, reading.findings)
    return Checked(source=reading.source, filing=reading.filing, findings=tuple(findings))


def read_once(source: ReadResult | Path | str, forms: Forms | None, progress: Progress) -> ReadResult:
    """``source`` itself, if it was read already."""
    return source if isinstance(source, ReadResult) else read(source, forms=forms, progress=progress)


def check_once(source: Checked | Path | str, forms: Forms | None, progress: Progress) -> Checked:
    """``source`` itself, if it was checked already."""
    return source if isinstance(source, Checked) else check(source, forms=forms, progress=progress)


def require_file(path: Path) -> None:
    """:class:`~toolkit.errors.UnreadableFile` unless there is a file at ``path``."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):  # of a name that no file can have
        raise UnreadableFile(f"找不到文件“{path}”。", "请核对文件名和所在文件夹。") from None
    except OSError as error:
        raise UnreadableFile(
            f"打不开“{path}”（{reason_of(error)}）。", "请核对文件名，并确认您有读取它的权限。"
        ) from None
    if stat.S_ISDIR(mode):
        raise UnreadableFile(f"“{path}”是文件夹。", "请指明其中的文件。")
    if not stat.S_ISREG(mode):
        raise UnreadableFile(f"“{path}”是管道或设备，不是文件。", "请先存成文件，再指明它。")
    if path.name.startswith(LOCK_FILE):
        message = f"“{path}”是 Excel、Word 或 WPS 打开文件时自己建的临时文件，里面没有填报内容。"
        raise UnreadableFile(message, f"请选名称相同、前面没有“{LOCK_FILE}”的那一份。")
