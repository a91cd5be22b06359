"""Where files are: paths on this machine, and URLs of what is elsewhere (``s3://…``), by fsspec and its plug-ins.

A URL has the same parts as a path. Nothing here is opened in place: what is read is brought here first, and what was
made here is sent there whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from toolkit.errors import MissingTool, OutputError, UnreadableFile, reason_of
from toolkit.patterns import regex

_URL = regex(
    r"(?P<scheme>[a-z][a-z0-9+.-]+):/{1,2}(?P<rest>[^/].*)", re.IGNORECASE | re.DOTALL
)  # a drive has one letter
_PASSWORD = regex(r"(?!arn:)(?P<user>[^/@:]*):(?!\d+(?:/|$))[^@]*@(?P<host>.*)", re.DOTALL)  # but no port
_ANY = "[^=&;#]{0,60}"
_SECRET = regex(
    rf"""
      (?P<name> [?&;#]
        (?: {_ANY} (?: signature | token | secret | passw | credential | accesskeyid ) {_ANY}
          | sig | key | pwd | auth ) )
      = (?P<value> [^&;#\s'"]++ )
    """,
    re.IGNORECASE | re.VERBOSE,
    matches=("名册.xlsx?X-Amz-Signature=3f", "?sv=2025&sig=a%2B", "#access_token=x"),
    misses=("?year=2025", "?signed=", "sig=3f", "?design=a"),
)
"""A parameter of a URL that lets in whoever knows it, such as the signature of one that a store gave out."""
_LOCAL = ("file", "local")
_CHANGES = ("etag", "e_tag", "lastmodified", "last_modified", "mtime", "updated", "created", "md5", "content_md5")
"""What file systems say, in any case, that differs once a file was written again."""
_PIECE = 8_000_000
_PLUG_INS = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "az": "adlfs", "oss": "ossfs",
             "sftp": "paramiko", "ssh": "paramiko", "smb": "smbprotocol", "hdfs": "pyarrow", "http": "aiohttp",
             "https": "aiohttp"}  # fmt: skip
_OF_THE_EXTRA = ("fsspec", "s3fs")


@dataclass(frozen=True, slots=True, order=True)
class Url:
    """A place that is not on this machine; ``text`` does not end in a slash."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __truediv__(self, name: str) -> Url:
        return Url(f"{self.text}/{name}")

    @property
    def scheme(self) -> str:
        """What comes before ``://``, in lower case."""
        return self.text.partition("://")[0].lower()

    @property
    def name(self) -> str:
        """What comes last."""
        return self.text.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.name).stem

    @property
    def suffix(self) -> str:
        """The ending of the name."""
        return PurePosixPath(self.name).suffix

    @property
    def parent(self) -> Url:
        """The folder that it is in."""
        return Url(self.text.rpartition("/")[0])

    def with_name(self, name: str) -> Url:
        """Another in the same folder."""
        return self.parent / name


Place = Path | Url


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """A file elsewhere; ``inside`` is its path below the place that was listed, ``stamp`` shows whether it changed."""

    url: Url
    inside: str
    size: int
    stamp: str


def place_of(text: str | Path | Url) -> Place:
    """What people write, as a place; also of a URL that was taken for a path and lost a slash thereby.

    :class:`UnreadableFile`, which does not repeat it, for a URL with a password or signature: places are shown and
    kept.

    >>> place_of("s3://年报/2025/"), place_of(Path("s3://年报/2025")).name
    (Url(text='s3://年报/2025'), '2025')
    >>> place_of("file:///tmp/2025").as_posix()
    '/tmp/2025'
    """
    if isinstance(text, Url):
        return text
    found = _URL.fullmatch(text.as_posix() if isinstance(text, Path) else text)
    if found is None:
        return Path(re.sub(r"^file:/+", "/", str(text)))
    scheme, rest = found["scheme"].lower(), found["rest"].rstrip("/")
    if scheme in _LOCAL:
        return Path(rest)
    if _SECRET.search(unquote(rest)):
        raise UnreadableFile(
            "地址里带着签名或令牌，没有使用。",
            "地址会显示出来，也存进汇总库；请先把文件下载到本机，或写不带签名的地址，改用密钥、凭据文件登录。",
        )
    if secret := _PASSWORD.fullmatch(rest):
        without = f"{scheme}://{secret['user']}@{secret['host']}"
        raise UnreadableFile(
            f"地址里写了密码，没有使用；去掉密码是“{without}”。",
            "地址会显示出来，也存进汇总库；密码请放在环境变量 "
            f"FSSPEC_{scheme.upper()}_PASSWORD 里，或改用密钥、凭据文件登录。",
        )
    return Url(f"{scheme}://{rest}")


def local_path(text: str | Place) -> Path:
    """A place that must be on this machine; :class:`UnreadableFile` for a URL."""
    place = place_of(text)
    if isinstance(place, Url):
        raise UnreadableFile(
            f"“{place}”是网络地址，这里只能用本机的文件。", "请先把它复制到本机；rollup run 可以直接读写网络地址。"
        )
    return place


def files_in(url: Url, leave_out: Callable[[Url], bool]) -> Iterator[RemoteFile]:
    """Every file below ``url``, or the one that it is, in a fixed order, without hidden folders and those to leave out.

    :class:`FileNotFoundError` where there is nothing, :class:`UnreadableFile` where it cannot be reached.
    """
    with _reaching(url) as (system, root):
        if system.isfile(root):
            yield _remote(url, "", system.info(root))
            return
        yield from _walked(system, root, url, "", leave_out)


def _walked(system: Any, folder: str, root: Url, below: str, leave_out: Callable[[Url], bool]) -> Iterator[RemoteFile]:
    entries = {info["name"].rstrip("/").rpartition("/")[2]: info for info in system.ls(folder, detail=True)}
    folders = [name for name, info in sorted(entries.items()) if info["type"] == "directory"]
    for name, info in sorted(entries.items()):
        if info["type"] != "directory" and name:
            inside = f"{below}/{name}".lstrip("/")
            yield _remote(root / inside, inside, info)
    for name in folders:
        inside = f"{below}/{name}".lstrip("/")
        if not name.startswith(".") and not leave_out(root / inside):
            yield from _walked(system, entries[name]["name"], root, inside, leave_out)


def _remote(url: Url, inside: str, info: dict[str, Any]) -> RemoteFile:
    size = int(info.get("size") or 0)
    said = sorted(f"{key}={value}" for key, value in info.items() if key.lower() in _CHANGES)
    return RemoteFile(url=url, inside=inside, size=size, stamp=f"{size} {' '.join(said) or os.urandom(8).hex()}")


@contextmanager
def brought_here(place: Place, most: int | None = None) -> Iterator[Path]:
    """The file itself, or for the time being a copy of its name, of which no more than ``most`` bytes are there.

    :class:`UnreadableFile` where a URL cannot be reached; :class:`OSError` where nothing is there.
    """
    if isinstance(place, Path):
        yield place
        return
    from tempfile import TemporaryDirectory  # takes random with it, which most commands do without

    with TemporaryDirectory(prefix="xl-report-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / (re.sub(r'[<>:"\\|?*\x00-\x1f]', "_", place.name) or "文件")
        fetch(place, copy, most)
        yield copy


def fetch(url: Url, path: Path, most: int | None = None) -> None:
    """Bring a file to ``path``, or the first ``most`` bytes of it, whatever size it says it has."""
    with _reaching(url) as (system, there):
        if most is None:
            system.get_file(there, str(path))
            return
        with system.open(there, "rb") as remote, path.open("wb") as local:
            while most > 0 and (piece := remote.read(min(most, _PIECE))):
                local.write(piece)
                most -= len(piece)


def send(path: Path, url: Url) -> str:
    """Put the file at ``path`` there, in place of what is there; returns the stamp that it has then."""
    with _reaching(url) as (system, there):
        system.makedirs(system._parent(there), exist_ok=True)
        system.put_file(str(path), there)
        return _remote(url, "", system.info(there)).stamp


def remove(url: Url) -> None:
    """Delete a file, if it is there."""
    with _reaching(url) as (system, there):
        if system.exists(there):
            system.rm_file(there)


@contextmanager
def _reaching(url: Url) -> Iterator[tuple[Any, str]]:
    """The file system that a URL is of and the path on it, and what goes wrong there as errors of our own."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise _without("fsspec", url) from None
    try:
        yield url_to_fs(url.text, use_listings_cache=False)
    except (OutputError, UnreadableFile, FileNotFoundError):
        raise
    except ImportError:
        raise _without(_PLUG_INS.get(url.scheme, ""), url) from None
    except Exception as error:  # every plug-in has a family of its own
        if isinstance(error, ValueError) and "rotocol" in str(error):
            message = f"不认识“{url}”的地址类型“{url.scheme}”。"
            raise UnreadableFile(message, "可以用本机的文件夹，或 s3:// 开头的地址。") from None
        reason = reason_of(error) if isinstance(error, PermissionError) else _reported(error)
        raise UnreadableFile(f"连接不上“{url}”（{reason}）。", "请核对地址、网络和访问凭据后重试。") from None


def _reported(error: Exception) -> str:
    """What a plug-in says, without the secrets of URLs: a server may have sent it on to one with a signature."""
    return _SECRET.sub(r"\g<name>=…", f"{type(error).__name__}: {error}")[:300]


def _without(package: str, url: Url) -> MissingTool:
    command = "'xl-report[cluster]'" if package in _OF_THE_EXTRA else package or "fsspec 支持这类地址的插件"
    return MissingTool(
        f"读写“{url.scheme}://”开头的地址需要另外安装 {package or '插件'}。", f"请先安装：pip install {command}。"
    )
