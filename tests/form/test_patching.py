"""``extends``: a form file changes, adds and drops parts of another by what they are called, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from tests.tables import form_of, raw_form
from toolkit.errors import FormError
from toolkit.form import Form
from toolkit.form.editions import comparable
from toolkit.form.loader import parse_form
from toolkit.form.locator import FormLocator, shipped
from toolkit.form.patching import Patch

PARENT = FORMS.form("gkgb-2021")
HEAD = "extends: gkgb-2021\nid: trial\nversion: 1\nname: 试验表式\n"


def extended(*lines: str) -> Form:
    """The 2021 form with a patch."""
    return parse_form((HEAD + "\n".join(lines)).encode(), "trial")


def mistakes_of(*lines: str) -> tuple[str, ...]:
    """What is wrong with a patch."""
    with pytest.raises(FormError) as caught:
        extended(*lines)
    return caught.value.mistakes


def rows_of(form: Form, table: str) -> list[str]:
    """The ids of a table's rows in order."""
    return list(dict.fromkeys(cell.row for cell in form.cells.values() if cell.table == table))


def test_a_patch_of_nothing_changes_nothing() -> None:
    form = extended()
    assert (form.id, form.name, form.family) == ("trial", "试验表式", "gkgb")
    for part in ("sections", "tables", "levels", "sums", "rules", "checks", "names", "sentences", "preamble"):
        assert getattr(form, part) == getattr(PARENT, part)


def test_named_keys_change_and_all_others_stay() -> None:
    form = extended(
        "sections: {problems: {heading: 五、问题及整改情况}}",
        "tables: {disclosure: {blocks: [{columns: {in_force: {label: 年末有效件数}}}]}}",
        "levels: [{id: city, deadline: 02-28}]",
        "rules: {T2-04: {severity: note, wording: {why: 试验}}}",
        "notice: {number: 试验〔2026〕1号}",
    )
    assert form.section("problems").heading == "五、问题及整改情况"
    assert form.section("problems").drafts == PARENT.section("problems").drafts
    assert [column.label for _, column in form.table("disclosure").columns] == [
        "本年制发件数",
        "本年废止件数",
        "年末有效件数",
    ]
    assert form.cells.keys() == PARENT.cells.keys()
    city = form.level("city")
    assert city
    assert (city.label, city.deadline) == ("设区的市/自治州政府", "02-28")
    before, after = ({rule.code: rule for rule in each.rules}["T2-04"] for each in (PARENT, form))
    assert (after.check, after.severity.value, after.wording.why) == (before.check, "note", "试验")
    assert after.wording.message == before.wording.message
    assert (form.notice.number, form.notice.law) == ("试验〔2026〕1号", PARENT.notice.law)


def test_parts_are_added_where_they_belong() -> None:
    form = extended(
        "rows:",
        "  applications.not_processed.transferred: {label: 6.转其他渠道办理, name: 转其他渠道}",
        "  applications.not_processed.first: {label: 0.首项, before: petition}",
        "  disclosure.permits: {label: 备案, after: licensing, names: {decisions: 备案}}",
        "  applications.withdrawn: {label: （零）撤回, before: granted}",
        "ledger: null",  # no request counts for 撤回
        "levels: [{id: village, label: 村, after: township}]",
        "names: {制发合计: disclosure.regulations.issued + disclosure.normative_documents.issued}",
    )
    before = rows_of(PARENT, "applications")
    at = before.index("not_processed.petition")
    assert rows_of(form, "applications") == [
        *before[:2],
        "withdrawn",
        *before[2:at],
        "not_processed.first",
        *before[at : at + 5],
        "not_processed.transferred",
        *before[at + 5 :],
    ]
    assert rows_of(form, "disclosure") == [
        "regulations", "normative_documents", "licensing", "permits", "penalties", "coercion", "fees"
    ]  # fmt: skip
    assert [level.id for level in form.levels][-3:] == ["township", "village", "other"]
    assert list(form.names) == [*PARENT.names, "制发合计"]
    # What is added up follows: a group is all its rows.
    assert {"applications.not_processed.first.business", "applications.not_processed.transferred.business"} <= {
        *form.cells["applications.total.business"].of.refs
    }


def test_null_drops() -> None:
    form = extended(
        "rules: {T2-02: null, T2-04: null, T3-49: null}",
        "checks: {TX-26: null}",
        "names: {收费: null, 行政处罚和行政强制: null}",
        "sections: {problems: {checks: {TX-18: null}}}",
    )
    assert [rule.code for rule in form.rules] == ["T3-01"]
    assert [listed.code for listed in form.section("problems").checks] == ["TX-19"]
    assert "TX-26" not in {listed.code for listed in form.checks}
    assert "收费" not in form.names


def test_a_part_that_states_its_id_once_more_is_whole() -> None:
    form = extended("sections:", "  problems: {id: problems, heading: 五、问题, sheet: 五 问题}")
    assert form.section("problems").drafts == ()
    patched = extended("sections:", "  problems: {heading: 五、问题, sheet: 五 问题}")
    assert patched.section("problems").drafts == PARENT.section("problems").drafts


def test_lists_of_plain_things_are_replaced() -> None:
    form = extended("sections: {overview: {subheads: [（一）甲], drafts: [{text: 甲}]}}")
    assert form.section("overview").subheads == ("（一）甲",)
    assert [draft.text for draft in form.section("overview").drafts] == ["甲"]


def test_things_may_be_moved() -> None:
    form = extended("sections: [{id: other, before: problems}]")
    assert [section.id for section in form.sections][-2:] == ["other", "problems"]


def test_former_labels_keep_years_comparable() -> None:
    form = extended(
        "tables: {disclosure: {blocks: {0: {columns: {in_force: {label: 年末有效件数, was: 现行有效件数}}}}}}",
        "rows: {disclosure.fees: {label: 收费, was: 行政事业性收费}, disclosure.coercion: {label: 强制}}",
        "sections: {problems: {heading: 五、问题, was: 五、存在的主要问题及改进情况}}",
    )
    reported = {
        cell: PARENT.label(cell) in form.labels(cell)
        for cell in ("disclosure.regulations.in_force", "disclosure.fees.amount", "disclosure.coercion.decisions")
    }
    assert reported == {
        "disclosure.regulations.in_force": True,
        "disclosure.fees.amount": True,
        "disclosure.coercion.decisions": False,
    }
    assert "五、存在的主要问题及改进情况" in form.section("problems").headings
    assert "disclosure.regulations.issued" not in comparable(FORMS.form("gkgb-2019"), FORMS.form("gkgb-2021"))


def test_a_former_label_of_a_group_is_one_of_the_rows_that_it_tells_apart() -> None:
    raw = raw_form("matrix", ["数量"], [("甲类", ["新的", "其他"]), ("乙类", ["其他"])])
    before = form_of(raw)
    first = raw["tables"][0]["blocks"][0]["rows"][0]
    now = form_of({**raw, "tables": Patch().apply(raw, {"rows": {"t.r1": {"label": "丙类", "was": "甲类"}}})["tables"]})
    assert first["label"] == "甲类"
    assert (before.label("t.r1.r2.c1"), now.label("t.r1.r2.c1")) == ("甲类其他，数量", "丙类其他，数量")
    assert {cell: before.label(cell) in now.labels(cell) for cell in now.cells} == dict.fromkeys(now.cells, True)
    assert now.labels("t.r2.r1.c1") == {"乙类其他，数量"}


def test_former_labels_add_up_over_editions() -> None:
    first = Patch().apply({"columns": [{"id": "a", "label": "甲"}]}, {"columns": {"a": {"label": "乙", "was": "甲"}}})
    second = Patch().apply(first, {"columns": {"a": {"label": "丙", "was": ["乙"]}}})
    assert second == {"columns": [{"id": "a", "label": "丙", "was": ["甲", "乙"]}]}


def test_neither_file_is_altered() -> None:
    parent = {"tables": [{"id": "t", "blocks": [{"rows": [{"id": "g", "children": [{"id": "a"}]}]}]}]}
    patch = {"rows": {"t.g.b": {"label": "乙", "after": "a"}, "t.g.a": None}}
    assert Patch().apply(parent, patch) == {
        "tables": [{"id": "t", "blocks": [{"rows": [{"id": "g", "children": [{"id": "b", "label": "乙"}]}]}]}]
    }
    assert parent == {"tables": [{"id": "t", "blocks": [{"rows": [{"id": "g", "children": [{"id": "a"}]}]}]}]}
    assert patch == {"rows": {"t.g.b": {"label": "乙", "after": "a"}, "t.g.a": None}}


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("rules: {T3-94: null}", "rules.T3-94：上级表式中没有这一项（是否想写“T3-49”？）"),
        ("titel: null", "titel：上级表式中没有“titel”（是否想写“title”？）"),
        ("rules: {T3-49: {code: T3-50}}", "rules.T3-49：其中的 code 应为“T3-49”"),
        ("rules: {T3-49: zero}", "rules.T3-49：应为“键: 值”的形式，现为 'zero'"),
        (
            "levels: [{id: village, label: 村, after: twonship}]",
            "levels.village.after：没有“twonship”（是否想写“township”？）",
        ),
        ("levels: [{government: true}]", "levels[0]：没有写 id，不知道改的是哪一项"),
        (
            "rows: {applications.refused.first: {label: 甲}}",
            "rows.applications.refused.first：上级表式中没有这一行或这一组",
        ),
        (
            "rows: {disclosure.new: {label: 甲}}",
            "rows.disclosure.new：上级表式中没有这一行或这一组；新增的请用 after 写明在哪一行之后",
        ),
        ("rows: {application.other: null}", "rows.application.other：上级表式中没有这一行或这一组"),
        ("rows: [other]", "rows：应为“键: 值”的形式"),
    ],
)
def test_what_cannot_be_patched(line: str, mistake: str) -> None:
    assert mistakes_of(line) == (mistake,)


def test_a_slip_in_a_name_is_said_to_be_an_addition() -> None:
    assert mistakes_of("sections: {problem: {heading: 五、问题}}") == (
        "sections[6].sheet：缺少“sheet”",
        "sections.problem：上级表式中没有这一项，当作新增（是否想写“problems”？）",
    )


def test_a_patch_takes_the_preamble_away_and_gives_one_back(tmp_path: Path) -> None:
    locator = written(tmp_path, first=f"{HEAD}preamble: null")
    without = parse_form(b"extends: first.yaml\nid: second", "second", locator)
    again = parse_form("extends: first.yaml\nid: second\npreamble: [{text: 各位：}]".encode(), "second", locator)
    assert PARENT.text_slots[0] == "preamble"
    assert (extended("preamble: null").text_slots, without.text_slots) == (PARENT.text_slots[1:],) * 2
    assert (again.text_slots, [draft.text for draft in again.drafts("preamble")]) == (PARENT.text_slots, ["各位："])


def written(folder: Path, **files: str) -> FormLocator:
    """Form files beside one another."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return FormLocator(files=shipped().files, folder=folder)


def test_a_form_may_extend_one_beside_it(tmp_path: Path) -> None:
    locator = written(
        tmp_path, first=HEAD + "title: '{year}年甲'\nvariant: true", second="extends: first.yaml\nid: second"
    )
    form = parse_form(b"extends: second.yaml\nid: third\nname: third", "third", locator)
    assert (form.title, form.name, form.family, form.variant) == ("{year}年甲", "third", "gkgb", False)
    (tmp_path / "first.yaml").write_text(HEAD, encoding="utf-8")
    assert parse_form(b"extends: second.yaml\nid: third\nname: third", "third", locator).digest != form.digest


def test_forms_cannot_extend_one_another(tmp_path: Path) -> None:
    locator = written(tmp_path, first="extends: second.yaml\nid: first", second="extends: first.yaml\nid: second")
    with pytest.raises(FormError) as caught:
        parse_form(b"extends: first.yaml\nid: third", "third", locator)
    (mistake,) = caught.value.mistakes
    assert mistake.startswith("extends：表式不能绕回来扩展自己，也不能扩展得太深（third → ")
    with pytest.raises(FormError, match="不能绕回来扩展自己"):
        parse_form(b"extends: trial\nid: trial", "trial", FormLocator(files={"trial": tmp_path / "first.yaml"}))


@pytest.mark.parametrize("path", ["../x/form.yaml", "/etc/passwd", "..", "a/b/form.yaml", "link.yaml", "x.yml", 3])
def test_no_path_leads_out_of_the_folder(path: str | int, tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "forms" / "mine"
    inner.mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text(HEAD, encoding="utf-8")
    (inner / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(FormError) as caught:
        parse_form(f"extends: {path}\nid: third".encode(), "third", FormLocator(files={}, folder=inner))
    [mistake] = caught.value.mistakes
    assert mistake.startswith(f"extends：没有表式“{path}”")
    assert ("只写那个文件夹的名称" in mistake) == ("/" in str(path))
