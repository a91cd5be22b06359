"""Random consistent filings: every rule holds, so a check gives no error and no warning. Shared by all tests."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume
from hypothesis import strategies as st

from tests.at_hand import FORMS
from toolkit.filing import Entry, Filing, Indicator, Paragraph, Prior, Source, Text
from toolkit.filing.numerals import number_text
from toolkit.form import Form, Kind
from toolkit.form.expression import Number
from toolkit.form.kinds import Amount, Count, SignedCount
from toolkit.form.relations import Comparison, RequiredIf, ZeroUnless
from toolkit.location import Location

SUBHEADS_TEXT = (
    "通过政府网站、政务新媒体和公报主动公开政府信息，重点公开财政预决算、公共资源配置和民生领域信息",
    "畅通申请渠道，规范登记、审核、办理、答复、归档各环节，加强与申请人的沟通",
    "落实公开属性源头认定和先审查后公开的要求，定期清理和更新已公开的政府信息",
    "优化政府信息公开专栏，完善检索、查阅、下载功能，做好日常监测和维护",
    "开展政府信息公开工作考核和社会评议，组织业务培训，全年没有发生责任追究的情形",
)
PROBLEMS_TEXT = (
    "政策解读的形式还不够丰富，下一步将增加图解和问答",
    "个别栏目更新不够及时，下一步将明确专人负责并按月检查",
    "业务人员变动较快，下一步将加强经常性培训",
    "答复文书的说理还不够充分，下一步将统一文书样式并加强审核",
)
AGENCIES = ("某市市场监督管理局", "某省人民政府办公厅", "某县人民政府", "某街道办事处", "某市发展和改革委员会")
_COUNTS: st.SearchStrategy[Number] = st.one_of(st.just(0), st.just(0), st.integers(0, 30), st.integers(0, 999_999))
_AMOUNTS: st.SearchStrategy[Number] = st.one_of(
    st.just(0),
    st.decimals(min_value=0, max_value=4_999, places=5, allow_nan=False, allow_infinity=False).map(
        lambda value: int(value) if value == int(value) else value.normalize()
    ),
)


@st.composite
def filings(
    draw: st.DrawFn,
    form_id: str | None = None,
    level: str | None = None,
    source: Source = Source.DATA,
    with_prior: bool = False,
) -> Filing:
    """A filing of ``form_id`` (any 2021 form if None) and ``level`` (any, or none, if None) that breaks no rule.

    Text holds no expressions. ``with_prior`` adds last year's figures, in accord with this year's.
    """
    form = FORMS.form(form_id or draw(st.sampled_from(("gkgb-2021", "gkgb-2021-condensed"))))
    own_level = level or draw(st.sampled_from([None, *(known.id for known in form.levels)]))
    year = draw(st.integers(form.years.first, form.years.last or form.years.first + 8))
    numbers = _consistent(form, own_level, _numbers(draw, form))
    assume(not any(number > 9_999 and str(number).startswith(str(year)) for number in numbers.values()))  # TX-24
    return Filing(
        form=form,
        source=source,
        agency=Text(value=draw(st.sampled_from(AGENCIES)), where=Location.parse("封面!C4")),
        year=year,
        year_where=Location.parse("封面!C6"),
        level=own_level,
        level_where=Location.parse("封面!C5"),
        issued_on=dt.date(year + 1, 1, draw(st.integers(4, 31))),
        issued_on_where=Location.parse("封面!C9"),
        contact=Text(value=draw(st.sampled_from(("", "电话：0000-1234567"))), where=Location.parse("封面!C10")),
        inputs={
            quantity: Entry(number=numbers[quantity], where=Location.parse(f"inputs!{quantity}"))
            for quantity in form.inputs
        },
        indicators=draw(_indicators()),
        narrative=_narrative(draw, form, year, numbers),
        prior=_prior(draw, form, year, numbers) if with_prior else None,
    )


def _numbers(draw: st.DrawFn, form: Form) -> dict[str, Number]:
    """Any legal value for each input."""
    kinds = {quantity: form.kind_of(quantity) for quantity in form.inputs}
    values: dict[Kind, st.SearchStrategy[Number]] = {
        Count(): _COUNTS,
        Amount(): _AMOUNTS,
        SignedCount(): st.integers(-999, 999),
    }
    return {quantity: draw(values[kind]) for quantity, kind in kinds.items()}


def _consistent(form: Form, level: str | None, numbers: dict[str, Number]) -> dict[str, Number]:
    """``numbers`` mended, rule by rule, until each holds."""
    _balance_applications(form, numbers)
    for check in form.rule_instances:
        relation = check.relation
        if isinstance(relation, ZeroUnless) and level not in relation.levels:
            numbers |= dict.fromkeys(relation.refs, 0)
        if isinstance(relation, Comparison) and relation.operator == "<=":
            left, right = relation.left.value(numbers.get), relation.right.value(numbers.get)
            assert left is not None
            assert right is not None
            numbers[relation.right.refs[0]] += max(0, left - right)
        if isinstance(relation, RequiredIf):
            numbers[relation.target.refs[0]] += 1
    if "processing_fee.charged" in numbers:
        notices, charged = numbers["processing_fee.notices"], numbers["processing_fee.charged"]
        numbers["processing_fee.charged"] = charged if notices else 0
        numbers["processing_fee.received"] = min(numbers["processing_fee.received"], numbers["processing_fee.charged"])
    _no_suit_on_denials_alone(form, numbers)
    return numbers


def _balance_applications(form: Form, numbers: dict[str, Number]) -> None:
    """What came in is what was handled and what was carried out, applicant by applicant."""
    for column, _ in form.table("applications").columns:
        if column == "total":
            continue
        place = f"applications.{{}}.{column}".format
        handled = sum(numbers[part] for part in form.cells[place("total")].of.refs)
        whole = handled + numbers[place("carried_out")]
        numbers[place("carried_in")] = min(numbers[place("carried_in")], whole)
        numbers[place("received")] = whole - numbers[place("carried_in")]


def _no_suit_on_denials_alone(form: Form, numbers: dict[str, Number]) -> None:
    """Direct suits need decisions other than denials that they can be about (T4-04)."""
    results = {part for cell in form.cells.values() if cell.row == "total" for part in cell.of.refs if part in numbers}
    if not any(numbers[part] for part in results if ".denied." not in part):
        numbers |= {quantity: 0 for quantity in numbers if quantity.startswith("disputes.direct_litigation.")}


def _narrative(draw: st.DrawFn, form: Form, year: int, numbers: dict[str, Number]) -> dict[str, tuple[Paragraph, ...]]:
    def paragraph(slot: str, row: int, text: str, heading: bool = False) -> Paragraph:
        return Paragraph(text=text, heading=heading, where=Location.parse(f"{slot}!C{row}"))

    overview = []
    for subhead, text in zip(form.section("overview").subheads, SUBHEADS_TEXT, strict=True):
        overview += [(subhead, True), (f"{text}。", False)]
    problems = draw(st.lists(st.sampled_from(PROBLEMS_TEXT), min_size=1, max_size=4, unique=True))
    fees = [number_text(numbers.get(f"processing_fee.{part}", 0)) for part in ("notices", "charged", "received")]
    other = (
        f"{year}年发出收费通知{fees[0]}件，通知收费总金额{fees[1]}元，实际收取信息处理费{fees[2]}元。"
        if "processing_fee.notices" in numbers
        else f"{year}年没有收取信息处理费。"
    )
    preamble = f"本报告所列数据的统计期限自{year}年1月1日至{year}年12月31日。"
    return {
        "preamble": (paragraph("引言", 5, preamble),),
        "overview": tuple(paragraph("一 总体情况", row, *part) for row, part in enumerate(overview, start=5)),
        "problems": tuple(paragraph("五 问题改进", row, f"{text}。") for row, text in enumerate(problems, start=5)),
        "other": (paragraph("六 其他事项", 9, other),),
    }


def _indicators() -> st.SearchStrategy[tuple[Indicator, ...]]:
    names = st.lists(st.sampled_from(("网站主动公开信息", "政策解读", "公报期数")), unique=True, max_size=3)
    return names.map(
        lambda chosen: tuple(
            Indicator(name=name, entry=Entry(number=7 + row, where=Location.parse(f"指标!C{row}")), unit="条", prior=5)
            for row, name in enumerate(chosen, start=40)
        )
    )


def _prior(draw: st.DrawFn, form: Form, year: int, numbers: dict[str, Number]) -> Prior:
    """Last year, as this year's figures need it to have been."""
    drawn = _consistent(form, None, _numbers(draw, form))
    last = {quantity: max(drawn[quantity], numbers[quantity] // 50) for quantity in numbers}  # no figure jumps: TX-26
    for quantity in numbers:
        if quantity.startswith("applications.carried_in."):
            last[quantity.replace("carried_in", "carried_out")] = numbers[quantity]
        if quantity.endswith(".in_force"):
            row = quantity.removesuffix("in_force")
            last[quantity] = numbers[quantity] - numbers[f"{row}issued"] + numbers[f"{row}repealed"]
        if quantity.endswith("fees.amount"):
            last[quantity] = numbers[quantity] * 2
    last["disputes.reconsideration.upheld"] = 1
    assume(not any(10 <= last[each] <= numbers[each] // 100 for each in form.inputs))  # TX-26
    known = Filing(
        form=form,
        source=Source.DATA,
        agency=Text(),
        year=year - 1,
        inputs={quantity: Entry(number=value) for quantity, value in last.items()},
    )
    everything = {quantity: known.number(quantity) for quantity in (*form.cells, *form.fields)}
    return Prior(
        form=form, year=year - 1, numbers={q: number for q, number in everything.items() if number is not None}
    )
