"""Breaking lines as Chinese is broken: Tk breaks at blanks, and where there is none in the middle of a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from toolkit.patterns import regex

_PIECE = regex(
    r"""
    [（“‘《〈「『〔【]*        # what opens stays with what follows
    (?: [!-~]+ | . )          # a number or a word of Latin letters, else one character
    [，。、；：？！）”’》〉」』〕】…]*   # what closes stays with what it closes
    """,
    re.VERBOSE | re.DOTALL,
    matches=("33，", "（总计）", "三"),
    misses=("",),
)


def broken_lines(text: str, room: int, measure: Callable[[str], int]) -> Iterator[str]:
    """``text`` in lines of at most ``room``, as ``measure`` has it; a piece that is wider has a line of its own.

    >>> list(broken_lines("第三项是 34，前者多 1 件。", 9, len))
    ['第三项是 34，', '前者多 1 件。']
    """
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECE.findall(paragraph):
            if line and measure(line + piece.rstrip()) > room:
                yield line.rstrip()
                line = ""
            line += piece if line else piece.lstrip()
        yield line
