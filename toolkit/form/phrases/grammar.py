"""The grammar in which ``phrases.yaml`` writes what reports say. It compiles to patterns of linear cost.

Signs stand for themselves; blanks count for nothing, as they do in the text. Beside them there are::

    (a|b)  a|b          one of several; the longest that fits
    [a]  [a|b]          perhaps
    (a|b)*  {word}*     any number of them, up to twenty
    <a>                 one, or several with 、 和 以及 … between them
    {word}              a word or term that the file defines under that name
    {n}                 the figure that is meant, also one in 万
    {money}             the same, an amount of 元 or 万元
    {number}            a figure that is not meant
    {year}              2025年
    {gap 8}             up to eight characters of the clause; neither digits, 、 ： nor brackets
    {any 8}             the same, with 、 ： and brackets
    {far 8}             up to eight of whatever the sentence holds
    {gap 8 without a|b} the same as each, in which neither is said
    {start}  {end}      where a clause, or a part of a list, begins; where a clause ends
    {stop}              the end of the sentence
    {alone}             what follows shares its figure with nothing before it (新收和办结…3件)
    {not after a|b}     before this stands neither of these literals
    {not before a|b}    after this stands neither; here they may begin with a gap
    {nowhere a|b}       at the start of a condition: nothing of what it looks at says either

Where there is more than one way to take a text, alternatives, options, lists and repeats take what they can get first,
and give nothing back; only gaps are tried shorter and longer. So gaps stand outside brackets, and what they may cost
together is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from toolkit.bounds import PHRASE_CHARACTERS, PHRASE_GAP, PHRASE_GAPS, PHRASE_SOURCE
from toolkit.form.cells import did_you_mean
from toolkit.patterns import regex

EXPRESSION = "\ue000"
"""Stands in a sentence for an expression, whose figure comes from the cells."""
FIGURE, UNIT, SCALE = "n", "unit", "scale"
"""The groups of the figure, of the unit of an amount, and of the 万 in which another figure may be given."""

_DIGITS = r"(?<![\d.约近超逾])(?<!超过)(?>\d{1,15}(?:\.\d{1,9})?)"
_AND = "(?>以及|或者|[、和及与或])"
_TOKENS: Mapping[str, str] = {
    "n": rf"(?P<{FIGURE}>{_DIGITS})(?P<{SCALE}>(?>万(?!元))?)",
    "money": rf"(?P<{FIGURE}>{_DIGITS})(?P<{UNIT}>万?元)",
    "number": _DIGITS,
    "year": rf"(?>\d{{4}}|{EXPRESSION})年",
    "start": "(?:^|(?<=[，；：、]))",
    "end": "(?=[，；：）)]|$)",
    "stop": "$",
    "alone": "(?<![^件][、和及与])",
}
_GAPS: Mapping[str, str] = {"gap": r"[^，。；：、（）()\d]", "any": r"[^，。；\d]", "far": "."}
_WIDE = frozenset({"n", "money", "number", "year"})
"""Tokens that stand for characters, and not for a place between them."""
_ARGUMENT = ("not after", "not before", "nowhere")
RESERVED = frozenset({*_TOKENS, *_GAPS, "not", "nowhere", "subject", UNIT, SCALE})
"""What no word or term can be called."""
_GAP = regex(r"(gap|any|far) (\d{1,4})(?: without (.+))?", re.DOTALL)
_TIMES, _PARTS, _DEPTH = 20, 9, 6
SPECIAL = "()[]<>{}|*"
"""The signs that do not stand for themselves."""
_CLOSING = {"(": ")", "[": "]", "<": ">"}


class PhraseFault(Exception):
    """What is wrong with a pattern of ``phrases.yaml``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPart:
    """A pattern in the syntax of :mod:`re`, with the terms that it captures and whether it holds the figure.

    ``ways`` is in how many ways its gaps can be taken; ``least`` how many characters it takes at least; ``many``
    whether it holds a list or a repeat. Whatever it takes holds one of ``needs``, if there are any.
    """

    source: str = ""
    captured: tuple[str, ...] = ()
    figure: bool = False
    ways: int = 1
    least: int = 0
    many: bool = False
    nowhere: str = ""
    needs: tuple[str, ...] = ()

    def __add__(self, other: PatternPart) -> PatternPart:
        if self.figure and other.figure:
            raise PhraseFault("{n} 和 {money} 一共只能有一个")
        return PatternPart(
            source=self.source + other.source,
            captured=self.captured + other.captured,
            figure=self.figure or other.figure,
            ways=self.ways * other.ways,
            least=self.least + other.least,
            many=self.many or other.many,
            nowhere=self.nowhere or other.nowhere,
            needs=max(self.needs, other.needs, key=_rareness),
        )


_USUAL = asdict(PatternPart())


def _rareness(needs: tuple[str, ...]) -> tuple[int, int]:
    """The longer the shortest, the fewer texts have any; none say nothing."""
    return min(map(len, needs), default=0), -len(needs)


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """What ``words`` and ``terms`` mean within patterns: a word is a pattern, a term one for each of several names."""

    words: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _named: dict[str, PatternPart] = field(default_factory=dict, init=False, repr=False, compare=False)
    _read: dict[tuple[str, frozenset[str]], PatternPart] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def kept(self) -> dict[str, Any]:
        """What has been read so far, as JSON can hold it, for :meth:`keep` of an equal grammar."""
        parts = [[text, sorted(captured), _kept(part)] for (text, captured), part in self._read.items()]
        return {"parts": parts, "named": {name: _kept(part) for name, part in self._named.items()}}

    def keep(self, kept: Mapping[str, Any]) -> None:
        """Take what :meth:`kept` gave, so that it need not be read again."""
        self._read.update({(text, frozenset(captured)): _part(part) for text, captured, part in kept["parts"]})
        self._named.update({name: _part(part) for name, part in kept["named"].items()})

    def part(self, text: str, captured: Collection[str] = ()) -> PatternPart:
        """The pattern that ``text`` writes, with a group for each term ``captured``; :class:`PhraseFault` if none."""
        key = text, frozenset(captured)
        if key not in self._read:
            self._read[key] = self._checked(_Reader(text, self, key[1]).whole())
        return self._read[key]

    def condition(self, texts: Collection[str]) -> str:
        """The source of one pattern for what any of ``texts`` says."""
        parts = (self.part(text) for text in texts)
        return "|".join(
            f"^(?!.*?(?:{each.nowhere})).*?(?:{each.source})" if each.nowhere else each.source for each in parts
        )

    def term(self, name: str) -> str:
        """The source of a pattern for any of a term's names, with a group for each: ``_0`` for the first of them."""
        longest_first = sorted(enumerate(self.terms[name].values()), key=lambda each: -len(each[1]))
        return "|".join(f"(?P<_{at}>{self.part(text).source})" for at, text in longest_first)

    def named(self, name: str, within: tuple[str, ...]) -> PatternPart:
        """The pattern of a word or term. ``within`` are those in which it is used."""
        if name in within or len(within) > _DEPTH:
            raise PhraseFault(f"“{name}”不能绕回来用自己，也不能套得太深（{' → '.join((*within, name))}）")
        if name not in self._named:
            text = self.words[name] if name in self.words else "|".join(self.terms[name].values())
            part = self._checked(_Reader(text, self, frozenset(), (*within, name), depth=1).whole())
            if part.figure:
                raise PhraseFault(f"“{name}”里不能有 {{n}} 和 {{money}}")
            self._named[name] = part
        return self._named[name]

    def names(self) -> frozenset[str]:
        """Everything that a pattern may name."""
        return frozenset({*self.words, *self.terms})

    def _checked(self, part: PatternPart) -> PatternPart:
        if len(part.source) > PHRASE_SOURCE:
            raise PhraseFault(f"太长（展开后最多 {PHRASE_SOURCE} 个字）")
        if part.ways > PHRASE_GAPS:
            raise PhraseFault(f"{{gap …}} 太多或太长（长度各加一后相乘，最多 {PHRASE_GAPS}）")
        return part


def _kept(part: PatternPart) -> dict[str, Any]:
    """All of a part that is not as it usually is."""
    return {key: value for key, value in asdict(part).items() if value != _USUAL[key]}


def _part(kept: dict[str, Any]) -> PatternPart:
    return PatternPart(**kept | {key: tuple(kept.get(key, ())) for key in ("captured", "needs")})


class _Reader:
    """Reads one text from left to right; ``depth`` is within how many brackets it stands, words and terms counted."""

    def __init__(
        self, text: str, grammar: Grammar, captured: frozenset[str], within: tuple[str, ...] = (), depth: int = 0
    ) -> None:
        self.text, self.grammar, self.captured, self.within, self.depth = text, grammar, captured, within, depth
        self.at = 0
        self.listing = False  # within a list, whose terms are looked for in all of it

    def whole(self) -> PatternPart:
        if len(self.text) > PHRASE_CHARACTERS or self.depth > _DEPTH:
            raise PhraseFault(f"太长（最多 {PHRASE_CHARACTERS} 个字）或套得太深")
        part = self.alternatives()
        if self.at < len(self.text):
            raise PhraseFault(f"第 {self.at + 1} 个字“{self.text[self.at]}”没有与它成对的")
        if len(set(part.captured)) < len(part.captured):
            raise PhraseFault("同一个词项只能取一次：means 里用到的，says 里只能出现一次")
        return part

    def alternatives(self) -> PatternPart:
        """Up to the closing sign or the end: the longer ones are tried first."""
        start, found = self.at, []
        while True:
            part = self.sequence()
            found.append((self.at - start, part))
            if self.at == len(self.text) or self.text[self.at] != "|":
                break
            self.at += 1
            start = self.at
        parts = [part for _, part in sorted(found, key=lambda each: -each[0])]
        if len(parts) == 1:
            return parts[0]
        captured = tuple(name for part in parts for name in part.captured)
        if (captured and not self.listing) or any(part.figure or part.nowhere for part in parts):
            raise PhraseFault("只能选其一的各项里不能有 {n}、{money}、{nowhere …} 和 means 里用到的词项")
        return PatternPart(
            captured=captured,
            source=f"(?{'>' if self.depth else ':'}{'|'.join(part.source for part in parts)})",
            ways=sum(part.ways for part in parts) if any(part.ways > 1 for part in parts) else 1,
            least=min(part.least for part in parts),
            many=any(part.many for part in parts),
            needs=tuple(need for part in parts for need in part.needs) if all(part.needs for part in parts) else (),
        )

    def sequence(self) -> PatternPart:
        part = PatternPart()
        while self.at < len(self.text) and self.text[self.at] not in "|)]>}":
            part += self.repeated()
            if len(part.source) > PHRASE_SOURCE:  # words of words of words grow fast
                raise PhraseFault(f"太长（展开后最多 {PHRASE_SOURCE} 个字）")
        return part

    def repeated(self) -> PatternPart:
        start = self.at
        one = self.piece()
        if self.at == len(self.text) or self.text[self.at] != "*":
            return one
        self.at += 1
        if self.text[start] not in "({":
            raise PhraseFault("“*”只能写在 ( ) 或 { } 的后面")
        return self.several(one, f"(?:{one.source}){{0,{_TIMES}}}+", least=0)

    def several(self, one: PatternPart, source: str, *, least: int) -> PatternPart:
        if one.many or not one.least or one.figure:
            raise PhraseFault("可以重复的一项不能是空的，里面不能再有重复和 {n}")
        return PatternPart(source=source, captured=one.captured, least=least, many=True)

    def piece(self) -> PatternPart:
        sign = self.text[self.at]
        self.at += 1
        if sign in _CLOSING:
            return self.bracket(sign)
        if sign == "{":
            return self.token(self.braced())
        if sign == "*":
            raise PhraseFault("“*”的前面没有可以重复的一项")
        return self.literal()

    def literal(self) -> PatternPart:
        start = self.at - 1
        while self.at < len(self.text) and self.text[self.at] not in SPECIAL:
            self.at += 1
        text = "".join(self.text[start : self.at].split())
        return PatternPart(source=re.escape(text), least=len(text), needs=(text,) if text else ())

    def bracket(self, sign: str) -> PatternPart:
        if self.depth == _DEPTH:
            raise PhraseFault("括号套得太深")
        outside = self.listing
        self.depth, self.listing = self.depth + 1, outside or sign == "<"
        inside = self.alternatives()
        self.depth, self.listing = self.depth - 1, outside
        if self.at == len(self.text) or self.text[self.at] != _CLOSING[sign]:
            raise PhraseFault(f"“{sign}”没有与它成对的“{_CLOSING[sign]}”")
        self.at += 1
        if sign == "<":
            return self.list_of(inside)
        if sign == "(":
            return inside
        if inside.captured or inside.figure:
            raise PhraseFault("可有可无的部分里不能有 {n}、{money} 和 means 里用到的词项")
        return PatternPart(source=f"(?:{inside.source})?+", many=inside.many)

    def list_of(self, item: PatternPart) -> PatternPart:
        if len(item.captured) > 1:
            raise PhraseFault("< > 里只能有一个 means 里用到的词项")
        name = "".join(item.captured)
        own = item.source.replace(f"(?P<{name}>", "(?:", 1) if name else item.source
        source = f"(?>{own}(?:{_AND}{own}){{0,{_PARTS}}}+)"
        listed = self.several(item, f"(?P<{name}>{source})" if name else source, least=item.least)
        return replace(listed, needs=item.needs)

    def braced(self) -> str:
        """What stands up to the brace that closes the one just read."""
        start, open_ = self.at, 1
        while self.at < len(self.text) and open_:
            open_ += {"{": 1, "}": -1}.get(self.text[self.at], 0)
            self.at += 1
            if open_ > _DEPTH:
                raise PhraseFault("花括号套得太深")
        if open_:
            raise PhraseFault("“{”没有与它成对的“}”")
        return self.text[start : self.at - 1]

    def token(self, body: str) -> PatternPart:
        if body in _TOKENS:
            return PatternPart(source=_TOKENS[body], figure=body in ("n", "money"), least=int(body in _WIDE))
        if gap := _GAP.fullmatch(body):
            return self.gap(gap[1], int(gap[2]), gap[3])
        for head in _ARGUMENT:
            if body.startswith(f"{head} "):
                return self.beside(head, body.removeprefix(head).strip())
        known = self.grammar.names()
        if body not in known:
            raise PhraseFault(f"没有“{{{body:.30}}}”{did_you_mean(body, known | _TOKENS.keys())}")
        part = self.grammar.named(body, self.within)
        if body in self.captured and body in self.grammar.terms:
            source = f"(?P<{body}>{part.source})"
            return PatternPart(source=source, captured=(body,), least=part.least, needs=part.needs)
        return PatternPart(source=part.source, least=part.least, many=part.many, needs=part.needs)

    def gap(self, kind: str, most: int, without: str | None) -> PatternPart:
        if self.depth:
            raise PhraseFault(f"{{{kind} …}} 不能写在括号里")
        if not 0 < most <= PHRASE_GAP:
            raise PhraseFault(f"{{{kind} {most}}} 的长度应在 1 到 {PHRASE_GAP} 之间")
        inside = self.inner(without) if without else PatternPart()
        one = f"(?:(?!{inside.source}){_GAPS[kind]})" if without else _GAPS[kind]
        return PatternPart(source=f"{one}{{0,{most}}}?", ways=(most + 1) * inside.ways)

    def beside(self, head: str, body: str) -> PatternPart:
        if head == "not after":
            return PatternPart(source="".join(f"(?<!{re.escape(each)})" for each in self.literals(body)))
        inside = self.inner(body)
        if head == "not before":
            return PatternPart(source=f"(?!{inside.source})", ways=inside.ways)
        if self.depth or self.text[: self.at] != f"{{{head} {body}}}":
            raise PhraseFault("{nowhere …} 只能写在最前面")
        return PatternPart(nowhere=inside.source)

    def inner(self, body: str) -> PatternPart:
        """A pattern within a token, which captures nothing."""
        part = _Reader(body, self.grammar, frozenset(), self.within, self.depth).whole()
        if part.figure or part.nowhere or not part.least:
            raise PhraseFault(f"“{body:.30}”不能是空的，里面不能有 {{n}} 和 {{nowhere …}}")
        return part

    def literals(self, body: str) -> Iterator[str]:
        for each in body.split("|"):
            if not each or any(sign in SPECIAL for sign in each):
                raise PhraseFault(f"{{not after …}} 里只能写文字，现为“{each:.30}”")
            yield each
