"""What the window shows as a web page: Tk speaks to no screen reader, a browser does."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from toolkit.desktop.window.actions import Outcome
from toolkit.desktop.window.finding_list import detail
from toolkit.render.listing import Listing, render_listings


def written_page(title: str, outcome: Outcome) -> Path:
    """The page, in a file of its own among the temporary ones."""
    with tempfile.NamedTemporaryFile("wb", prefix="xl-report-", suffix=".html", delete=False) as page:
        page.write(render_listings(title, list(_listings(outcome))))
    return Path(page.name)


def _listings(outcome: Outcome) -> Iterator[Listing]:
    yield Listing(heading="结果", headers=("结果",), rows=[(line,) for line in outcome.sentence.splitlines()])
    for number, finding in enumerate(outcome.findings, start=1):
        heading = f"问题 {number}：{finding.severity.label}"
        yield Listing(heading=heading, headers=("项目", "内容"), rows=detail(finding))
    if outcome.text:
        rows = [(line.text + (f"（{line.problem}）" if line.problem else ""),) for line in outcome.text]
        yield Listing(heading="正文", headers=("正文",), rows=rows)
    if outcome.written:
        yield Listing(heading="写出的文件", headers=("文件",), rows=[(str(path),) for path in outcome.written])
