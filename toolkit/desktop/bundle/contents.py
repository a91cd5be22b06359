"""What every folder holds, whatever the computer: this program, its guide as pages, blank workbooks, the example."""

from __future__ import annotations

import base64
import html
import mimetypes
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import pairwise
from pathlib import Path
from string import Template
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from toolkit.desktop.bundle.archives import files_under
from toolkit.errors import OutputError

PACKAGES = ("toolkit", "workbook_templates")
"""This program as Python imports it."""
GUIDE = "使用说明.html"

_PAGES = {"README.zh-CN.md": GUIDE, "workbook_templates/校验规则.md": "校验规则.html"}
"""Each page of the source code that the folder has too, and what it is called there."""
_BLANKS, _EXAMPLES = "空白工作簿", "示例"


def checkout() -> Path:
    """The source code that this program runs from; :class:`OutputError` where it was installed without."""
    folder = Path(str(resources.files("toolkit"))).parent
    if not (folder / "pyproject.toml").is_file():
        raise OutputError("打包要用本工具的源代码，这里只有安装好的程序。", "请在源代码的文件夹里运行。")
    return folder


def own_packages(source: Path) -> Iterator[tuple[str, bytes]]:
    """The program's modules and data, by their paths below ``site-packages``."""
    for package in PACKAGES:
        for name, path in files_under(source / package):
            yield f"{package}/{name}", path.read_bytes()


def for_people(source: Path, beginning: str) -> Iterator[tuple[str, bytes]]:
    """What people open: the guide, with ``beginning`` (Markdown) before it, a blank workbook a form, the example."""
    for name, page in _PAGES.items():
        text = (source / name).read_text(encoding="utf-8")
        yield page, _page(source, f"{beginning}\n\n{text}" if page == GUIDE else text).encode()
    for name, path in files_under(source / "workbook_templates"):
        if path.suffix == ".xlsx":
            yield f"{_BLANKS}/{name}", path.read_bytes()
    for name, path in files_under(source / "examples"):
        if path.parent.name != "pictures":
            yield f"{_EXAMPLES}/{name}", path.read_bytes()


def beginning(name: str) -> str:
    """The first lines of the guide on one kind of computer."""
    return (resources.files(__package__) / f"{name}.md").read_text(encoding="utf-8")


def _page(source: Path, markdown: str) -> str:
    """A page of its own, with its pictures within, linked to the other pages of the folder and to no others."""
    parser = MarkdownIt().enable("table")
    tokens = parser.parse(markdown)
    for token in tokens:
        token.children = list(_in_folder(token.children, source)) if token.children else token.children
    title = next((text.content for head, text in pairwise(tokens) if (head.tag, head.nesting) == ("h1", 1)), "")
    body = parser.renderer.render(tokens, parser.options, {})
    frame = Template((resources.files(__package__) / "page.html").read_text(encoding="utf-8"))
    return frame.substitute(title=html.escape(title), body=body)


def _in_folder(tokens: Iterable[Token], source: Path) -> Iterator[Token]:
    """The parts of a line with pictures as data and links to where a page is in the folder; others are their text."""
    linked = True
    for token in tokens:
        if token.type == "image":
            token.attrs["src"] = _data(source / unquote(str(token.attrs["src"])))
        if token.type == "link_open":
            target, mark, fragment = str(token.attrs["href"]).partition("#")
            page = _PAGES.get(unquote(target)) if ":" not in target else target
            linked = page is not None or not target
            token.attrs["href"] = f"{page or ''}{mark}{fragment}"
        if linked or token.type not in ("link_open", "link_close"):
            yield token


def _data(picture: Path) -> str:
    kind, _ = mimetypes.guess_type(picture.name)
    return f"data:{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"
