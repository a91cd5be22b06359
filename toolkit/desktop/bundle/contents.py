"""What every folder holds, whatever the computer: this program, its guide as pages, blank workbooks, the example."""

from __future__ import annotations

import base64
import html
import mimetypes
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from string import Template
from urllib.parse import unquote

from markdown_it import MarkdownIt

from toolkit.desktop.bundle.archives import files_under
from toolkit.errors import OutputError

PACKAGES = ("toolkit", "workbook_templates")
"""This program as Python imports it."""
GUIDE = "使用说明.html"

_PAGES = {"README.zh-CN.md": GUIDE, "workbook_templates/校验规则.md": "校验规则.html"}
"""Each page of the source code that the folder has too, and what it is called there."""
_BLANKS, _EXAMPLES = "空白工作簿", "示例"
_PICTURE = re.compile(r'(?<=<img src=")([^":]+)(?=")')
_LINK = re.compile(r'<a href="([^":#]+)(#[^"]*)?">(.*?)</a>', re.DOTALL)


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
    body = MarkdownIt().enable("table").render(markdown)
    body = _PICTURE.sub(lambda found: _data(source / unquote(found[1])), body)
    body = _LINK.sub(lambda found: _link(*found.groups("")), body)
    title = re.search(r"<h1>(.*?)</h1>", body)
    frame = Template((resources.files(__package__) / "page.html").read_text(encoding="utf-8"))
    return frame.substitute(title=title[1] if title else "", body=body)


def _data(picture: Path) -> str:
    kind, _ = mimetypes.guess_type(picture.name)
    return f"data:{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"


def _link(target: str, fragment: str, text: str) -> str:
    """A link to where the page is in the folder; the text alone where it is not in it."""
    page = _PAGES.get(unquote(target))
    return f'<a href="{html.escape(page)}{fragment}">{text}</a>' if page else text
