"""Places are paths or URLs: the same figures, from and to either, and a sentence where a URL cannot be used."""

from __future__ import annotations

import builtins
import datetime as dt
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import command_line
from tests.rollup.county import COUNTY, UNITS, call, figures, put, received, with_roster
from toolkit import api
from toolkit.errors import MissingTool, ReportError, UnreadableFile
from toolkit.places import Url, fetch, files_in, place_of, send
from toolkit.rollup.executors import processes


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three units, one of them in a zip archive, and a photo."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for number, name in enumerate(UNITS, start=1):
        path = put(tmp_path / "2025", name, figures(number * 10))
    with zipfile.ZipFile(tmp_path / "2025" / "来件.zip", "w") as archive:
        archive.write(path, f"报送/{path.name}")
    path.unlink()
    (tmp_path / "2025" / "照片#1 a.bmp").write_bytes(b"x")
    return tmp_path


def upload(folder: Path, url: str) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            send(path, place_of(f"{url}/{path.relative_to(folder.parent).as_posix()}"))  # type: ignore[arg-type]  # a URL


def names(url: str) -> set[str]:
    return {file.inside for file in files_in(Url(url), lambda _: False)}


def test_s3_and_local_give_identical_figures(county: Path, s3: str, tmp_path: Path) -> None:
    """Identical files, indeed, whoever reads; the roster is at a URL too."""
    local = with_roster(county, COUNTY, "--format", "json")
    upload(county / "2025", s3)
    send(county / "名册2025.xlsx", Url(f"{s3}/名册2025.xlsx"))
    arguments = ("run", f"{s3}/2025/", "--roster", f"{s3}/名册2025.xlsx", "--jobs", 1, "--format", "json")
    remote = call(*arguments, "-o", tmp_path / "远.xlsx")
    expected, found = (json.loads(result.stdout) for result in (local, remote))
    for key in ("files", "units", "findings"):
        assert found[key] == expected[key]
    assert expected["files"]["passed_over"] == {"2025/照片#1 a.bmp": "不是报告会用的文件格式"}
    assert (tmp_path / "远.xlsx").read_bytes() == (county / "汇总.xlsx").read_bytes()
    again = json.loads(call(*arguments, "-o", tmp_path / "远.xlsx").stdout)
    assert again["files"]["read"] == 0

    written = call(*arguments, "-o", f"{s3}/结果/汇总.xlsx")
    assert json.loads(written.stdout)["written"] == [f"{s3}/结果/汇总.xlsx"]
    assert names(f"{s3}/结果") == {"汇总.xlsx", "汇总.sqlite"}
    fetch(Url(f"{s3}/结果/汇总.xlsx"), tmp_path / "取回.xlsx")
    assert (tmp_path / "取回.xlsx").read_bytes() == (county / "汇总.xlsx").read_bytes()
    assert not any("s3:" in path.name for path in (*Path.cwd().iterdir(), *tmp_path.rglob("*")))


def test_results_at_a_url_are_taken_up_by_another_machine(
    county: Path, s3: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What staff changed there is kept, and last year's store is found there."""
    out = f"{s3}/汇总.xlsx"
    api.rollup([county / "2025"], out, agency="某县人民政府", executor=processes(1))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert api.rollup([county / "2025"], out, agency="某县人民政府").read == 0
    fetch(Url(out), tmp_path / "改.xlsx")
    send(put(tmp_path, "某县人民政府", figures(1), stem="改"), Url(out))
    put(county / "2025", UNITS[0], figures(11))
    outcome = api.rollup([county / "2025"], out, agency="某县人民政府")
    assert outcome.read == 1
    assert {"汇总.xlsx", "汇总.sqlite"} < names(s3)
    (path,) = outcome.written
    assert received(path) == ("某县人民政府", 61)
    put(county / "2026", UNITS[0], figures(11), year=2026)
    later = api.rollup([county / "2026"], tmp_path / "2026.xlsx", agency="某县人民政府", prior=out)
    assert later.year == 2026


def test_a_letter_that_staff_changed_there_is_not_overwritten(county: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    out, letter = "memory://letters/汇总.xlsx", Url("memory://letters/汇总_退回/2026-01-15/某县科技局 退回函.docx")
    put(county / "2025", "某县科技局", figures(1), year=2024)

    def send_back() -> None:
        day = dt.date(2026, 1, 15)
        api.rollup([county / "2025"], out, agency="某县人民政府", year=2025, returns=True, on=day)

    send_back()
    (tmp_path / "改.docx").write_bytes("另有口头说明。".encode())
    send(tmp_path / "改.docx", letter)
    send_back()
    fetch(letter, tmp_path / "取回.docx")
    assert (tmp_path / "取回.docx").read_text() == "另有口头说明。"
    assert len([name for name in names("memory://letters") if name.endswith(".docx")]) == 2


def test_what_somebody_changes_meanwhile_is_not_overwritten(county: Path, s3: str, tmp_path: Path) -> None:
    out = f"{s3}/汇总.xlsx"
    api.rollup([county / "2025"], out, agency="某县人民政府")
    put(county / "2025", UNITS[0], figures(11))
    other = put(tmp_path, "某县人民政府", figures(1), stem="别人的")

    def meanwhile(stage: str, done: int, total: int) -> None:
        if stage == "写出汇总工作簿" and not done:
            send(other, Url(out))

    with pytest.raises(ReportError, match="被别人改过"):
        api.rollup([county / "2025"], out, agency="某县人民政府", progress=meanwhile)
    fetch(Url(out), tmp_path / "取回.xlsx")
    assert (tmp_path / "取回.xlsx").read_bytes() == other.read_bytes()


def test_a_url_that_leads_nowhere(county: Path, s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    nowhere = call("run", f"{s3}/无", "-o", county / "x.xlsx", "--jobs", 1)
    assert (nowhere.exit_code, f"找不到“{s3}/无”" in nowhere.output) == (2, True)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    unreachable = call("run", "s3://another/2025", "-o", county / "x.xlsx", "--jobs", 1)
    assert unreachable.exit_code == 2
    assert "连接不上“s3://another/2025”" in unreachable.output


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("fsspec", "pip install 'xl-report[cluster]'"), ("s3fs", "pip install 'xl-report[cluster]'"), ("gcsfs", "gcsfs")],
)
def test_a_plug_in_that_is_not_there(
    missing: str, sentence: str, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if missing != "fsspec":
        registry = pytest.importorskip("fsspec.registry")
        monkeypatch.delitem(registry._registry, "s3", raising=False)
    without(missing, monkeypatch)
    url = "gs://b/2025" if missing == "gcsfs" else "s3://b/2025"
    with pytest.raises(MissingTool, match="://”开头的地址需要另外安装") as raised:
        api.rollup([url], county / "汇总.xlsx")
    assert sentence in str(raised.value)


def without(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    original: Callable[..., Any] = builtins.__import__

    def refusing(name: str, *arguments: Any, **named: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return original(name, *arguments, **named)

    for module in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", refusing)


@pytest.mark.parametrize(
    ("url", "sentence"), [("xyz://b/2025", "不认识“xyz://b/2025”"), ("http://[::1/2025", "连接不上“http://")]
)
def test_a_url_that_is_none(url: str, sentence: str, county: Path) -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(UnreadableFile, match=sentence):
        api.rollup([url], county / "汇总.xlsx")


def test_no_command_takes_a_url_for_a_folder(county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = county / "2025" / f"{UNITS[0]}.xlsx"
    for arguments in (
        ("check", "s3://b/x.xlsx"),
        ("export", file, "-o", "s3://b/x.json"),
        ("rollup", "diff", "s3://b/汇总.xlsx"),
    ):
        result = command_line.run(*arguments)
        assert result.exit_code == 2
        assert "是网络地址" in result.output
    with pytest.raises(UnreadableFile, match="是网络地址"):
        api.to_json(file).file.save(Path("s3://b/x.json"))
    assert not (tmp_path / "s3:").exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("s3://b/年报/2025/", Url("s3://b/年报/2025")),
        ("S3://b", Url("s3://b")),
        (Path("s3://b/x"), Url("s3://b/x")),
        ("file:///data/x", Path("/data/x")),
        ("/data/s3:/x", Path("/data/s3:/x")),
        ("C:/年报", Path("C:/年报")),
        ("2025", Path("2025")),
    ],
)
def test_what_people_write_is_a_place(text: str | Path, place: Path | Url) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize(
    "url",
    [
        "sftp://zhang:hunter2@host/2025",
        "sftp://zhang:hunter2@host:22/2025",
        "smb://zhang:hunt/er2@host/2025",
        "https://:hunter2@host/2025",
        "s3://key:hunter2@bucket/2025",
        "https://host/2025?X-Amz-Credential=1&X-Amz-Signature=hunter2",
        "https://host/2025?sv=1&sig=hunter2",
        "https://host/2025?token=hunter2",
        "https://zhang@host/2025?x=1&x-oss-security%2dtoken=hunter2",
    ],
)
def test_a_password_or_signature_in_a_url_is_refused_and_never_repeated(url: str, county: Path) -> None:
    for arguments in (
        ("run", url, "-o", county / "汇总.xlsx"),
        ("run", county / "2025", "-o", f"{url}/汇总.xlsx"),
        ("run", county / "2025", "-o", county / "汇总.xlsx", "--roster", f"{url}/名册.xlsx"),
        ("run", county / "2025", "-o", county / "汇总.xlsx", "--prior", url),
        ("diff", url),
    ):
        result = call(*arguments)
        assert result.exit_code == 2
        assert "hunt" not in result.output
        assert ("地址里写了密码" in result.output and "FSSPEC_" in result.output) or "签名或令牌" in result.output
    assert not [*county.glob("*.sqlite*")]


@pytest.mark.parametrize(
    "url",
    [
        "https://host/2025?id=5&design=2",
        "s3://b/a?versionId=1",
        "hdfs://host:8020/a@b/2025",
        "sftp://zhang@host/2025",
        "s3://arn:aws:s3:x:1:accesspoint/a@b",
        "s3://b/a:c@d",
    ],
)
def test_a_url_without_a_password_is_a_place(url: str) -> None:
    assert place_of(url) == Url(url)


def test_what_a_server_says_is_repeated_without_signatures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = pytest.importorskip("fsspec.implementations.memory").MemoryFileSystem

    def refused(*_: object) -> None:
        raise OSError("403, url='https://b/x?X-Amz-Date=1&X-Amz-Signature=hunter2'")

    monkeypatch.setattr(memory, "get_file", refused)
    with pytest.raises(UnreadableFile, match=r"X-Amz-Date=1&X-Amz-Signature=…'") as refusal:
        fetch(Url("memory://b/x"), tmp_path / "x")
    assert "hunter2" not in str(refusal.value)


def test_what_does_not_say_how_large_it_is_is_fetched_within_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = pytest.importorskip("fsspec.implementations.memory").MemoryFileSystem
    (tmp_path / "a").write_bytes(b"x" * 1000)
    send(tmp_path / "a", Url("memory://unsized/a"))
    monkeypatch.setattr(memory, "info", lambda self, path, **_: {"name": path, "type": "file", "size": None})
    for most, found in ((10, 10), (1000, 1000), (5000, 1000)):
        fetch(Url("memory://unsized/a"), tmp_path / "b", most)
        assert (tmp_path / "b").stat().st_size == found
