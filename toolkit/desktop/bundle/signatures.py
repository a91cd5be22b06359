"""Signatures of Windows programs, by osslsigncode where it is installed.

The folder rests on the digests of the lock; a signature also shows who made a file. Its chain ends in a root of
Microsoft's that other systems do not hold, so it is not followed: digests and the names of signers are compared.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import UntrustedFile
from toolkit.patterns import regex
from toolkit.progress import Progress, quiet, silence
from toolkit.waiting import run_program

SIGNERS = ("Python Software Foundation", "Microsoft Corporation")
"""Who signs what an interpreter for Windows consists of: the latter its C runtime."""

_PROGRAMS = (".exe", ".dll", ".pyd")
_SECONDS = 60
_DIGESTS = regex(r"^(?:Current|Calculated) message digest\s*:\s*([0-9A-F]+)", re.MULTILINE)
_SIGNER = regex(r"Signer's certificate:\s*-+\s*Signer #0:\s*Subject:[^\n]*/O=([^/\n]+)")


def check_signatures(members: Mapping[str, bytes], progress: Progress = quiet) -> int | None:
    """How many programs among ``members`` are signed by :data:`SIGNERS`; None where osslsigncode is not installed.

    :class:`UntrustedFile` with the name of one that is not, or whose content is not what was signed.
    """
    tool = shutil.which("osslsigncode")
    if not tool:
        return None
    programs = {name: data for name, data in members.items() if name.lower().endswith(_PROGRAMS)}
    with tempfile.TemporaryDirectory(prefix="xl-report-") as folder:
        copy = Path(folder) / "program"
        for number, (name, data) in enumerate(programs.items()):
            progress("核对数字签名", number, len(programs))
            copy.write_bytes(data)
            done = run_program([tool, "verify", "-in", str(copy)], _SECONDS, silence)
            if not _is_genuine(done.stdout.decode(errors="replace")):
                raise UntrustedFile(f"“{name}”没有有效的数字签名，没有打包。", "请换一个下载来源后重试。")
    return len(programs)


def _is_genuine(shown: str) -> bool:
    """Whether the first signature that osslsigncode shows is a known publisher's, over the content that is there."""
    digests, signer = _DIGESTS.findall(shown)[:2], _SIGNER.search(shown)
    return len(digests) == 2 and digests[0] == digests[1] and signer is not None and signer[1] in SIGNERS
