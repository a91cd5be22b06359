"""The bundled example, broken in every way that staff break workbooks, and the annotated copy of what is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pytest

from tests.at_hand import FORMS
from tests.built import opened
from tests.regenerate import WORKBOOK
from tests.workbook_reading.surgery import Package, Typed
from toolkit.filing import Filing
from toolkit.finding import Finding
from toolkit.rules.engine import check_filing
from toolkit.workbook.marking.annotate import annotated_workbook
from toolkit.workbook.reading.read import read_workbook


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A workbook read and checked."""

    filing: Filing
    reading: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def places(self) -> set[tuple[str, str]]:
        """Each code with every cell it names."""
        return {(each.code, str(ref.where)) for each in self.findings for ref in each.cells}

    @cached_property
    def _copy(self) -> bytes:
        return annotated_workbook(self.filing, self.findings)

    def annotated(self) -> bytes:
        return self._copy

    def sheets(self) -> Any:
        """Shared, so not to be changed."""
        return opened(self._copy)


Check = Callable[[Package | bytes], Checked]


@pytest.fixture
def package() -> Package:
    """The example, in which nothing is found."""
    return Package.of(WORKBOOK.read_bytes())


@pytest.fixture
def broken(package: Package) -> Package:
    """The example with a fault of each kind."""
    package.put("三 申请办理!D7", "20件")
    package.put("三 申请办理!E8", None)
    package.put("三 申请办理!J6", 77)
    package.put("封面!B5", "二零二五")
    package.put("指标!A8", "新收申请")
    package.put("指标!B8", 12)
    package.put("指标!B9", "十二")
    package.put("指标!C9", "场")
    package.put("二 主动公开!B7", 99)
    package.put("一 总体情况!A5", "乱写")
    package.put("一 总体情况!B5", "开展培训3次。全年新收 {{ 不存在 }}件。")
    package.put("六 其他事项!A4", Typed("=1/0"))
    return package


@pytest.fixture(scope="session")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Reads and checks a workbook, once however many tests do."""
    path = tmp_path_factory.mktemp("annotate") / "填报表.xlsx"

    @cache
    def checked(content: bytes) -> Checked:
        path.write_bytes(content)
        filing, reading = read_workbook(path, FORMS)
        return Checked(filing=filing, reading=reading, findings=check_filing(filing, reading))

    return lambda source: checked(source.to_bytes() if isinstance(source, Package) else source)
