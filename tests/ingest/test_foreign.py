"""What is no report on any known form is refused with a sentence; a report whose tables are pictures is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_hand import FORMS
from toolkit.errors import UnreadableFile
from toolkit.ingest import read_any

BEFORE_THE_FORMS = [
    "某市某局2017年政府信息公开工作年度报告",
    "一、概述",
    "2017年，本局主动公开政府信息312条。",
    "二、主动公开政府信息情况",
    "全年主动公开312条。",
    "三、依申请公开政府信息办理情况",
    "全年受理申请5件。",
    "四、政府信息公开收费及减免情况",
    "未收费。",
    "五、因政府信息公开申请行政复议、提起行政诉讼情况",
    "未发生。",
    "六、存在的主要问题及改进情况",
    "队伍建设有待加强。",
]
ANOTHER = [
    "某市某局2024年工作总结",
    "一、总体情况",
    "2024年，本局完成各项任务。",
    "二、主要做法",
    "加强领导。",
    "三、下一步打算",
    "继续努力。",
]


def written(lines: list[str], folder: Path, extension: str = "txt") -> Path:
    path = folder / f"来源.{extension}"
    shown = "".join(f"<p>{line}</p>" for line in lines) if extension == "html" else "\n".join(lines)
    path.write_text(shown, encoding="utf-8")
    return path


@pytest.mark.parametrize("extension", ["txt", "html", "md"])
@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (BEFORE_THE_FORMS, "2017 年度的"),
        (BEFORE_THE_FORMS[1:4:2], "没有找到"),
        (ANOTHER, "没有找到"),
        (["通知"], "没有找到"),
    ],
)
def test_it_is_refused_with_a_way_out(lines: list[str], words: str, extension: str, tmp_path: Path) -> None:
    path = written(lines, tmp_path, extension)
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_any(path, FORMS)
    assert path.name in caught.value.message
    assert "2019 年度以前" in caught.value.way_out
    with pytest.raises(UnreadableFile, match=words):
        read_any(path, FORMS, form=FORMS.form("gkgb-2021"))


def report_of(title: str) -> list[str]:
    return [
        title,
        *(line for section in FORMS.form("gkgb-2021").sections for line in (section.heading, "本部分正文。")),
    ]


@pytest.mark.parametrize("other", ["某市某局2023年", "某市教育局2024年"])
def test_the_reports_of_two_agencies_or_years_are_not_mixed(other: str, tmp_path: Path) -> None:
    words = "政府信息公开工作年度报告"
    lines = [*report_of(f"某市某局2024年{words}"), *report_of(f"{other}{words}")]
    with pytest.raises(UnreadableFile, match="不止一份年度报告") as caught:
        read_any(written(lines, tmp_path, "html"), FORMS)
    assert f"“某市某局2024年{words}”、“{other}{words}”" in caught.value.message
    assert "另存" in caught.value.way_out


def test_the_titles_of_other_reports_are_no_reports(tmp_path: Path) -> None:
    words = "政府信息公开工作年度报告"
    lines = [
        f"某市某局2023年{words}",
        "一、总体情况",
        *report_of(f"某市某局2024年{words}"),
        f"下一篇：某市某局2022年{words}",
    ]
    assert read_any(written(lines, tmp_path, "html"), FORMS)[0].year == 2024


@pytest.mark.parametrize("form", FORMS.available)
def test_headings_run_into_one_line_are_headings(form: str, tmp_path: Path) -> None:
    """What could not be made out is not read; but the document is a report."""
    line = "".join(section.heading + "正文" for section in FORMS.form(form).sections)
    filing, _ = read_any(written([f"某市某局政府信息公开工作年度报告{line}1234567890"], tmp_path), FORMS)
    assert filing.inputs == {}
