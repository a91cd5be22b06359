"""Whose report it is and for which year: read from its title, what stands above it, and how it ends."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.characters import compact_visible, is_chinese, is_shorter, join_words
from toolkit.filing import Text
from toolkit.filing.correction import without_mark
from toolkit.form import Form
from toolkit.ingest.blocks import SourceLine
from toolkit.ingest.dates import YEAR, date_at_end, year_of
from toolkit.ingest.note_marks import unspaced
from toolkit.location import NOWHERE, Location
from toolkit.patterns import regex

_KIND, _NO_KIND = regex(r"报告|年报"), regex("")
_ORGAN = regex(
    r".+(?:[局厅委会府室院所站处队署镇乡社行办部司校区州盟旗县市省]|中心|街道|公司|集团|大学|学院|机关|总队)"
)
_LONGEST = 40  # of a line of a title: Chinese characters, or as much in other writing
_SENTENCE = regex(r"[。；;！!？?]")
_OF_THE_PAGE = r"(?:发布|公开|成文|生成|发文|采集|更新|信息)*(?:日期|时间|机构|来源|作者|名称)"
_OF_THE_FILE = "来源|作者|单位|责任编辑|编辑|审核|索引号|文号|分类|主题词?|标题|附件(?:下载)?"
_OF_ITS_READERS = "(?:浏览|访问|阅读|点击)(?:次数|量)?|字号|字体|分享到?|当前位置|您?(?:现在|当前)?的?位置"
_BUTTON = "打印(?:[本此]页)?|关闭(?:窗口|本页)?|收藏|分享|返回顶部|下载"
_PAGE_CHROME = regex(
    rf"""
      (?: {_OF_THE_PAGE} | {_OF_THE_FILE} | {_OF_ITS_READERS} ) [:：] .*
    | [\[【(]? (?:{_BUTTON}) [\]】)]? .*
    | [上下]一[篇条].* | 扫一扫.* | 首页>.*
    | [\[【(]? [大中小\s]{{1,7}} [\]】)]?      # how large the type is to be
    | 版权所有.* | 主办单位.* | (?:(?!ICP备).)*+ICP备.*
    """,
    re.VERBOSE,
    matches=("发布日期:2026-01-18", "浏览次数:12", "【打印】", "[大中小]", "下一篇:无", "首页>通知公告"),
    misses=("一、工作情况", "某市教育局", "时间紧、任务重"),
    whole=True,
)
_PUBLISHED = regex(r"(?:发布|公开|成文|生成|发文)(?:日期|时间)[:：](.{8,20}?)(?:\d\d?:\d\d.*)?")


@dataclass(frozen=True, kw_only=True)
class Title:
    """A title taken apart: the agency (or nothing), the words without it, the year; ``lines`` are the ones it took.

    ``edition`` is the number of a corrected one, else 0.
    """

    agency: Text
    words: Text
    year: int | None
    lines: range
    edition: int = 0


@dataclass(frozen=True, kw_only=True)
class _Wording:
    """How titles word what a form's reports are on, from ``subject`` to ``kind``; ``own`` is the form's own title."""

    subject: re.Pattern[str]
    kind: re.Pattern[str]
    own: re.Pattern[str]

    def complete(self, text: str) -> bool:
        """Whether a line says all that a title must."""
        return bool(self.subject.search(text) and self.kind.search(text))


@dataclass(frozen=True, slots=True)
class _TitleLine:
    """A line, what it shows without blanks, and whether it may be a title ``alone``, or one ``among`` its lines.

    It is short and no sentence, or holds the form's own title; a line of the page's own is never one among others.
    """

    line: SourceLine
    shown: str
    alone: bool
    among: bool


def is_page_chrome(line: SourceLine) -> bool:
    """Whether the line belongs to a web page, not to a report."""
    return bool(_PAGE_CHROME.fullmatch(compact_visible(line.text)))


def published(lines: Sequence[SourceLine]) -> tuple[dt.date, Location] | None:
    """The date on which a page says it was published, with its place."""
    for line in lines:
        named = _PUBLISHED.fullmatch(compact_visible(line.text))
        dated = date_at_end(named[1]) if named else None
        if dated:
            return dated[1], line.where
    return None


def title_of(lines: Sequence[SourceLine], form: Form, signed: Collection[str] = ()) -> Title | None:
    """The best title of a report on ``form`` among ``lines``: one that names year and agency, this as it is ``signed``
    if it is, in the fewest lines (up to four), the latest.
    """
    wording = form.once(_wording_of)
    candidates = [_title_line(line, wording) for line in lines]
    titles = [title for count in (1, 2, 3, 4) for title in _titles(candidates, count, wording, signed)]
    return max(titles, key=lambda title: _rank(title, signed), default=None)


def _wording_of(form: Form) -> _Wording:
    return _Wording(
        subject=re.compile("|".join(re.escape(compact_visible(word)) for word in form.subjects or (form.subject,))),
        kind=_KIND if form.subjects else _NO_KIND,
        own=re.compile(r"((?:19|20)[0-9]{2})".join(re.escape(unspaced(part)) for part in form.title.split("{year}"))),
    )


def _rank(title: Title, signed: Collection[str]) -> tuple[int, int, int, int]:
    known, agency = 2 * (title.year is not None) + bool(title.agency.value), unspaced(title.agency.value)
    return known, len(agency) if agency in signed else 0, -len(title.lines), title.lines.start


def _title_line(line: SourceLine, wording: _Wording) -> _TitleLine:
    shown = unspaced(line.text)
    plain = not _SENTENCE.search(shown) and bool(is_shorter(shown, _LONGEST) or wording.own.search(shown))
    return _TitleLine(line, shown, alone=plain, among=plain and not is_page_chrome(line))


def _titles(lines: Sequence[_TitleLine], count: int, wording: _Wording, signed: Collection[str]) -> Iterator[Title]:
    """The titles in ``count`` of ``lines``."""
    for start in range(len(lines) - count + 1):
        window = lines[start : start + count]
        texts = [each.shown for each in window]
        plain = window[0].alone if count == 1 else all(each.among for each in window)
        if plain and not (count > 1 and wording.complete(texts[0])):
            own = [each.line for each in window]
            title = _edition("".join(texts), own, range(start, start + count), wording)
            if title and (count == 1 or not title.agency.value or _names_agency(title, texts, wording, signed)):
                yield title


def _names_agency(title: Title, texts: Sequence[str], wording: _Wording, signed: Collection[str]) -> bool:
    """Whether the lines above the title end as names of agencies do, or the report is signed so; in another language,
    are those above its own."""
    cuts = range(1, len(texts))
    foreign = any(wording.own.fullmatch("".join(texts[cut:])) for cut in cuts if not is_chinese("".join(texts[:cut])))
    name = title.agency.value
    return foreign or bool(_ORGAN.fullmatch(name)) or unspaced(name) in signed


def _edition(raw: str, lines: Sequence[SourceLine], window: range, wording: _Wording) -> Title | None:
    """The title, whether it is that of a corrected edition or not."""
    plain, edition = without_mark(raw)
    title = _parsed(plain, lines, window, wording)
    return replace(title, edition=edition) if title and edition else title


def _parsed(raw: str, lines: Sequence[SourceLine], window: range, wording: _Wording) -> Title | None:
    raw = re.sub(r"^(?:标题|题名|名称)[:：]", "", raw)
    text = "".join(map(_plain_sign, raw))  # same places as in raw
    subject = wording.subject.search(text)
    kind = wording.kind.search(text, subject.end()) if subject else None
    own = None if subject and kind and YEAR.search(text) else _form_title(raw, lines, window, wording)
    if own or not (subject and kind):
        return own
    tail = re.match(r"\([^)]*\)", text[kind.end() :])
    end = kind.end() + (tail.end() if tail else 0)
    year = YEAR.search(text, 0, end)
    agency, words = raw[: subject.start()], raw[subject.start() : end]
    if year and year.start() < subject.start():
        after = year.end() + text.startswith("度", year.end())
        agency = raw[: year.start()] + raw[after : subject.start()]
        words = raw[year.start() : after] + words
    agency = re.sub(r"^关于|(?<![的关于])[的关于]++$|^[\W_]++|(?<![\W_])[\W_]++$", "", agency)
    return Title(
        agency=Text(value=agency, where=lines[0].where if agency else NOWHERE),
        words=Text(value=words, where=lines[-1].where),
        year=year_of(year[1]) if year else None,
        lines=window,
    )


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    """``sign`` in the width that patterns are written in, where that is one sign too."""
    plain = compact_visible(sign)
    return plain if len(plain) == 1 else sign


def _form_title(raw: str, lines: Sequence[SourceLine], window: range, wording: _Wording) -> Title | None:
    """The form's own title, to the letter, behind the name of the agency."""
    found = wording.own.search(raw)
    if not found or found.end() < len(raw):
        return None
    agency = _spaced(join_words(line.text.strip() for line in lines), raw[: found.start()])
    return Title(
        agency=Text(value=agency, where=lines[0].where if agency else NOWHERE),
        words=Text(value=found[0], where=lines[-1].where),
        year=int(found[1]),
        lines=window,
    )


def _spaced(text: str, bare: str) -> str:
    """What ``text`` begins with that is ``bare`` but for its blanks."""
    begun = (text[:end] for end in range(len(bare), len(text) + 1) if text[end - 1 : end].strip())
    return next((" ".join(start.split()) for start in begun if unspaced(start) == bare), bare)


def is_agency(text: str) -> bool:
    """Whether ``text`` looks like the name of an agency."""
    return is_shorter(text, _LONGEST) and bool(_ORGAN.fullmatch(compact_visible(text))) and not _SENTENCE.search(text)
