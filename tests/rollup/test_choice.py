"""Which of a unit's files counts: by what a person can see in them, in a fixed order of reasons."""

from __future__ import annotations

import itertools
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests import command_line
from tests.at_hand import FORMS
from tests.rollup.county import (
    COUNTY,
    UNITS,
    call,
    codes,
    figures,
    put,
    received,
    reported,
    run,
    sheet_rows,
    with_roster,
)
from toolkit.filing import Source
from toolkit.rollup.file_choice import choose_file
from toolkit.rollup.roster import Unit, UnitChange
from toolkit.rollup.roster_book import COLUMNS, roster_book
from toolkit.rollup.unit_status import CandidateFile, RollupScope, UnitState

UNIT = COUNTY[1]
SCOPE = RollupScope(year=2025, form=FORMS.form("gkgb-2021"), forms=FORMS, by_roster=True)
FIRST = CandidateFile(
    shown="县/初报.xlsx",
    digest="1",
    content="1",
    agency=UNIT.name,
    year=2025,
    form="gkgb-2021",
    issued_on="2026-01-09",
    source=Source.WORKBOOK.value,
    figures="12",
)
SECOND = replace(FIRST, shown="县/另报.xlsx", digest="2", content="2", figures="15")
REPORT = Source.REPORT.value


def chosen(*files: CandidateFile, unit: Unit = UNIT, scope: RollupScope = SCOPE) -> tuple[str, list[str]]:
    """The file that counts, and the words of the findings, which are the same in whatever order the files come."""
    choices = [choose_file(unit, order, scope) for order in itertools.permutations(files)]
    found = {(choice.candidate, frozenset(each.message for each in choice.findings)) for choice in choices}
    assert len(found) == 1
    ((candidate, words),) = found
    return candidate.shown if candidate else "", sorted(words)


@pytest.mark.parametrize(
    ("better", "words"),
    [
        (replace(SECOND, issued_on="2026-01-10"), "成文日期较晚"),
        (replace(SECOND, issued_on="2026-01-10", errors=3), "成文日期较晚"),
        (SECOND, "没有填全"),
        (SECOND, "日期相同，那一份没有错误"),
        (SECOND, "1 份报告没有采用"),
    ],
)
def test_the_reasons(better: CandidateFile, words: str) -> None:
    worse = {
        "没有填全": replace(FIRST, unfilled=1, issued_on="2026-01-20"),
        "日期相同，那一份没有错误": replace(FIRST, errors=1),
        "1 份报告没有采用": replace(FIRST, source=REPORT, issued_on="2026-01-20"),
    }.get(words, FIRST)
    file, (said,) = chosen(worse, better)
    assert file == better.shown
    assert words in said


def test_nothing_decides() -> None:
    file, (said,) = chosen(FIRST, SECOND)
    assert file == ""
    assert "“县/初报.xlsx”、“县/另报.xlsx”" in said
    assert choose_file(UNIT, [FIRST, SECOND], SCOPE).state is UnitState.UNDECIDED
    earlier = replace(FIRST, shown="县/旧.xlsx", digest="3", content="3", issued_on="2026-01-02")
    file, both = chosen(FIRST, SECOND, earlier)
    assert (file, len(both)) == ("", 2)


def test_the_same_figures_in_two_files_count_once() -> None:
    file, (said,) = chosen(FIRST, replace(SECOND, figures=FIRST.figures))
    assert file == FIRST.shown
    assert "数完全相同" in said


def test_the_roster_names_the_file() -> None:
    later = replace(SECOND, issued_on="2026-01-20")
    for name in ("初报.xlsx", "县/初报.xlsx"):
        file, (said,) = chosen(FIRST, later, unit=replace(UNIT, file=name))
        assert file == FIRST.shown
        assert said == "名册写明采用“县/初报.xlsx”，这一份没有采用。"
    file, (said,) = chosen(FIRST, later, unit=replace(UNIT, file="初.xlsx"))
    assert file == ""
    assert "没有找到这份文件" in said


def test_a_unit_that_is_no_more_has_no_doubts() -> None:
    file, said = chosen(FIRST, SECOND, unit=replace(UNIT, change=UnitChange.ABOLISHED))
    assert file == ""
    assert len([each for each in said if "已撤销" in each]) == 1


def test_namesakes_in_two_folders_without_a_roster() -> None:
    scope = replace(SCOPE, by_roster=False)
    elsewhere = replace(SECOND, shown="乙县/另报.xlsx", issued_on="2026-01-20")
    file, (said,) = chosen(FIRST, elsewhere, scope=scope)
    assert file == ""
    assert "没有名册" in said
    assert chosen(FIRST, replace(elsewhere, shown=SECOND.shown), scope=scope)[0] == SECOND.shown
    assert chosen(FIRST, elsewhere)[0] == elsewhere.shown
    assert chosen(FIRST, replace(elsewhere, figures=FIRST.figures), scope=scope)[0] == elsewhere.shown


def test_times_decide_nothing(tmp_path: Path) -> None:
    early = put(tmp_path / "2025", UNITS[0], figures(10), stem="a", day=8)
    late = put(tmp_path / "2025", UNITS[0], figures(11), stem="b", day=9)
    for first, second in ((1, 2), (2, 1)):
        os.utime(early, (first, first))
        os.utime(late, (second, second))
        assert codes(with_roster(tmp_path, COUNTY[:2])) == [(UNITS[0], "RU-05")]
        assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 11)


def test_a_doubtful_unit_counts_nothing_and_the_others_do(tmp_path: Path) -> None:
    for stem, number in (("a", 10), ("b", 11)):
        put(tmp_path / "2025", UNITS[0], figures(number), stem=stem)
    put(tmp_path / "2025", UNITS[1], figures(5))
    result = with_roster(tmp_path, COUNTY[:3])
    assert codes(result) == [(UNITS[0], "RU-16")]
    assert "无法确定采用哪一份 1" in result.output
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 5)
    decided = (COUNTY[0], replace(COUNTY[1], file="b.xlsx"), COUNTY[2])
    assert codes(with_roster(tmp_path, decided)) == [(UNITS[0], "RU-05")]
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 16)


def test_a_roster_of_the_first_version_is_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_saved(tmp_path / "名册.xlsx"))
    sheet = book.active
    assert sheet is not None
    first = 10  # columns of that version
    sheet.delete_cols(first + 1, len(COLUMNS) - first)
    book.save(tmp_path / "名册.xlsx")
    put(tmp_path / "2025", UNITS[0], figures(10))
    out = tmp_path / "汇总.xlsx"
    result = call("run", tmp_path / "2025", "-o", out, "--roster", tmp_path / "名册.xlsx", "--jobs", 1)
    assert result.exit_code == 0, result.output


def _saved(path: Path) -> Path:
    path.write_bytes(roster_book(2025, FORMS, COUNTY[:2]))
    return path


def test_every_file_is_accounted_for(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    (tmp_path / "2025" / "现场照片.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "2025" / f"{UNITS[1]}.rar").write_bytes(b"Rar!\x1a\x07\0")
    result = with_roster(tmp_path, COUNTY[:3])
    assert codes(result) == [(UNITS[1], "RU-09")]
    assert "是压缩包，本工具不读取。请解压后" in result.output
    last = sheet_rows(tmp_path / "汇总.xlsx", "汇总 报送情况")[-1]
    assert last[3:10] == ("没有读的文件", None, None, None, None, "不是报告会用的文件格式", "2025/现场照片.jpg")


def test_a_file_is_judged_by_its_content_and_its_ending(tmp_path: Path) -> None:
    """A file that was refused for its ending is read once that is put right, and is called by its name of today."""
    path = tmp_path / "2025" / "一.json"
    command_line.run("export", put(tmp_path, UNITS[0], figures(10)), "-o", path)
    wrong = path.rename(path.with_suffix(".txt"))
    put(tmp_path / "2025", UNITS[1], figures(5))
    assert len(codes(run(tmp_path))) == 1
    wrong.rename(path)
    result = run(tmp_path)
    assert (result.exit_code, codes(result)) == (0, [])
    broken = tmp_path / "2025" / "甲.json"
    broken.write_text("[", encoding="utf-8")
    assert "甲.json 不是可用的填报数据" in run(tmp_path).output
    broken.rename(broken.with_stem("乙"))
    output = run(tmp_path).output
    assert "乙.json 不是可用的填报数据" in output
    assert "甲.json" not in output


@pytest.mark.skipif(os.name == "nt", reason="no such names and files there")
def test_what_is_no_file_and_names_that_are_no_text(tmp_path: Path) -> None:
    path = put(tmp_path / "2025", UNITS[0], figures(10))
    path.rename(os.fsdecode(os.fsencode(path.parent) + b"/\xbd\xcc.xlsx"))
    os.mkfifo(path.parent / "管道.xlsx")
    (path.parent / "设备.xlsx").symlink_to("/dev/zero")
    result = run(tmp_path)
    assert (result.exit_code, codes(result)) == (0, [])
    assert "另有 2 个文件没有读" in result.output
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 10)


def test_what_is_in_a_zip_is_read_as_if_in_a_folder(tmp_path: Path) -> None:
    """Names in GBK too, as Windows writes them; an office file called .zip is read as what it is."""
    inside = put(tmp_path, UNITS[0], figures(10))
    photo = {"现场.jpg": b"\xff\xd8\xff", "__MACOSX/._报告.xlsx": b"x", "~$报告.xlsx": b"x"}
    _zipped(tmp_path / "2025" / "来件.zip", {"报送/报告.xlsx": inside.read_bytes(), **photo}, "gbk")
    put(tmp_path, UNITS[1], figures(5)).rename(tmp_path / "2025" / "下载.zip")
    for _ in range(2):
        result = with_roster(tmp_path, COUNTY[:3], "--format", "json")
        assert result.exit_code == 0, result.output
        assert [each["code"] for each in reported(result)["findings"]] == []
        assert reported(result)["files"]["passed_over"] == {"2025/来件.zip/现场.jpg": "不是报告会用的文件格式"}
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 15)


def test_a_zip_that_cannot_be_unpacked_is_an_error_of_its_unit(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    damaged = _zipped(tmp_path / "2025" / f"{UNITS[1]}.zip", {"报告.xlsx": b"x" * 5000}, "utf-8")
    damaged.write_bytes(damaged.read_bytes()[:-30])
    assert codes(with_roster(tmp_path, COUNTY[:3])) == [(UNITS[1], "RU-09")]


@pytest.mark.scale
def test_an_archive_that_is_not_read_names_its_likely_unit(tmp_path: Path) -> None:
    put(tmp_path / "2025", UNITS[0], figures(10))
    for name in ("民政局.rar", "通知.7z"):
        (tmp_path / "2025" / name).write_bytes(b"Rar!\x1a\x07\x00" * 50)
    output = with_roster(tmp_path, COUNTY[:3]).output
    assert f"看名称可能是“{UNITS[1]}”的：2025/民政局.rar 是压缩包" in output
    assert "请解压后" in output
    assert "RU-09 2025/通知.7z：无法读取：" in output


def test_names_in_a_zip_lead_nowhere_else(tmp_path: Path) -> None:
    inside = put(tmp_path, UNITS[0], figures(10)).read_bytes()
    _zipped(tmp_path / "2025" / "来件.zip", {"../../../逃.xlsx": inside, "/逃.xlsx": b"x"}, "utf-8")
    result = with_roster(tmp_path, COUNTY[:2])
    assert received(tmp_path / "汇总.xlsx") == ("某县人民政府", 10)
    assert "RU-09" in result.output
    assert not list(tmp_path.parent.glob("逃*"))


class _Member(zipfile.ZipInfo):
    """A member whose name is written as its bytes are, without a word on their encoding."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 -- of zipfile
        return self.filename.encode("latin-1"), 0


def _zipped(path: Path, members: dict[str, bytes], encoding: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(_Member(name.encode(encoding).decode("latin-1")), content)
    return path
