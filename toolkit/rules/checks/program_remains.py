"""What a writing program leaves in a text that was copied out of it: its marks, and what it said to who asked it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped
from toolkit.rules.checks.base import FormCheck, ScopedCheck, any_of
from toolkit.rules.sentences import listed

_BLANK = "[ \u3000\xa0]"
_MARKUP = regex(
    rf"""
      (?<!\*) \*\* (?![\s*]) [^*\n]{{1,200}} \*\* (?!\*)
    | \A {_BLANK}{{0,3}} \#{{1,6}} {_BLANK} {_BLANK}{{0,3}} \S{{1,10}}
    | \A {_BLANK}{{0,3}} [-*+] {_BLANK} \[ (?:{_BLANK}|[xX]) \]
    | \]\(https?://
    | ```
    | \| {_BLANK}{{0,3}} :?-{{3,20}}:? {_BLANK}{{0,3}} \|
    """,
    re.VERBOSE,
    needs="*#[`|",
    matches=(
        "**主动公开**",
        "### 总体情况",
        "- [ ] 核对",
        "[年报](https://example.gov.cn)",
        "```text",
        "| --- | --- |",
    ),
    misses=("收到申请**件", "#话题#", "（一）[1]", "10**2", "***", "——|——"),
)
_LONGEST = 30


@dataclass(frozen=True, kw_only=True)
class ProgramRemains(FormCheck):
    """Marks of Markdown, and ``words`` that a chat program says to whoever has asked it for a text."""

    words: tuple[str, ...]

    variants = ("words",)
    values = ("listed",)

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding a text for its marks, and one for the words."""
        for ref, text in listing.texts(filing):
            for variant, pattern in (("default", _MARKUP), ("words", self._words)):
                found = [clipped(match[0].strip(), _LONGEST) for match in pattern.finditer(text)]
                if found:
                    yield listing.finding(filing, [ref], variant=variant, actual=found[0], listed=listed(found))

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return regex(any_of(self.words), needs=self.words)
