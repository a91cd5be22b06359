"""Hostile and broken files: a sentence within bounded time and memory, never a traceback."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.at_hand import FORMS
from tests.limits import within
from tests.profiles import examples
from tests.workbook_reading.conftest import Read, base, codes
from tests.workbook_reading.surgery import Package, Typed
from tests.workbook_reading.test_values import essence
from toolkit.errors import UnreadableFile
from toolkit.workbook.reading.read import read_workbook

SECONDS, BYTES = 15, 400_000_000
TABLE = "三 申请办理"


def bounded(source: bytes, folder: Path) -> str:
    """The refusal's message, got within the limits."""
    path = folder / "表.xlsx"
    path.write_bytes(source)
    tracemalloc.start()
    try:
        with within(SECONDS), pytest.raises(UnreadableFile) as stop:
            read_workbook(path, FORMS)
        assert stop.value.code == "WB-01"
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()
    return stop.value.message


def doctype(package: Package) -> None:
    part = package.part_of(TABLE)
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{laughs}]>'.encode()
    package.parts[part] = dtd + package.parts[part].partition(b"?>")[2].replace(b"</v>", b"&a9;</v>", 1)


def utf16_doctype(package: Package) -> None:
    package.parts["xl/styles.xml"] = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")


def external_entity(package: Package) -> None:
    package.parts["xl/styles.xml"] = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'


def bomb(package: Package) -> None:
    part = package.part_of(TABLE)
    package.parts[part] = package.parts[part].replace(b"</sheetData>", b" " * 5_000_000 + b"</sheetData>")


def many_parts(package: Package) -> None:
    package.parts |= {f"xl/media/{number}.txt": b"" for number in range(3_000)}


def many_sheets(package: Package) -> None:
    sheets = next(each for each in package.book if each.tag.endswith("}sheets"))
    link = {key: value for key, value in sheets[0].attrib.items() if key.endswith("}id")}
    for number in range(2_000):
        sheets.append(sheets.makeelement(sheets[0].tag, {"name": f"s{number}", "sheetId": str(number + 90)} | link))


def far_rows(package: Package) -> None:
    data = package.tree(package.part_of(TABLE)).find("{*}sheetData")
    for number in range(1_000):
        package_row = data.makeelement(data[0].tag, {"r": str(2_000 + number)})
        cell = data.makeelement(data[0][0].tag, {"r": f"XFD{2_000 + number}"})
        cell.append(data.makeelement(f"{{{data[0].nsmap[None]}}}v", {}))
        cell[0].text = "1"
        package_row.append(cell)
        data.append(package_row)


def endless_row(package: Package) -> None:
    data = package.tree(package.part_of(TABLE)).find("{*}sheetData")
    data.append(data.makeelement(data[0].tag, {"r": "999999999999"}))


def no_strings(package: Package) -> None:
    package.parts["xl/workbook.xml"] = package.parts["xl/workbook.xml"][:-200]


def broken_sheet(package: Package) -> None:
    part = package.part_of(TABLE)
    package.parts[part] = package.parts[part].replace(b"</row>", b"</raw>", 1)


def twice(package: Package) -> None:
    package.parts["xl/Workbook.xml"] = package.parts["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (doctype, "DTD"),
        (utf16_doctype, "DTD"),
        (external_entity, "DTD"),
        (bomb, "压缩比例"),
        (many_parts, "个部件"),
        (many_sheets, "张工作表"),
        (no_strings, "已损坏"),
        (broken_sheet, "已损坏"),
        (twice, "两个名为"),
    ],
)
def test_harm_is_refused(package: Package, tmp_path: Path, harm: Callable[[Package], None], said: str) -> None:
    harm(package)
    assert said in bounded(package.to_bytes(), tmp_path)


@pytest.mark.parametrize("harm", [far_rows, endless_row])
def test_far_cells_cost_nothing_or_are_refused(package: Package, read: Read, harm: Callable[[Package], None]) -> None:
    harm(package)
    with within(SECONDS):
        try:
            assert essence(read(package)[0]) == essence(base())
        except UnreadableFile as stop:
            assert "范围异常大" in stop.message


def test_a_lying_directory(tmp_path: Path) -> None:
    """Two million entries, which zipfile would all build before anyone could count them."""
    end = b"PK\x05\x06" + b"\0" * 4 + b"\xff\xff" * 2 + (90_000_000).to_bytes(4, "little") + b"\0" * 6
    assert "目录" in bounded(b"PK\x03\x04" + b"\0" * 1_000 + end, tmp_path)


def test_a_value_in_the_last_cell(package: Package, read: Read) -> None:
    package.put(f"{TABLE}!XFD1048576", 1)
    with within(SECONDS):
        filing, _ = read(package)
    assert essence(filing) == essence(base())


def test_text_in_the_last_rows_is_read_in_time(package: Package, read: Read) -> None:
    """Not row by row down to it."""
    with within(SECONDS):
        for sheet in ("引言", "一 总体情况", "六 其他事项"):
            package.put(f"{sheet}!B1048576", "末段")
        package.put("指标!B1048576", 5)
        filing, findings = read(package)
    assert str(filing.narrative["overview"][-1].where) == "一 总体情况!B1048576"
    assert [(each.code, str(each.where)) for each in findings] == [("WB-11", "指标!A1048576")]


def test_huge_texts_and_cyclic_formulas_are_only_read(package: Package, read: Read) -> None:
    text = "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9FA5), k=500_000)))
    package.put("五 问题改进!B4", text)
    package.put("五 问题改进!B5", Typed("=B5&NOW()"))
    filing, findings = read(package)
    assert filing.narrative["problems"][0].text == text
    assert codes(findings) == ["WB-09"]


def test_external_links_and_merges_of_everything_are_never_built(package: Package, read: Read) -> None:
    sheet = package.tree(package.part_of(TABLE))
    merges = next(each for each in sheet if each.tag.endswith("}mergeCells"))
    merges[0].set("ref", "A1:XFD1048576")
    links = sheet.makeelement(merges.tag.replace("mergeCells", "hyperlinks"), {})
    links.append(sheet.makeelement(merges.tag.replace("mergeCells", "hyperlink"), {"ref": "A1:XFD1048576"}))
    merges.addnext(links)
    with within(SECONDS):
        assert essence(read(package)[0]) == essence(base())


def test_a_wrong_dimension(package: Package, read: Read) -> None:
    for name in package.parts:
        if name.startswith("xl/worksheets/sheet"):
            for dimension in package.tree(name).iter("{*}dimension"):
                dimension.set("ref", "A1")
    assert essence(read(package)[0]) == essence(base())


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bytes_never_give_a_traceback(filled: bytes, tmp_path: Path, data: st.DataObject) -> None:
    parts = Package.of(filled).parts
    name = data.draw(st.sampled_from([each for each in sorted(parts) if "theme" not in each]))
    position = data.draw(st.integers(0, len(parts[name]) - 1))
    flipped = bytearray(parts[name])
    flipped[position] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "表.xlsx"
    path.write_bytes(Package(parts | {name: bytes(flipped)}).to_bytes())
    try:
        read_workbook(path, FORMS)
    except UnreadableFile as stop:
        assert stop.message


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), cut=st.booleans())
def test_a_damaged_file_never_gives_a_traceback(
    filled: bytes, tmp_path: Path, place: float, bit: int, cut: bool
) -> None:
    position = int(place * len(filled))
    damaged = filled[:position] if cut else bytearray(filled)
    if isinstance(damaged, bytearray):
        damaged[position] ^= 1 << bit
    path = tmp_path / "表.xlsx"
    path.write_bytes(damaged)
    try:
        read_workbook(path, FORMS)
    except UnreadableFile as stop:
        assert stop.message


def test_encrypted_parts(filled: bytes, tmp_path: Path) -> None:
    source = bytearray(filled)
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        part = package.getinfo("xl/workbook.xml").header_offset
    entry = source.rfind(b"PK\x01\x02", 0, source.rfind(b"xl/workbook.xml"))
    source[part + 6] |= 1
    source[entry + 8] |= 1
    assert "已损坏" in bounded(bytes(source), tmp_path)
