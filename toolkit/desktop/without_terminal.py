"""Ways out for people who have the window and the programs to drop files onto, and no terminal to type into."""

from __future__ import annotations

from toolkit.patterns import regex

_BUTTONS = {
    "new": "新建",
    "check": "检查",
    "annotate": "标在格子上",
    "preview": "预览",
    "render": "生成报告",
    "rollup run": "汇总",
}
"""The buttons that do what a command does."""
_OTHERS = "信息技术人员"
_COMMAND = regex(rf" ?(?:命令 )?xl-report ({'|'.join(_BUTTONS)})\b(?! --) ?")
_TYPED = regex(rf"(?<!{_OTHERS})请?(用|运行)(?=(?:命令)? ?[:：]?\s*(?:xl-report|pip install|--[a-z]))")


def clickable(words: str) -> str:
    """``words`` with a button for each command that has one; any other command is for whoever looks after computers.

    >>> clickable("请用 xl-report new 生成空白工作簿。")
    '请用“年报工具”窗口的“新建”生成空白工作簿。'
    >>> clickable("可用 xl-report repair 换成现在的工作簿。")
    '可请信息技术人员用 xl-report repair 换成现在的工作簿。'
    """
    buttons = _COMMAND.sub(lambda found: f"“年报工具”窗口的“{_BUTTONS[found[1]]}”", words)
    return _TYPED.sub(rf"请{_OTHERS}\1", buttons)
