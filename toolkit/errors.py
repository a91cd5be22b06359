"""The whole exception family.

Each carries a sentence for staff (``message``, Chinese) and a way out (``way_out``, Chinese, may be empty).
Findings about the *content* of a filing are no exceptions: see :mod:`toolkit.finding`.
"""

from __future__ import annotations

import errno

from toolkit import __version__

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOTDIR: "上级路径不是文件夹",
    errno.EEXIST: "上级路径不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENOENT: "文件不存在",
    errno.EACCES: "没有权限，或正在被其他程序使用",
    errno.EPERM: "没有权限，或正在被其他程序使用",
    errno.EBUSY: "正在被其他程序使用",
    errno.EIO: "读写设备出错",
    errno.ELOOP: "链接绕成了圈",
}
_LONGEST_KIND = 200


def reason_of(error: Exception) -> str:
    """Why the system refused a file, in Chinese whatever language the system speaks."""
    return _REASONS.get(getattr(error, "errno", 0), "路径无法使用")


def sentence_of(error: Exception) -> str:
    """What to say to staff about anything that went wrong, whatever raised it."""
    if isinstance(error, ReportError):
        return str(error)
    kind = f"{type(error).__name__}: {error}"[:_LONGEST_KIND]
    return f"程序内部出错（{kind}）。请把这句话连同版本号 {__version__} 反馈给本工具的维护者。"


class ReportError(Exception):
    """Anything that stops a command; the command line prints it and exits with 2."""

    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.message}{self.way_out}"


class InvalidRequest(ReportError):
    """What is asked for is not complete, or contradicts itself; no file is at fault."""


class RefusedSignature(ReportError):
    """A round of review that cannot be signed as its filing is, or whose turn it is not."""


# --- faults of a form file ---------------------------------------------------


class ExpressionError(ReportError):
    """An expression of a form file or of text that cannot be parsed or names what does not exist."""


class FormError(ReportError):
    """A faulty form file; ``mistakes`` holds every one, each with its path."""

    def __init__(self, form: str, mistakes: tuple[str, ...]) -> None:
        lines = "\n".join(f"  - {mistake}" for mistake in mistakes)
        super().__init__(f"表式文件“{form}”有 {len(mistakes)} 处错误：\n{lines}", "\n请改正后重试。")
        self.form = form
        self.mistakes = mistakes


class UnknownForm(ReportError):
    """No form of that id is installed."""


# --- faults of a file handed in ----------------------------------------------


class UnreadableFile(ReportError):
    """A file that cannot be read as what it should be; ``code`` names the catalogue entry (WB-01 …)."""

    def __init__(self, message: str, way_out: str = "", *, code: str = "") -> None:
        super().__init__(message, way_out)
        self.code = code


class InaccessibleFile(UnreadableFile):
    """A file that the system does not hand over now, as while another program holds it; later it may."""


class NotAReport(UnreadableFile):
    """A document that can be read well enough, but is no report on any known form."""


class FaultyContent(UnreadableFile):
    """A file whose content is not sound; ``mistakes`` holds every fault, each with its path or cell."""

    described: str

    def __init__(self, source: str, mistakes: tuple[str, ...]) -> None:
        lines = "\n".join(f"  - {mistake}" for mistake in mistakes)
        described = self.described.format(source=source, count=len(mistakes))
        super().__init__(f"{described}：\n{lines}", "\n请改正后重试。")
        self.mistakes = mistakes


class InvalidFiling(FaultyContent):
    """A Filing JSON with the wrong shape."""

    described = "{source} 不是可用的填报数据，共 {count} 处"


class InvalidRoster(FaultyContent):
    """A roster of units that is not sound."""

    described = "名册 {source} 有 {count} 处错误"


class InvalidRequirements(FaultyContent):
    """Local requirements that are not sound."""

    described = "本地要求 {source} 有 {count} 处错误"


# --- faults on the way out ---------------------------------------------------


class OutputError(ReportError):
    """The result cannot be written where it was asked for."""


class MissingTool(ReportError):
    """A program, font or optional package that this job needs is not installed."""


class FailedDownload(ReportError):
    """A part of the folder for other computers cannot be had from the package index, or is not what was pinned."""


class UntrustedFile(ReportError):
    """A downloaded program carries no signature of the publisher that it should come from, or was changed since."""


class MissingGlyphs(MissingTool):
    """No font at hand shows some characters, ``signs``."""

    def __init__(self, message: str, way_out: str, signs: tuple[str, ...]) -> None:
        super().__init__(message, way_out)
        self.signs = signs
