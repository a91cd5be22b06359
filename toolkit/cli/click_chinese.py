"""Click's own words in Chinese, whatever the locale.

Click sends every text through ``gettext``, which would follow the machine's locale and needs compiled catalogues; staff
read Chinese on any machine, so the lookup itself is replaced. A text that is not listed stays as click words it. And
click counts characters where it lines up columns, so that Chinese ones, twice as wide, would push them out of line.
"""

from __future__ import annotations

import unicodedata

import click
from click import core, decorators, exceptions, formatting, parser, types

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示本帮助。",
    "Show the version and exit.": "显示版本。",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "运行“{command} {option}”查看用法。",
    "Aborted!": "已中止。",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "No such option {name!r}.": "没有“{name}”这个选项。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否想写其中之一：{possibilities}？）",
    "Invalid value: {message}": "取值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的取值不对：{message}",
    "Option {name!r} does not take a value.": "选项“{name}”后面不跟取值。",
    "Option {name!r} requires an argument.": "选项“{name}”后面要跟一个取值。",
    "Got unexpected extra argument ({args})": "多了一个参数（{args}）",
    "Got unexpected extra arguments ({args})": "多了几个参数（{args}）",
    "{value!r} is not {choice}.": "“{value}”不是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选之列：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 之内。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是“是”或“否”；可以写 {states}。",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少 {param_type}",
    "No such command {name!r}.": "没有“{name}”这个命令。",
    "Option {name!r} requires {nargs} arguments.": "选项“{name}”后面要跟 {nargs} 个取值。",
    "Argument {name!r} takes {nargs} values.": "参数“{name}”要有 {nargs} 个取值。",
    "Takes {nargs} values but 1 was given.": "要有 {nargs} 个取值，只写了 1 个。",
    "Takes {nargs} values but {len} were given.": "要有 {nargs} 个取值，写了 {len} 个。",
    "{len_type} values are required, but {len_value} was given.": "要有 {len_type} 个取值，只写了 {len_value} 个。",
    "{len_type} values are required, but {len_value} were given.": "要有 {len_type} 个取值，写了 {len_value} 个。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Positional arguments": "参数",
    "(dynamic)": "（由程序决定）",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "找不到{name}“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要{name}。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要{name}。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”不能读取。",
    "{name} {filename!r} is not writable.": "{name}“{filename}”不能写入。",
    "{name} {filename!r} is not executable.": "{name}“{filename}”不能运行。",
    "Could not open file {filename!r}: {message}": "打不开文件“{filename}”：{message}",
    "unknown error": "原因不明",
    "Couldn't detect Bash version, shell completion is not supported.": "认不出 Bash 的版本，不能补全命令。",
    "Shell completion is not supported for Bash versions older than 4.4.": "Bash 4.4 以前的版本不能补全命令。",
}


def speak_chinese() -> None:
    """Have click take its words from here."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        vars(module).update(_=_word, ngettext=_counted_word)
    vars(formatting).update(term_len=_columns)


def _word(text: str) -> str:
    return WORDS.get(text, text)


def _counted_word(one: str, many: str, count: int) -> str:
    return _word(one if count == 1 else many)


def _columns(text: str) -> int:
    """Columns of a terminal that ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in click.unstyle(text))
