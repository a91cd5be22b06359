"""The numbers that Word puts before headings and paragraphs are rebuilt as it counts them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.ooxml import abstract, definition, lvl, num, numbered, p, r, table, word
from tests.ingest.test_word import cells, lines
from toolkit.ingest.word.numerals import numeral

Convert = Callable[[Path, str], Path]
SHARED = [  # formats that LibreOffice knows too
    "decimal",
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "decimalEnclosedCircle",
    "upperLetter",
    "lowerRoman",
    "ideographTraditional",
    "chineseLegalSimplified",
]

HEADS = definition(1, lvl(0, "chineseCountingThousand", "%1、"), lvl(1, "chineseCounting", "（%2）"))


def test_headings_keep_the_numbers_that_word_gives_them() -> None:
    body = "".join(
        p(text, properties=numbered(1, level))
        for text, level in [("总体", 0), ("公开", 1), ("申请", 1), ("主动", 0), ("范围", 1)]
    )
    assert lines(word(body, numbering=HEADS)) == ["一、总体", "（一）公开", "（二）申请", "二、主动", "（一）范围"]


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("decimal", ["1", "10", "21"]),
        ("decimalZero", ["01", "10", "21"]),
        ("chineseCounting", ["一", "十", "二十一"]),
        ("chineseCountingThousand", ["一", "十", "二十一"]),
        ("japaneseCounting", ["一", "十", "二十一"]),
        ("taiwaneseCounting", ["一", "十", "二十一"]),
        ("ideographDigital", ["一", "一〇", "二一"]),
        ("chineseLegalSimplified", ["壹", "壹拾", "贰拾壹"]),
        ("ideographTraditional", ["甲", "癸", "21"]),
        ("decimalEnclosedCircle", ["①", "⑩", "21"]),
        ("decimalEnclosedParen", ["⑴", "⑽", "21"]),
        ("decimalFullWidth", ["１", "１０", "２１"]),
        ("upperLetter", ["A", "J", "U"]),
        ("lowerLetter", ["a", "j", "u"]),
        ("upperRoman", ["I", "X", "XXI"]),
        ("lowerRoman", ["i", "x", "xxi"]),
        ("none", ["", "", ""]),
        ("ordinalText", ["1", "10", "21"]),
    ],
)
def test_number_formats(style: str, shown: list[str]) -> None:
    assert [numeral(value, style) for value in (1, 10, 21)] == shown


@pytest.mark.parametrize(("value", "shown"), [(0, "〇"), (105, "一百零五"), (110, "一百一十"), (1005, "一千零五")])
def test_chinese_numbers_beyond_a_hundred(value: int, shown: str) -> None:
    assert numeral(value, "chineseCountingThousand") == shown


def test_letters_and_romans_beyond_their_first_round() -> None:
    assert [numeral(value, "lowerLetter") for value in (26, 27, 53)] == ["z", "aa", "aaa"]
    assert [numeral(value, "upperRoman") for value in (4, 49, 1994)] == ["IV", "XLIX", "MCMXCIV"]


def test_a_level_shows_those_above_it_and_digits_where_it_is_legal() -> None:
    levels = lvl(0, "chineseCounting", "第%1章"), lvl(1, "decimal", "%1.%2", "<w:isLgl/>"), lvl(2, "decimal", "%1-%3")
    body = "".join(p("文", properties=numbered(1, level)) for level in (0, 0, 1, 2))
    assert lines(word(body, numbering=definition(1, *levels))) == ["第一章文", "第二章文", "2.1 文", "二-1 文"]


def test_what_follows_a_number() -> None:
    levels = (
        lvl(0, "decimal", "%1.", '<w:suff w:val="nothing"/>'),
        lvl(1, "decimal", "%2．", '<w:suff w:val="space"/>'),
        lvl(2, "decimal", "%3．"),
        lvl(3, "bullet", "\uf0b7"),
    )
    body = "".join(p("文", properties=numbered(1, level)) for level in range(4))
    assert lines(word(body, numbering=definition(1, *levels))) == ["1.文", "1． 文", "1．文", "文"]


def test_lists_start_where_they_are_reported_to_and_share_their_definition() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbering = abstract(1, lvl(0, "decimal", "%1.", start=3)) + num(1, 1) + num(2, 1) + num(3, 1, override.format(7))
    body = "".join(p("文", properties=numbered(number)) for number in (1, 1, 2, 3, 3, 1))
    assert lines(word(body, numbering=numbering)) == ["3. 文", "4. 文", "5. 文", "7. 文", "8. 文", "9. 文"]


def test_levels_restart_only_where_they_are_reported_to() -> None:
    def shown(restart: str) -> list[str]:
        levels = lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)"), lvl(2, "decimal", "%3]", restart)
        body = "".join(p("文", properties=numbered(1, level)) for level in (0, 1, 2, 1, 2, 0, 2))
        found = lines(word(body, numbering=definition(1, *levels)))
        return [found[place] for place in (2, 4, 6)]

    assert shown("") == ["1] 文", "1] 文", "1] 文"]
    assert shown('<w:lvlRestart w:val="0"/>') == ["1] 文", "2] 文", "3] 文"]
    assert shown('<w:lvlRestart w:val="1"/>') == ["1] 文", "2] 文", "1] 文"]


def test_a_list_may_replace_a_level_of_its_definition() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1、")}</w:lvlOverride>'
    numbering = abstract(1, lvl(0, "decimal", "%1.")) + num(1, 1, override)
    assert lines(word(p("文", properties=numbered(1)), numbering=numbering)) == ["A、文"]


STYLES = """
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="h2"/></w:style>
<w:style w:type="paragraph" w:styleId="bare"><w:basedOn w:val="h1"/>
<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
"""


def test_styles_number_paragraphs_and_hand_that_down() -> None:
    body = p("总体", style="h1") + p("公开", style="h2") + p("申请", style="own") + p("封面", style="bare")
    body += p("没有", style="h1", properties=numbered(0)) + p("主动", style="h1")
    assert lines(word(body, styles=STYLES, numbering=HEADS)) == [
        "一、总体",
        "（一）公开",
        "（二）申请",
        "封面",
        "没有",
        "二、主动",
    ]


def test_a_style_tied_to_a_level_is_on_that_level() -> None:
    numbering = definition(1, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%2)", '<w:pStyle w:val="s"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(word(p("文", style="s"), styles=styles, numbering=numbering)) == ["1) 文"]


def test_a_definition_may_stand_in_a_list_style() -> None:
    numbering = (
        abstract(1, more='<w:numStyleLink w:val="l"/>')
        + abstract(2, lvl(0, "upperRoman", "%1、"), more='<w:styleLink w:val="l"/>')
        + num(1, 1)
        + num(2, 2)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="l"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(word(p("文", properties=numbered(1)), styles=styles, numbering=numbering)) == ["I、文"]


def test_empty_paragraphs_count_and_deleted_ones_do_not() -> None:
    deleted = p(properties=f'{numbered(1)}<w:rPr><w:del w:id="1"/></w:rPr>')
    body = p("甲", properties=numbered(1)) + p(properties=numbered(1)) + deleted + p("丙", properties=numbered(1))
    struck = p(r("丁", "<w:strike/>"), properties=numbered(1))
    assert lines(word(f"{body}{struck}{p('戊', properties=numbered(1))}", numbering=HEADS)) == [
        "一、甲",
        "三、丙",
        "",
        "五、戊",
    ]


def test_a_number_of_words_own_is_never_part_of_a_figure() -> None:
    dotted = definition(1, lvl(0, "decimal", "%1."))
    label, serial, figure = cells(
        word(table(*[(p(text, properties=numbered(1)), "0") for text in ("规章", "", "5")]), numbering=dotted)
    )[::2]
    assert (label.text, label.uncertain) == ("1. 规章", "")
    assert (serial.text, serial.uncertain) == ("2.", "")
    assert figure.uncertain == "3. 5"


def test_numbers_are_those_that_libreoffice_shows(soffice: Convert, tmp_path: Path) -> None:
    chance = random.Random(3)
    texts = ["%1、", "（%2）", "%3.", "%1.%2.%3.%4"]
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering, lists, body = "", "", ""
    for number in range(1, 9):
        levels = [
            lvl(depth, chance.choice(SHARED), text, start=chance.choice([1, 3])) for depth, text in enumerate(texts)
        ]
        numbering += abstract(number, *levels, more='<w:multiLevelType w:val="multilevel"/>')
        lists += num(number, number) + num(number + 100, number) + num(number + 200, number, override)
        for one in (number, number + 100, number + 200, number):
            depths = [0, *(chance.randrange(4) for _ in range(6))]
            body += "".join(p("文", properties=numbered(one, depth)) for depth in depths)
    path = tmp_path / "a.docx"
    path.write_bytes(word(body, numbering=numbering + lists))
    written = soffice(path, "txt").read_text(encoding="utf-8-sig").splitlines()
    expected = ["".join(line.split()) for line in written if line.strip()]
    assert ["".join(line.split()) for line in lines(path.read_bytes())] == expected
