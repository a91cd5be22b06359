"""``ledger: registers:`` of a form file: columns that refer to one another, and cells that are counted once."""

from __future__ import annotations

import pytest

from tests.form.test_patching import extended, mistakes_of

CASES = "ledger.registers[0]"
PUBLICATIONS = "ledger.registers[1]"


@pytest.mark.parametrize(
    ("registers", "mistake"),
    [
        ("cases: {table: dispute}", f"{CASES}.table：没有表“dispute”"),
        ("cases: {rows: 0}", f"{CASES}.rows：应在 1 到 5000 之间"),
        ("cases: {sheet: 今日}", "ledger.registers[].sheet：“今日”出现了 2 次"),
        ("cases: {sheet: 'a/b'}", f"{CASES}.sheet：“a/b”里有工作表名不能用的符号"),
        ("cases: {counts: []}", f"{CASES}.counts：不能空着"),
        ("cases: {columns: {number: {kind: text}}}", f"{CASES}.columns：应有一栏，也只有一栏的 kind 是 number"),
        ("cases: {columns: {remark: {label: 案号}}}", f"{CASES}.columns[].label：“案号”出现了 2 次"),
        ("cases: {columns: {remark: {group: ' '}}}", f"{CASES}.columns[11].group：不能空着"),
        ("cases: {columns: {remark: {of: [甲]}}}", f"{CASES}.columns[11].of：只用于 choice"),
        ("cases: {columns: {remark: {decides: row}}}", f"{CASES}.columns[11].decides：只用于 choice"),
        ("cases: {columns: {remark: {not_before: closed}}}", f"{CASES}.columns[11].not_before：只用于 date"),
        (
            "cases: {columns: {closed: {not_before: accept}}}",
            f"{CASES}.columns[8].not_before：没有这样的另一栏",
        ),
        (
            "cases: {columns: {closed: {not_before: closed}}}",
            f"{CASES}.columns[8].not_before：没有这样的另一栏",
        ),
        ("cases: {columns: {class: {together: close}}}", f"{CASES}.columns[9].together：没有这样的另一栏“close”"),
        ("cases: {columns: {suit: {within: number}}}", f"{CASES}.columns[2].within：没有这样的另一栏“number”"),
        ("cases: {columns: {kind: {of: [行政复议]}}}", f"{CASES}.columns[2].each：应逐一写“kind”的各个选项"),
        (
            "cases: {columns: {suit: {of: [reconsideration]}}}",
            f"{CASES}.columns[2].of：写了 within 的，选项写在 each 里",
        ),
        ("cases: {columns: {instance: {of: []}}}", f"{CASES}.columns[7].of：不能空着"),
        ("cases: {columns: {instance: {of: [甲, 甲]}}}", f"{CASES}.columns[7].of：“甲”出现了 2 次"),
        (
            "cases: {columns: {class: {of: [uphold, corrected, other]}}}",
            f"{CASES}.columns[9].of：表 disputes 中没有“uphold”",
        ),
        (
            "cases: {columns: {instance: {decides: column, of: [upheld]}}}",
            f"{CASES}.columns：只能有一栏的 decides 是 column",
        ),
        ("cases: {left_out: {word: 对}}", f"{CASES}.left_out：“only_reviewer”一栏没有选项“对”"),
        ("cases: {complete_by: class}", f"{CASES}.complete_by：“class”不是决定行的一栏"),
        ("cases: {counts: [{when: in_year, day: number}]}", f"{CASES}.counts[0].day：没有日期栏“number”"),
        (
            "cases: {counts: [{when: in_year, day: closed, until: closed}]}",
            f"{CASES}.counts[0].until：in_year 的不写",
        ),
        ("cases: {counts: [{when: at_end, day: accepted}]}", f"{CASES}.counts[0].until：at_end 的应写明"),
        (
            "cases: {counts: [{when: in_year, day: closed, sum: agency}]}",
            f"{CASES}.counts[0].sum：没有数字栏“agency”",
        ),
        ("cases: {counts: [{when: in_year, day: closed, unit: 件}]}", f"{CASES}.counts[0].unit：只用于 indicator"),
        (
            "cases: {counts: [{when: in_year, day: closed, column: total}]}",
            f"{CASES}.counts[0]：disputes.reconsideration.total 由其他格算出，不能计数",
        ),
        (
            "cases: {counts: [{when: in_year, day: closed, column: none}]}",
            f"{CASES}.counts[0]：disputes.reconsideration.none 没有这一格",
        ),
        (
            "cases: {counts: [{when: in_year, day: closed, rows: [direct]}]}",
            f"{CASES}.counts[0].rows：“direct”不在可选的行里",
        ),
        (
            "cases: {counts: [{when: in_year, day: closed}, {when: in_year, day: accepted}]}",
            f"{CASES}.counts：disputes.reconsideration.upheld 计了不止一次",
        ),
        (
            "publications: {counts: [{when: in_year, day: made}]}",
            f"{PUBLICATIONS}.counts[0].column：应写明，或者有一栏的 decides 是 column",
        ),
        (
            "publications: {counts: [{when: in_year, day: made, rows: [licensing], column: decisions, sum: amount}]}",
            f"{PUBLICATIONS}.counts[0].sum：disclosure.licensing.decisions 是个数，不能由金额相加得出",
        ),
        (
            "publications: {counts: [{when: in_year, day: made, indicator: kind}]}",
            f"{PUBLICATIONS}.counts[0].indicator：“kind”不是决定指标的一栏",
        ),
        (
            "publications: {counts: [{when: in_year, day: made, indicator: channel, row: fees}]}",
            f"{PUBLICATIONS}.counts[0].row：不与 indicator 同写",
        ),
        (
            "publications: {columns: {channel: {of: [新收申请]}}}",
            f"{PUBLICATIONS}.columns[9].of：“新收申请”不能作为指标的名称",
        ),
        (
            "publications: {columns: {channel: {of: ['1 站']}}}",
            f"{PUBLICATIONS}.columns[9].of：“1 站”不能作为指标的名称",
        ),
    ],
)
def test_mistakes_are_named_with_their_path(registers: str, mistake: str) -> None:
    found = mistakes_of(f"ledger: {{registers: {{{registers}}}}}")
    assert any(each.startswith(mistake) for each in found), found


def test_a_cell_is_counted_by_one_register_alone() -> None:
    """Those of requests too."""
    own = (
        "ledger: {registers: {more: {sheet: 另一本台账, table: %s, rows: 9, note: 试验, "
        "columns: [{id: number, label: 编号, group: 甲, kind: number, prompt: 乙}, "
        "{id: made, label: 日期, group: 甲, kind: date, prompt: 乙}], "
        "counts: [{when: in_year, day: made, row: %s, column: %s}]}}}"
    )
    taken = "ledger.registers[2].counts：disputes.reconsideration.pending 已由 ledger.registers[0] 计数"
    assert taken in mistakes_of(own % ("disputes", "reconsideration", "pending"))
    taken = "ledger.registers[2].counts：applications.received.business 已由 ledger 计数"
    assert taken in mistakes_of(own % ("applications", "received", "business"))


def test_registers_are_patched_by_their_ids() -> None:
    form = extended("ledger: {registers: {publications: null, cases: {columns: {instance: {of: [一审]}}}}}")
    assert form.ledger
    (only,) = form.ledger.registers
    assert next(column.of for column in only.columns if column.id == "instance") == ("一审",)
