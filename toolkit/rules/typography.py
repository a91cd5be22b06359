"""How text should be written (GB/T 15834, 15835, 9704): TX-09 proposes, :func:`tidy` applies what is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.characters import display_name, hidden_places, without_hidden
from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import Finding
from toolkit.finding.catalogue import finding
from toolkit.form import Severity
from toolkit.narrative import evaluate
from toolkit.patterns import regex
from toolkit.rules.cell_refs import clipped, cover_ref, paragraph_ref, written_paragraphs

_HAN = r"\u3400-\u9fff"
_LEFT = rf"[{_HAN}》〉）〕”’、，。；：！？]"
_RIGHT = rf"[{_HAN}《〈（“‘’”》〉）、，。；：！？]"
_BLANKS = " \t\u3000\xa0"
_BLANK = f"[{_BLANKS}]"
_DASHES = "-－–~～"
_FULL_WIDTH = dict(zip(",;:?!.", "，；：？！。", strict=True))
_SPACED = regex(rf"(?<=[{_HAN}）]){_BLANK}+(?=[{_HAN}（])", needs=_BLANKS)
_EXPRESSION = regex(r"\{\{[^{}]*\}\}")
_MASK = "\ue000"  # stands for an expression while the words around it are put right
_DIGIT = rf"[\d{_MASK}]"  # what an expression prints is mostly a figure; where it is words, the same holds
_MOST_PASSES = 30  # one correction may make room for another; what needs more passes was made to
_END = 6  # characters shown of either end of a long change
_NO_BLANKS = "不留空格"
_UNSEEN = "去掉看不见的字符"

Rewrite = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One place changed: the words before and after, and the reason in Chinese."""

    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Correction:
    """A kind of mistake and what replaces it. The pattern knows what texts with it hold; most are never compiled."""

    reason: str
    pattern: re.Pattern[str]
    rewrite: Rewrite


def _widened(match: re.Match[str]) -> str:
    return _FULL_WIDTH[match[1]]


def _angled(match: re.Match[str]) -> str:
    """Within 《 an inner title takes 〈〉."""
    before = match.string[: match.start()]
    inner = before.count("《") > before.count("》")
    return f"〈{match[1]}〉" if inner else f"《{match[1]}》"


def _half_width(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


_CERTAIN = (
    _Correction("数字用半角", regex(r"[０-９]+(?:．[０-９]+)*％?", needs="０１２３４５６７８９"), _half_width),
    _Correction("段落缩进由版式决定，不打空格", regex(rf"^{_BLANK}+|(?<!{_BLANK}){_BLANK}++$", needs=_BLANKS), ""),
    _Correction(f"中文之间{_NO_BLANKS}", regex(rf"(?<={_LEFT}){_BLANK}+(?={_RIGHT})", needs=_BLANKS), ""),
    _Correction(
        f"数字与中文之间{_NO_BLANKS}",
        regex(rf"(?<={_LEFT}){_BLANK}+(?={_DIGIT})|(?<=[\d%{_MASK}]){_BLANK}+(?={_RIGHT})", needs=_BLANKS),
        "",
    ),
    _Correction(
        "中文用全角标点", regex(rf"(?<={_LEFT}){_BLANK}*([,;:?!]){_BLANK}*(?={_RIGHT}|\d|$)", needs=",;:?!"), _widened
    ),
    _Correction(
        "中文用全角标点", regex(rf"(?<=[\d%{_MASK}]){_BLANK}*([,;]){_BLANK}*(?={_RIGHT})", needs=",;"), _widened
    ),
    _Correction("中文用全角标点", regex(rf"(?<=[{_HAN}）》”])(\.){_BLANK}*(?={_RIGHT}|$)", needs="."), _widened),
    _Correction("中文用全角标点", regex(rf"\((?=[^()（）]*+\))([^()（）]*[{_HAN}][^()（）]*)\)", needs="("), r"（\1）"),
    _Correction(
        "发文年份用六角括号",
        regex(
            rf"(?<=[{_HAN}])[\[［【（(]((?:19|20)\d{{2}})[\]］】）)](?=\d+号)",
            needs=tuple(bracket + century for bracket in "[［【（(" for century in ("19", "20")),
        ),
        r"〔\1〕",
    ),
    _Correction(
        "书名用书名号", regex(rf"[<＜](?=[^<>＜＞]*+[>＞])([^<>＜＞]*[{_HAN}][^<>＜＞]*)[>＞]", needs="<＜"), _angled
    ),
    _Correction(
        "书名号里再用书名号，里层用〈〉",
        regex(r"(?<=《)([^《》]*)《([^《》]*)》(?=[^《》]*》)", needs="《"),
        r"\1〈\2〉",
    ),
    _Correction("中文用弯引号", regex(rf'"(?=[^"“”]*+")([^"“”]*[{_HAN}][^"“”]*)"', needs='"'), r"“\1”"),
    _Correction("月、日不编虚位", regex(r"(?<=\d年)0(?=\d月)|(?<=月)0(?=\d日)", needs="0"), ""),
    _Correction(
        "起止日期用“至”",
        regex(rf"(?<=[年月日]){_BLANK}*[{_DASHES}]+{_BLANK}*(?=(?:\d{{4}}年)?\d{{1,2}}[月日])", needs=_DASHES),
        "至",
    ),
    _Correction("起止年份用“至”", regex(rf"(?<=\d年){_BLANK}*[{_DASHES}]+{_BLANK}*(?=\d{{4}}年)", needs=_DASHES), "至"),
    _Correction("标点重复", regex(r"([，。；：、！？])\1+", needs="，。；：、！？"), r"\1"),
)
_RANGE = regex(
    rf"(?<![\dA-Za-z.%/—－-])(\d{{1,4}})[{_DASHES}](\d{{1,4}})(?=[年月日天个件条次项人名篇期场家])", needs=_DASHES
)
_DOUBLED = regex(
    r"""
    \d{1,15}
    (?: (?P<unit>人次|万元|[件条次篇项份期起宗例场家名元]) (?P=unit) | 万元元 )
    (?![款例目文件数幅额刊限间末诉外如会馆所地单有具庭长师爆])  # a word that begins like the unit
    """,
    re.VERBOSE,
    matches=("33件件", "12万元万元", "12万元元"),
    misses=("3项项目", "2起起诉", "33件"),
)
_DOTTED_DATE = regex(r"(?<![\d.])((?:19|20)\d{2})[./-](\d{1,2})[./-](\d{1,2})(?![\d.])", needs="./-")


def tidy(text: str) -> tuple[str, tuple[TextChange, ...]]:
    """``text`` with what is certain put right, and each change; expressions stay as they are.

    Doing it twice changes nothing more, unless titles stand within titles by the dozen.
    """
    changes = [_unseen(text, place) for place in hidden_places(text)]
    text = without_hidden(text)
    expressions = _EXPRESSION.findall(text)
    masked = _EXPRESSION.sub(_MASK, text)
    for _ in range(_MOST_PASSES):
        settled = masked
        for correction in _CERTAIN:
            masked = _apply(correction, masked, changes)
        if masked == settled:
            break
    restored = iter(expressions)
    return re.sub(_MASK, lambda _: next(restored), masked), tuple(changes)


def check(filing: Filing) -> Iterator[Finding]:
    """A note for each paragraph that could be written better, with the proposed text; a warning for a name with blanks.

    Blanks within a published report's text are its typesetting's, not its author's, and go unmentioned.
    """
    yield from _spaced_name(filing)
    for slot, paragraph in written_paragraphs(filing):
        yield from _doubled(filing, slot, paragraph)
        proposed, changes = tidy(paragraph.text)
        found = [change for change in changes if change.reason != _UNSEEN]  # which has a finding of its own
        if filing.source is Source.REPORT:
            found = [change for change in found if _NO_BLANKS not in change.reason]
        certain = bool(found)
        for correction in _doubtful(filing):
            proposed = _apply(correction, proposed, found)
        if found:
            yield finding(
                "TX-09",
                [paragraph_ref(slot, paragraph)],
                variant="default" if certain else "doubtful",
                count=len(found),
                listed=_listed(found),
                actual=paragraph.text,
                expected=proposed,
            )


def _spaced_name(filing: Filing) -> Iterator[Finding]:
    name = filing.agency.value
    joined = _SPACED.sub("", name)
    if joined != name and filing.source is not Source.REPORT:
        cells = [cover_ref(filing, "agency")]
        yield finding(
            "TX-09",
            cells,
            variant="spaced_name",
            severity=Severity.WARNING,
            actual=clipped(name),
            expected=clipped(joined),
        )


def _doubled(filing: Filing, slot: str, paragraph: Paragraph) -> Iterator[Finding]:
    """A unit that is printed twice: an expression brings its own, and it was written too."""
    found = [match[0] for match in _DOUBLED.finditer(evaluate(paragraph, filing))]
    if found:
        words = "、".join(f"“{each}”" for each in dict.fromkeys(found))
        yield finding("TX-09", [paragraph_ref(slot, paragraph)], variant="doubled", listed=words, actual=found[0])


def _listed(changes: list[TextChange]) -> str:
    """Each reason once, with how often it applies and the first example."""
    parts = []
    for reason in dict.fromkeys(change.reason for change in changes):
        own = [change for change in changes if change.reason == reason]
        times = f"{len(own)} 处，如" if len(own) > 1 else ""
        parts.append(f"{reason}（{times}“{own[0].before}”→“{own[0].after}”）")
    return "；".join(parts)


def _doubtful(filing: Filing) -> Iterator[_Correction]:
    """What only the author can decide: is it this year that is meant, is it a date at all."""
    if filing.year is not None:
        for word, year in (("去年", filing.year - 1), ("今年", filing.year), ("明年", filing.year + 1)):
            yield _Correction("写明年份", regex(word, needs=(word,)), f"{year}年")
    yield _Correction("起止数字用“至”", _RANGE, r"\1至\2")
    yield _Correction("日期写明年月日", _DOTTED_DATE, lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日")


def _apply(correction: _Correction, text: str, changes: list[TextChange]) -> str:
    """``text`` rewritten by one correction; each change goes on the list with a little of what stands around it."""

    def rewritten(match: re.Match[str]) -> str:
        new = match.expand(correction.rewrite) if isinstance(correction.rewrite, str) else correction.rewrite(match)
        left = text[max(0, match.start() - 2) : match.start()]
        right = text[match.end() : match.end() + 2]
        before, after = (f"{left}{_cut(middle)}{right}".replace(_MASK, "…") for middle in (match[0], new))
        changes.append(TextChange(before=before, after=after, reason=correction.reason))
        return new

    return correction.pattern.sub(rewritten, text)


def _unseen(text: str, place: int) -> TextChange:
    """A hidden character taken away."""
    left, right = (without_hidden(part) for part in (text[max(0, place - 2) : place], text[place + 1 : place + 3]))
    return TextChange(before=f"{left}〔{display_name(text[place])}〕{right}", after=f"{left}{right}", reason=_UNSEEN)


def _cut(words: str) -> str:
    """Both ends of a long match: it is there that something changed."""
    return words if len(words) <= 2 * _END else f"{words[:_END]}…{words[-_END:]}"
