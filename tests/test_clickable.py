"""Where there is no terminal, nobody is asked to type."""

from __future__ import annotations

import pytest

from toolkit.clickable import clickable


@pytest.mark.parametrize(
    ("typed", "clicked"),
    [
        ("请使用 xl-report new 生成的填报工作簿。", "请使用“年报工具”窗口的“新建”生成的填报工作簿。"),
        ("或用 xl-report repair 取出能读的内容。", "或用“年报工具”窗口的“修复”取出能读的内容。"),
        ("用 xl-report forms --check 检查它。", "请信息技术人员用 xl-report forms --check 检查它。"),
        ("请运行：pip install 'xl-report[pdf]'", "请信息技术人员运行：pip install 'xl-report[pdf]'"),
        ("请用 --form 写明它的文件。", "请信息技术人员用 --form 写明它的文件。"),
        ("请用 Excel 或 WPS 打开并另存一份。", "请用 Excel 或 WPS 打开并另存一份。"),
        ("收到的申请比办结的多 1 件，请核对。", "收到的申请比办结的多 1 件，请核对。"),
    ],
)
def test_commands_become_buttons_or_somebody_elses(typed: str, clicked: str) -> None:
    assert clickable(typed) == clicked
    assert clickable(clicked) == clicked
