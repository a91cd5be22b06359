"""Lists of other systems into a ledger: columns and words that are known, and all that is not taken over."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from tests.command_line import run
from tests.ledger.filled import Row, filled, form, rows_in
from toolkit.bounds import LEDGER_ROWS
from toolkit.errors import InvalidRequest, UnreadableFile
from toolkit.ledger.columns import COLUMNS, REQUESTS
from toolkit.ledger.contents import LedgerContents
from toolkit.ledger.declared import registers_of
from toolkit.ledger.exports.importing import Imported, import_rows
from toolkit.ledger.register import Register

HEADS = (
    "受理编号*",
    "承办科室",
    "申请人类型",
    "申请人姓名",
    "申请渠道",
    "收件日期",
    "申请事项",
    "办结日期",
    "答复结果",
)
WHOLE = ("1", "甲科", "自然人", "王某某", "互联网", "2025-03-03", "某地块", "2025-03-20", "予以公开")
REQUEST: Row = {
    "number": "1",
    "handler": "甲科",
    "applicant": "自然人",
    "person": "王某某",
    "channel": "互联网",
    "received": dt.date(2025, 3, 3),
    "subject": "某地块",
    "closed": dt.date(2025, 3, 20),
    "kind": "（一）予以公开",
    "outcome": "（一）予以公开",
}


def requests() -> Register:
    return registers_of(form())[0]


def sheet_of(path: Path, rows: Sequence[Sequence[object]], title: str = "办件") -> Path:
    book = Workbook()
    book.worksheets[0].title = title
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def text_of(path: Path, rows: Sequence[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter).writerows(rows)
    path.write_bytes(lines.getvalue().encode(encoding))
    return path


def taken(path: Path, mapping: Path | None = None, contents: LedgerContents | None = None) -> Imported:
    return import_rows(path, contents or LedgerContents(), form(), mapping)


def rows_of(imported: Imported) -> list[Mapping[str, object]]:
    return [
        {key: value for key, value in row.items() if value != ""} for row in imported.contents.rows[requests()].values()
    ]


def said(imported: Imported) -> list[tuple[str, str, list[str]]]:
    """Each finding's code, the begin of its message, and its places."""
    return [
        (each.code, each.message.partition("。")[0], [str(cell.where) for cell in each.cells])
        for each in imported.findings
    ]


def column(path: Path, head: str, *values: object) -> Imported:
    """Requests of which all but one column is sound."""
    at = HEADS.index(head)
    rows = [[*WHOLE[:at], value, *WHOLE[at + 1 :]] for value in values]
    for number, row in enumerate(rows if at else [], start=1):
        row[0] = str(number)
    return taken(sheet_of(path, [HEADS, *rows]))


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "gbk"), ("\t", "utf-8-sig"), (";", "utf-16")]
)
def test_a_text_is_taken_over_however_it_is_separated(delimiter: str, encoding: str, tmp_path: Path) -> None:
    lines = [["办件清单", "共1件,含;分号"], HEADS, [*WHOLE[:6], "第一行,\n第二行；“引号”;", *WHOLE[7:]]]
    imported = taken(text_of(tmp_path / "导出.csv", lines, delimiter, encoding))
    assert rows_of(imported) == [{**REQUEST, "subject": "第一行,\n第二行；“引号”;"}]
    assert said(imported) == []


def test_a_sheet_is_taken_over_below_a_title(tmp_path: Path) -> None:
    imported = taken(sheet_of(tmp_path / "导出.xlsx", [["办件清单"], HEADS, WHOLE]))
    assert rows_of(imported) == [REQUEST]
    assert imported.contents.handlers == ("甲科",)
    assert said(imported) == []


def test_every_column_is_known_by_its_own_title(tmp_path: Path) -> None:
    filled_in = [each for each in COLUMNS if each in requests().filled]
    for names in ([each.title for each in filled_in], [[each.title, *each.names][-1] for each in filled_in]):
        row = ["1", "甲科", "自然人", *["2025-03-03"] * (len(names) - 3)]
        (found,) = rows_of(taken(text_of(tmp_path / "导出.csv", [names, row])))
        assert found.keys() == {each.key for each in filled_in}


@pytest.mark.parametrize(
    ("head", "written", "key", "value"),
    [
        ("收件日期", dt.datetime(2025, 3, 3, 16, 30), "received", dt.date(2025, 3, 3)),  # noqa: DTZ001 - a cell's
        ("收件日期", "2025年3月3日 16:30", "received", dt.date(2025, 3, 3)),
        ("收件日期", "２０２５／３／３", "received", dt.date(2025, 3, 3)),
        ("收件日期", 20250303, "received", dt.date(2025, 3, 3)),
        ("收件日期", 45719, "received", dt.date(2025, 3, 3)),
        ("受理编号*", 20250012, "number", "20250012"),
        ("答复结果", "部分公开", "outcome", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ("答复结果", "不予公开—危及三安全一稳定", "outcome", "3.危及“三安全一稳定”"),
        ("答复结果", "属于国家秘密", "kind", "（三）不予公开"),
        ("答复结果", "（三）不予公开", "kind", "（三）不予公开"),
        ("申请人类型", " 商业企业（法人）", "applicant", "商业企业"),
        ("申请人类型", "法人或其他组织-科研机构", "applicant", "科研机构"),
    ],
)
def test_values_are_read_in_several_writings(
    head: str, written: object, key: str, value: object, tmp_path: Path
) -> None:
    (row,) = rows_of(column(tmp_path / "导出.xlsx", head, written))
    assert row[key] == value


def test_what_is_not_certain_stays_as_it_stands_and_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "导出.xlsx"
    for head, key, written, words in (
        ("收件日期", "received", "3月3日", "“收到日期”有 1 格不是完整的日期，照原样写入"),
        ("收件日期", "received", "03/04/2025", "“收到日期”有 1 格不是完整的日期，照原样写入"),
        ("申请人类型", "applicant", "企业", "“申请人类型”有 1 格不是台账列表里的选项，照原样写入：“企业”"),
        (
            "申请人类型",
            "applicant",
            "自然人/商业企业",
            "“申请人类型”有 1 格不是台账列表里的选项，照原样写入：“自然人/商业企业”",
        ),
        ("答复结果", "outcome", "已答复", "“办理结果”有 1 格不是台账列表里的选项，照原样写入：“已答复”"),
    ):
        imported = column(path, head, written)
        assert rows_of(imported)[0][key] == written
        place = f"办件!{chr(65 + HEADS.index(head))}2"
        assert said(imported) == [("RQ-32", words, [place])]


def test_a_dash_is_empty_and_what_nobody_sees_is_not_taken_over(tmp_path: Path) -> None:
    path = sheet_of(tmp_path / "导出.xlsx", [HEADS, [*WHOLE[:7], "—", None], [*WHOLE[:5], "=1/0", *WHOLE[6:]]])
    book = load_workbook(path)
    book["办件"]["D2"].font = Font(strike=True)
    book.save(path)
    imported = taken(path)
    assert said(imported) == [
        ("RQ-32", "“答复日期”有 1 格是短横一类的符号，按空着写入", ["办件!H2"]),
        ("RQ-32", "有 2 格划去了、看不见，是错误值，或者公式没有算出结果，没有导入", ["办件!D2", "办件!F3"]),
    ]
    first, second = rows_of(imported)
    assert {"person", "closed"}.isdisjoint(first)
    assert "received" not in second


def test_columns_and_rows_that_are_not_taken_over_are_listed(tmp_path: Path) -> None:
    known = LedgerContents(rows={requests(): {7: {"number": 1, "remark": "原有"}}})
    heads, more = (*HEADS, "联系电话", "申请日期", None), ("13900000000", "2025-03-01", "没有列名")
    rows = [heads, (*WHOLE, *more), ("2", *WHOLE[1:]), ("合计", 2), (*[None] * 9, "只有电话")]
    book = load_workbook(sheet_of(tmp_path / "导出.xlsx", rows))
    book.create_sheet("说明")["A1"] = "导出说明"
    book.save(tmp_path / "导出.xlsx")
    imported = taken(tmp_path / "导出.xlsx", contents=known)
    assert [row["number"] for row in rows_of(imported)] == [1, "2"]
    assert said(imported) == [
        ("RQ-31", "有 2 列没有导入：联系电话、申请日期", ["办件!J1", "办件!K1"]),
        ("RQ-31", "有 1 列没有列名，里面的内容没有导入", ["办件!L1"]),
        ("RQ-33", "有 1 行在导入的各列里没有内容，没有导入", ["办件!J5"]),
        ("RQ-33", "有 1 行的编号台账里已经有了，没有导入，台账里的那些没有改动", ["办件!A2"]),
        ("RQ-33", "有 1 张工作表是隐藏的，或者没有认得的列，没有导入", ["说明"]),
        ("RQ-33", "有 1 行像是合计，没有导入", ["办件!A4"]),
    ]
    assert "13900000000" not in "".join(each.text for each in imported.findings)


def mapped(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "对应.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_says_what_columns_and_words_are(tmp_path: Path) -> None:
    heads = ("单号", "身份", "登记时间", "收到日期", "办结", "结论")
    row = ("A-1", "公民", "2025-03-05", "2025-03-03", "2025-03-20", "同意")
    mapping = mapped(
        tmp_path,
        """
        单号: 编号
        身份: {列: 申请人类型, 值: {公民: 自然人, 企业: 商业企业}}
        登记时间:
        办结: 答复日期
        结论: {列: 办理结果, 值: {同意: 予以公开}}
        来源: 备注
        """,
    )
    imported = taken(text_of(tmp_path / "导出.csv", [heads, row]), mapping)
    keys = ("applicant", "received", "closed", "kind", "outcome")
    assert rows_of(imported) == [{"number": "A-1", **{key: REQUEST[key] for key in keys}}]
    assert said(imported) == [
        ("RQ-31", "对应文件里写的这些列，导出文件里没有：来源", []),
        ("RQ-31", "有 1 列没有导入：登记时间", ["第1行第3列"]),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单号: 收到日子", "单号：台账里没有“收到日子”这一列（是否想写“收到日期”？）"),
        ("单号: {列: 编号, 词: {}}", "单号：不认识“词”，只能写“列”和“值”"),
        ("单号: {列: 编号, 值: [甲]}", "“值”应写成“对方的写法: 台账的写法”"),
        ("单号: [编号]", "单号：“列”应是台账里一列的名称"),
        ("单号: {列: {编号: 甲}}", "单号：“列”应是台账里一列的名称"),
        ("单号: [", "不是合法的 YAML"),
        ("- 编号", "最外层应为“键: 值”的形式"),
        ("? [a, b]\n: 编号", ""),
    ],
)
def test_a_faulty_mapping_is_refused_with_a_sentence(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="对应文件") as refused:
        taken(text_of(tmp_path / "导出.csv", [HEADS, WHOLE]), mapped(tmp_path, text))
    assert words in refused.value.message


def test_two_columns_for_one_are_not_chosen_from(tmp_path: Path) -> None:
    path = text_of(tmp_path / "导出.csv", [(*HEADS, "答复日期"), (*WHOLE, "2025-03-21")])
    with pytest.raises(InvalidRequest, match="“办结日期”、“答复日期” 都像是台账的“答复日期”"):
        taken(path)
    assert rows_of(taken(path, mapped(tmp_path, "办结日期:"))) == [{**REQUEST, "closed": dt.date(2025, 3, 21)}]


def test_other_registers_are_known_by_their_columns(tmp_path: Path) -> None:
    heads = ("案件编号", "类别", "诉讼类型", "受理日期", "结果归类", "审结日期")
    rows = [("（2025）1号", "行政诉讼", "未经复议直接起诉", "2025-02-03", "结果维持", "2025-06-01")]
    imported = taken(text_of(tmp_path / "案件.csv", [heads, *rows]))
    ((register, count),) = imported.added.items()
    assert (register.id, count) == ("cases", 1)
    (row,) = imported.contents.rows[register].values()
    assert (row["suit"], row["closed"]) == ("未经复议直接起诉", dt.date(2025, 6, 1))


def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path) -> None:
    blind = tmp_path / "乱.csv"
    blind.write_bytes(bytes(range(256)) * 20)
    old = tmp_path / "旧.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    long = text_of(tmp_path / "长.csv", [HEADS, *[WHOLE] * (LEDGER_ROWS + 20)])
    unclosed = tmp_path / "引号.csv"
    unclosed.write_text(",".join(HEADS) + '\n"' + ",".join(WHOLE) + "\n", encoding="utf-8")
    huge = text_of(tmp_path / "一格.csv", [HEADS, [*WHOLE[:6], "长" * 200_000, *WHOLE[7:]]])
    for path, words in (
        (blind, "认不出的字符"),
        (old, "旧的 Excel 格式"),
        (long, f"超过 {LEDGER_ROWS} 行"),
        (unclosed, "引号没有成对"),
        (huge, "引号没有成对"),
        (text_of(tmp_path / "别的.csv", [("姓名", "成绩"), ("甲", 90)]), "没有找到台账的栏目"),
        (text_of(tmp_path / "空.csv", []), "没有找到台账的栏目"),
    ):
        with pytest.raises(UnreadableFile, match=words):
            taken(path)


@pytest.mark.usefixtures("short_books")
def test_the_command_writes_a_copy_with_all_that_was_there(tmp_path: Path) -> None:
    ledger = filled(tmp_path / "台账.xlsx", [{**REQUEST, "number": "0", "remark": "原有的备注"}])
    before = ledger.read_bytes()
    export = sheet_of(tmp_path / "导出.xlsx", [HEADS, [*WHOLE[:1], "丙科", *WHOLE[2:6], "=某地块", *WHOLE[7:]]])
    done = run("ledger", "import", str(export), str(ledger), "-o", str(tmp_path / "导入后.xlsx"))
    assert (done.exit_code, done.stdout.strip()) == (0, str(tmp_path / "导入后.xlsx")), done.stderr
    assert f"“{REQUESTS}”导入 1 行。" in done.stderr
    assert ledger.read_bytes() == before
    old, new = rows_in(tmp_path / "导入后.xlsx")
    assert (old["number"], old["remark"], new["number"], new["handler"]) == ("0", "原有的备注", "1", "丙科")
    checked = run("ledger", "check", str(tmp_path / "导入后.xlsx"), "--on", "2025-06-30")
    assert "没有发现问题" in checked.stdout
    again = run("ledger", "import", str(export), str(tmp_path / "导入后.xlsx"), "-o", str(tmp_path / "再.xlsx"))
    assert "有 1 行的编号台账里已经有了" in again.stderr
    refused = run("ledger", "import", str(ledger), str(ledger), "-o", str(tmp_path / "三.xlsx"))
    assert "“台账.xlsx”是台账，不是别的系统导出的清单" in refused.stderr
