"""A waived finding is still reported, marked; what cannot be waived is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.cases import filing, found, only, with_prior, with_values
from toolkit.filing import Filing, Waiver
from toolkit.finding import counts
from toolkit.location import Location

BASE = filing()
CARRIED = "applications.carried_in.natural_person"
OTHER_CARRY = with_prior(BASE, applications__carried_out__natural_person=3)


def waived(base: Filing, code: str, *cells: str, reason: str = "机构改革划入") -> Filing:
    return replace(base, waivers=(Waiver(code=code, reason=reason, cells=cells, where=Location.parse("校验!I5")),))


@pytest.mark.parametrize("cells", [(), (CARRIED,), ("applications.carried_in.total",), (str(BASE.where(CARRIED)),)])
def test_by_code_alone_by_cell_by_its_total_or_by_place(cells: tuple[str, ...]) -> None:
    each = only(waived(OTHER_CARRY, "T3-40", *cells))
    assert (each.code, each.waived, each.blocks) == ("T3-40", "机构改革划入", False)
    assert not counts([each])


def test_of_two_columns_only_the_waived_one_is_let_pass() -> None:
    both = with_prior(BASE, applications__carried_out__natural_person=3, applications__carried_out__business=1)
    one, other = sorted(found(waived(both, "T3-40", CARRIED)), key=lambda each: each.waived)
    assert (one.waived, [ref.id for ref in one.cells]) == ("", ["applications.carried_in.business"])
    assert (other.waived, [ref.id for ref in other.cells]) == ("机构改革划入", [CARRIED])


def test_warnings_may_be_waived() -> None:
    broken = with_values(BASE, disclosure__normative_documents__issued=20)
    assert only(waived(broken, "T2-04")).waived


def test_wrong_sums_may_not() -> None:
    broken = with_values(BASE, applications__granted__natural_person=19)
    error, reported = found(waived(broken, "T3-01"))
    assert (error.code, error.waived, error.blocks) == ("T3-01", "", True)
    assert (reported.code, str(reported.where)) == ("WV-01", "校验!I5")
    assert reported.message == "“T3-01”的问题不能用理由代替改正，仍按原样处理。"


def test_a_reason_is_needed() -> None:
    error, reported = found(waived(OTHER_CARRY, "T3-40", reason=" "))
    assert (error.waived, reported.message) == ("", "对“T3-40”没有写明理由，这一条不起作用。")


def test_codes_that_do_not_exist_or_are_not_broken() -> None:
    assert only(waived(BASE, "T3-48")).message.startswith("没有规则“T3-48”（是否想写“T3-4")
    assert only(waived(BASE, "T3-40")).message == "没有发现“T3-40”的问题，这一条用不上。"


def test_a_cell_may_be_named_without_its_sheet() -> None:
    bare = BASE.where(CARRIED).place
    assert only(waived(OTHER_CARRY, "T3-40", bare)).waived
    column = bare.rstrip("0123456789")
    assert only(waived(OTHER_CARRY, "T3-40", f"${column}${bare.removeprefix(column)}")).waived


def test_a_problem_in_another_cell_is_said_to_be_elsewhere() -> None:
    error, reported = found(waived(OTHER_CARRY, "T3-40", "三 申请办理!Z99"))
    assert (error.waived, reported.code) == ("", "WV-01")
    assert reported.message == "“T3-40”的问题不在“三 申请办理!Z99”，这一条不起作用。"
