"""Ways out for people who have the window and the programs to drop files onto, and no terminal to type into.

The catalogue and errors name commands. What is read in the window, in a marked copy or on a page names buttons.
"""

from __future__ import annotations

from toolkit.patterns import regex

BUTTONS = {
    "new": "新建",
    "check": "检查",
    "ledger check": "检查",
    "annotate": "标在格子上",
    "preview": "预览",
    "render": "生成报告",
    "sign": "签认",
    "verify": "核对公布稿",
    "repair": "修复",
    "rollup run": "汇总",
}
"""The buttons that do what a command does."""
_OTHERS = "信息技术人员"
_COMMAND = regex(
    rf" ?(?:命令 )?xl-report ({'|'.join(BUTTONS)})(?![-\w])(?! --) ?",
    matches=("请用 xl-report new 生成", "请用 xl-report ledger check 检查"),
    misses=("xl-report forms --check", "xl-report ledger fill"),
)
_TYPED = regex(rf"(?<!{_OTHERS})请?(用|运行)(?=(?:命令)? ?[:：]?\s*(?:xl-report|pip install|--[a-z]))")


def clickable(words: str) -> str:
    """``words`` with a button for each command that has one; any other command is for whoever looks after computers.

    >>> clickable("请用 xl-report new 生成空白工作簿。")
    '请用“年报工具”窗口的“新建”生成空白工作簿。'
    >>> clickable("请用 xl-report forms --check 检查它。")
    '请信息技术人员用 xl-report forms --check 检查它。'
    >>> clickable("请用 xl-report sign-pdf 签名。")
    '请信息技术人员用 xl-report sign-pdf 签名。'
    """
    buttons = _COMMAND.sub(lambda found: _button(found[1]), words)
    return _TYPED.sub(rf"请{_OTHERS}\1", buttons)


def asks_for(command: str, words: str) -> bool:
    """Whether a sentence names that command, or the button that does it.

    >>> asks_for("repair", clickable("可用 xl-report repair 换成现在的工作簿。")), asks_for("repair", "请填写。")
    (True, False)
    """
    return f"xl-report {command}" in words or _button(command) in words


def _button(command: str) -> str:
    return f"“年报工具”窗口的“{BUTTONS[command]}”"
