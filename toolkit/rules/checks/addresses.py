"""Web and mail addresses with signs in them that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.characters import nfkc
from toolkit.filing import Filing, Source
from toolkit.finding import Finding
from toolkit.patterns import regex
from toolkit.rules.checks.base import FormCheck, ScopedCheck

_REST = r"[A-Za-z0-9/.~_?=&%#+@:\-／．。：＿－？＝＆]{1,200}"
_WEB = regex(rf"(?<![A-Za-z])(?i:https?[:：∶;；][/／\\]{{0,2}}|www[.。．]){_REST}")
_MAIL = regex(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}[@＠][A-Za-z0-9.。．-]{1,100}")
_GAP = regex(r"(?i:https?://|www\.)[ \u3000\xa0]{1,3}[A-Za-z0-9][A-Za-z0-9./-]{0,100}")
_SCHEME = regex(r"(?i)^(https?)[:∶;]?[/\\]{0,2}")
_ENDS = (".cn", ".com", ".net", ".org", ".html", ".htm", ".shtml", ".jsp", "/")
_CLOSING = ".。．,:：?？"


@dataclass(frozen=True, kw_only=True)
class WebAddress(FormCheck):
    """A web or mail address with full-width punctuation, a faulty ``http://`` or a blank in it.

    Blanks in a published report's text are its typesetting's.
    """

    def run(self, filing: Filing, listing: ScopedCheck) -> Iterator[Finding]:
        """One finding an address, with the address that was probably meant."""
        for ref, text in listing.texts(filing):
            for address, meant in _faulty(text, gaps=filing.source is not Source.REPORT):
                yield listing.finding(filing, [ref], actual=address, expected=meant)


def _faulty(text: str, *, gaps: bool) -> Iterator[tuple[str, str]]:
    for match in (*_WEB.finditer(text), *_MAIL.finditer(text)):
        address = _whole(match[0])
        meant = _meant(address)
        if meant != address:
            yield address, meant
    for match in _GAP.finditer(text) if gaps else ():
        yield match[0], re.sub(r"\s", "", match[0])


def _whole(found: str) -> str:
    """What was found up to the full stop that ends the sentence, if one does."""
    for place in range(len(found)):
        if found[place] == "。" and found[:place].lower().endswith(_ENDS):
            return found[:place]
    return found.rstrip(_CLOSING)


def _meant(address: str) -> str:
    plain = nfkc(address).replace("。", ".")
    return _SCHEME.sub(r"\1://", plain)
