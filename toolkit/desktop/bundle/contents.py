"""What every folder holds, whatever the computer: this program, its guide as pages, blank workbooks, the example."""

from __future__ import annotations

import base64
import html
import mimetypes
import posixpath
from collections.abc import Iterable, Iterator, Sequence
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

_PAGES = {
    "README.zh-CN.md": GUIDE,
    "examples/guide/clerk.md": "说明/填报人员.html",
    "examples/guide/county.md": "说明/主管部门.html",
    "examples/guide/it.md": "说明/信息技术人员.html",
    "examples/guide/commands.md": "说明/全部命令.html",
    "workbook_templates/校验规则.md": "说明/校验规则.html",
}
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


def for_people(source: Path, beginning: str = "") -> Iterator[tuple[str, bytes]]:
    """What people open: the guide, with ``beginning`` (Markdown) before it, a blank workbook a form, the example."""
    for name, page in _PAGES.items():
        yield page, _page(source, name, beginning if page == GUIDE else "").encode()
    for name, path in files_under(source / "workbook_templates"):
        if path.suffix == ".xlsx":
            yield f"{_BLANKS}/{name}", path.read_bytes()
    for name, path in files_under(source / "examples"):
        if not name.startswith("guide/"):  # whose pages are above
            yield f"{_EXAMPLES}/{name}", path.read_bytes()


def _page(source: Path, name: str, beginning: str) -> str:
    """A page of its own, with its pictures within, linked to the other pages of the folder and to no others."""
    markdown = (source / name).read_text(encoding="utf-8")
    parser = MarkdownIt().enable("table")
    tokens = parser.parse(f"{beginning}\n\n{markdown}")
    for token in tokens:
        token.children = list(_in_folder(token.children, source, name)) if token.children else token.children
    title = next((text.content for head, text in pairwise(tokens) if (head.tag, head.nesting) == ("h1", 1)), "")
    body = parser.renderer.render(tokens, parser.options, {})
    frame = Template((resources.files(__package__) / "page.html").read_text(encoding="utf-8"))
    return frame.substitute(title=html.escape(title), body=body)


def _in_folder(tokens: Iterable[Token], source: Path, name: str) -> Iterator[Token]:
    """The parts of a line of the page ``name``, with pictures as data and links to where a page is in the folder.

    A link to what is not in the folder is its text, and lines of Chinese are joined without a blank.
    """
    linked = True
    for token in _joined(list(tokens)):
        if token.type == "image":
            token.attrs["src"] = _data(source / _named(name, str(token.attrs["src"])))
        if token.type == "link_open":
            target, mark, fragment = str(token.attrs["href"]).partition("#")
            page = _PAGES.get(_named(name, target)) if ":" not in target else target
            linked = page is not None or not target
            if page and page != target:
                page = posixpath.relpath(page, posixpath.dirname(_PAGES[name]) or ".")
            token.attrs["href"] = f"{page or ''}{mark}{fragment}"
        if linked or token.type not in ("link_open", "link_close"):
            yield token


def _joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """``tokens`` without the ends of lines beside Chinese: a browser would show a blank."""
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        ends = (before.content[-1:] if before else "") + (after.content[:1] if after else "")
        if token.type != "softbreak" or ends.isascii():
            yield token


def _named(page: str, target: str) -> str:
    """What a link on a page of the source code leads to, as seen from its root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(target)))


def _data(picture: Path) -> str:
    kind, _ = mimetypes.guess_type(picture.name)
    return f"data:{kind};base64,{base64.b64encode(picture.read_bytes()).decode()}"
