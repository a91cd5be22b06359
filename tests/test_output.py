"""Results are written whole or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import errno
import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import OutputError, reason_of
from toolkit.output import LONGEST_NAME, is_untouched, safe_name, seal, write_result


def _zip(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", text)
    return buffer.getvalue()


def _pdf(text: str) -> bytes:
    return b"%PDF-1.7\n" + text.encode() + b"\ntrailer\nstartxref\n9\n%%EOF\n"


def _page(text: str) -> bytes:
    return f"<!doctype html><p>{text}".encode()


SEALED: dict[str, Callable[[str], bytes]] = {
    ".docx": _zip,
    ".xlsx": _zip,
    ".pdf": _pdf,
    ".html": _page,
    ".md": _page,
}


@pytest.mark.parametrize("suffix", SEALED)
def test_own_untouched_results_are_replaced(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"报告{suffix}"
    assert write_result(target, SEALED[suffix]("一")) == target
    assert write_result(target, SEALED[suffix]("二")) == target
    assert target.read_bytes() == seal(SEALED[suffix]("二"), suffix)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("suffix", SEALED)
def test_edited_results_are_kept(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"报告{suffix}"
    write_result(target, SEALED[suffix]("一"))
    target.write_bytes(target.read_bytes().replace("一".encode(), "乙".encode()))
    edited = target.read_bytes()
    assert write_result(target, SEALED[suffix]("二")).name == f"报告（2）{suffix}"
    assert write_result(target, SEALED[suffix]("三")).name == f"报告（2）{suffix}"
    assert target.read_bytes() == edited


def test_files_from_elsewhere_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "报告.txt"
    target.write_text("别人的", encoding="utf-8")
    assert write_result(target, b"new").name == "报告（2）.txt"
    assert write_result(target, b"newer").name == "报告（3）.txt"
    assert write_result(target, b"new").name == "报告（2）.txt"
    assert target.read_text(encoding="utf-8") == "别人的"


def test_a_sealed_zip_and_page_read_as_before() -> None:
    with zipfile.ZipFile(io.BytesIO(seal(_zip("正文"), ".docx"))) as archive:
        assert archive.read("word/document.xml").decode() == "正文"
    assert seal(b"text", ".txt") == b"text"
    assert seal(_pdf("x"), ".pdf").endswith(b"startxref\n9\n%%EOF\n")


def test_a_seal_quoted_in_the_text_is_no_seal() -> None:
    quoted = seal(b"<p>", ".html")
    again = seal(quoted, ".html")
    assert is_untouched(again)
    assert not is_untouched(quoted.replace(b"<p>", b"<b>"))
    assert not is_untouched(b"xl-report sha256:" + b"0" * 64)


def test_the_source_itself_is_never_replaced(tmp_path: Path) -> None:
    source = write_result(tmp_path / "报告.docx", _zip("一"))
    assert write_result(source, _zip("二"), source=source).name == "报告（2）.docx"


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.html"
    link = tmp_path / "out" / "报告.html"
    link.parent.mkdir()
    link.symlink_to(outside)
    assert write_result(link, b"<p>").name == "报告（2）.html"
    assert not outside.exists()


@pytest.mark.parametrize("place", ["/dev/null", "."])
def test_only_plain_files_are_written(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match=r"不是普通文件|路径无法使用"):
        write_result(Path(place), b"x")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "denied"), "正在 Word"),
        (OSError(errno.ENOSPC, "full"), "磁盘已满"),
        (KeyboardInterrupt("stop"), "stop"),
    ],
)
def test_a_failed_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    target = write_result(tmp_path / "报告.docx", _zip("一"))
    before = target.read_bytes()
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((OutputError, KeyboardInterrupt), match=said):
        write_result(target, _zip("二"))
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_folder_below_a_file_gives_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="上级路径不是文件夹"):
        write_result(tmp_path / "file" / "out.txt", b"x")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("某市/市场监管局：2025", "某市 市场监管局：2025"),
        ("../../etc/passwd", "etc passwd"),
        ("CON", "_CON"),
        ("nul.docx", "_nul.docx"),
        ("", "报告"),
        (" . ", "报告"),
        ("某局\u202etxt\u0000", "某局txt"),
    ],
)
def test_names_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_every_name_makes_one_file_name(name: str) -> None:
    safe = safe_name(name)
    assert safe == os.path.basename(safe)  # noqa: PTH119 -- the very question
    assert len(safe.encode()) <= LONGEST_NAME + 1
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', safe)
    assert safe not in ("", ".", "..")


def test_reasons_are_chinese_whatever_the_system_speaks() -> None:
    for number in errno.errorcode:
        assert not re.search("[A-Za-z]", reason_of(OSError(number, "Permission denied")))


@pytest.mark.parametrize(
    "name", ["a:b.xlsx", "CON", "com1.txt.xlsx", "尾 ", "a.xlsx.", "问?.docx", "夹 /a.xlsx", "aux/a.xlsx", "<a>.md"]
)
def test_names_that_windows_does_not_take_are_refused_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(OutputError, match="在 Windows 上"):
        write_result(tmp_path / name, b"")
    assert list(tmp_path.iterdir()) == []


def test_names_that_windows_takes_are_written_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    for name in ("console.xlsx", ".a", "a b（2）.xlsx", "夹/../夹/a.xlsx", "com10.txt"):
        assert write_result(tmp_path / name, b"").is_file()


def test_a_path_too_long_for_windows_is_called_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("toolkit.output._write_beside", lambda *_: (tmp_path / "absent" / "a").write_bytes(b""))
    with pytest.raises(OutputError, match="路径太长"):
        write_result(tmp_path.joinpath(*["很长的文件夹名"] * 40, "a.xlsx"), b"")
    with pytest.raises(OutputError, match="文件不存在"):
        write_result(tmp_path / "a.xlsx", b"")
