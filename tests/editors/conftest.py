"""The editors of websites, each on a page of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.npm import install_packages
from tests.pictures.album import photograph

Paste = Callable[[str, Path, bool], str]
PACKAGES = (
    "@wangeditor/editor@5.1.23",
    "tinymce@8.9.2",
    "ckeditor5@48.5.2",
    "quill@2.0.3",
    "@tiptap/core@3.32.2",
    "@tiptap/starter-kit@3.32.2",
    "@tiptap/extension-table@3.32.2",
    "@tiptap/extension-text-align@3.32.2",
    "@tiptap/pm@3.32.2",
    "ueditor@1.2.3",  # brings UEditor 1.4.3
    "esbuild@0.28.2",
)
PHOTOGRAPHED = "tinymce"
PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a page for each editor."""
    folder = tmp_path_factory.mktemp("editors")
    install_packages(folder, PACKAGES)
    shutil.copytree(PAGES, folder, dirs_exist_ok=True)
    bundler = folder / "node_modules" / ".bin" / "esbuild"
    command = [str(bundler), "tiptap.js", "--bundle", "--outfile=tiptap.bundle.js", "--log-level=error"]
    subprocess.run(command, cwd=folder, check=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def paste(pages: Path, browser: Any, album: Path) -> Iterator[Paste]:
    """``paste("quill", page, False)``: what an editor makes of ``page``, of which all is selected and copied by hand.

    With ``True`` the page's own button copies it; :data:`PHOTOGRAPHED` then shows the guide how that looks.
    """
    context = browser.new_context(viewport={"width": 1000, "height": 700})

    def pasted(editor: str, source: Path, by_button: bool) -> str:
        page = context.new_page()
        page.goto(source.as_uri())
        if by_button:
            page.click("#copy")
            assert page.inner_text("#copied").startswith("已复制")
        else:
            page.keyboard.press("Control+a")
            page.keyboard.press("Control+c")
        area = context.new_page()
        area.goto((pages / f"{editor}.html").as_uri())
        area.wait_for_function("window.ready === true")
        area.bring_to_front()
        area.evaluate("begin()")
        area.wait_for_function("document.activeElement !== document.body")  # some editors take the focus a frame later
        area.keyboard.press("Control+v")
        area.wait_for_function("content().includes('<table')")
        content = str(area.evaluate("content()"))
        if by_button and editor == PHOTOGRAPHED:
            area.mouse.wheel(0, 2_000)
            photograph(area, album / "pasted.png")
        page.close()
        area.close()
        return content

    yield pasted
    context.close()
