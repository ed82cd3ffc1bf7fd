"""A ZIP file opened without trusting it: few entries, known methods, nothing inflated past a bound.

What its directory says is checked first, and what is really inflated is counted as well.
"""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Final

from plangen.files import bytes_of
from plangen.findings.finding import CannotGoOn

MAX_BYTES: Final = 50_000_000
"""The largest file that is opened."""
MAX_INFLATED: Final = 300_000_000
"""The most that all entries may say they hold."""
MAX_PART: Final = 16_000_000
"""The most that one part is inflated to, pictures left out: those are never opened."""
MAX_READ: Final = 48_000_000
"""The most that is inflated of one file in all."""
MAX_ENTRIES: Final = 5_000
_ENTRY: Final = b"PK\x01\x02"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError, OverflowError),
)
_OTHERS: Final = (
    (
        b"\xd0\xcf\x11\xe0",
        "是旧格式的 .doc 或 .wps 文件，不是 DOCX；请在 Word 或 WPS 里另存为 .docx",
    ),
    (b"%PDF", "是 PDF，不是 DOCX；请检查生成这份 PDF 的 Word 文件"),
    (b"{\\rtf", "是 RTF，不是 DOCX；请在 Word 或 WPS 里另存为 .docx"),
)
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class Unusable(CannotGoOn):
    """A file that cannot be inspected; one line in Chinese says why and what to do."""


class UntrustedZip:
    """The entries of a ZIP file, inflated one by one within one budget."""

    def __init__(self, data: bytes) -> None:
        """Read the directory. Raises Unusable for what is no ZIP file, or a hostile one."""
        _refuse_others(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _FAULTS as fault:
            raise Unusable("文件损坏，打不开；请在 Word 或 WPS 里打开，能打开就另存一份") from fault
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._left = MAX_READ
        self._refuse_bombs()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes | None:
        """One entry inflated; None where there is none. Raises Unusable past the bounds."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        bound = min(MAX_PART, self._left)
        try:
            with self._zip.open(entry) as opened:
                data = opened.read(bound + 1)
        except _FAULTS as fault:
            raise Unusable(
                f"文件里的 {_shown(name)} 损坏，读不出来；请在 Word 或 WPS 里另存一份"
            ) from fault
        if len(data) > bound:
            raise Unusable(f"文件里的 {_shown(name)} 解开后太大，不是正常的公文；核对文件的来源")
        self._left -= len(data)
        return data

    def _refuse_bombs(self) -> None:
        for entry in self._entries.values():
            if entry.flag_bits & 1:
                raise Unusable("文件加了密码，不能检查；请去掉密码再检查")
        for entry in self._entries.values():
            if entry.compress_type not in _METHODS:
                raise Unusable("文件的压缩方法不是 DOCX 用的；请在 Word 或 WPS 里另存一份")
        if sum(entry.file_size for entry in self._entries.values()) > MAX_INFLATED:
            raise Unusable(f"文件解开后超过 {MAX_INFLATED // 1_000_000} MB，不检查；核对文件的来源")


def _refuse_others(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise too_large()
    if data.startswith(_OTHERS[0][0]) and _ENCRYPTED in data:
        raise Unusable("文件加了密码，不能检查；请去掉密码再检查")
    for signature, message in _OTHERS:
        if data.startswith(signature):
            raise Unusable(message)
    if not data:
        raise Unusable("文件是空的")
    if not data.startswith(b"PK"):
        raise Unusable("不是 DOCX；核对文件，用 Word 或 WPS 另存为 .docx")
    if data.count(_ENTRY) > MAX_ENTRIES:
        raise Unusable(f"文件里的部件超过 {MAX_ENTRIES} 个，不是正常的公文；核对文件的来源")


def read_docx(path: Path) -> "bytes | Unusable":
    """The bytes of a DOCX, or why they cannot be read."""
    content = bytes_of(path, MAX_BYTES, " DOCX；写出 DOCX 文件的名字")
    if isinstance(content, bytes):
        return content
    return Unusable("；".join(content)) if content else too_large()


def too_large() -> Unusable:
    """What is said of a file larger than MAX_BYTES, which need not be read to know."""
    return Unusable(f"文件超过 {MAX_BYTES // 1_000_000} MB，不检查；压缩文件里的图片，再检查")


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in name[:60])
