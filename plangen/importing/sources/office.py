"""Older and other formats of Word and WPS, which LibreOffice makes a DOCX of."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired
from typing import Final

from plangen.docx_file.archive import Unusable
from plangen.docx_file.stream import Block
from plangen.importing.sources.word import read_docx
from plangen.libreoffice import convert, soffice

_FILTERS: Final = {
    ".doc": "MS Word 97",
    ".odt": "writer8",
    ".rtf": "Rich Text Format",
    ".xml": "",
}
"""LibreOffice's names of the formats; it finds out itself which kind of XML it is."""
_LONGEST: Final = 120.0
"""Seconds that a conversion may take."""
_SAVE: Final = "请在 Word 或 WPS 里打开，另存为“Word 文档（.docx）”再导入"
_RTF_NUMBERS: Final = re.compile(rb"\\(?:listtext|pntext)\b")
_WORD_STREAM: Final = b"\xec\xa5"
"""What the text of a Word 97 file begins with, at the beginning of a sector."""
_SECTOR: Final = 512
_FLAGS: Final = 10
"""The byte of the text at which its flags stand."""
_ENCRYPTED: Final = 0x0100


def read_doc(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The stream of a DOC or WPS. Raises Unusable for an encrypted one."""
    if _is_encrypted(data):
        raise Unusable("文件加了密码；在 Word 或 WPS 里打开，去掉密码，另存为 .docx 再导入")
    return _read(data, ".doc", cautions)


def read_word_xml(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The stream of a Word document saved as one XML file."""
    return _read(data, ".xml", cautions)


def read_rtf(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The stream of an RTF; its automatic numbers are lost on the way, which a caution tells."""
    blocks = _read(data, ".rtf", cautions)
    if _RTF_NUMBERS.search(data):
        cautions.append(f"RTF 里的自动编号读不全，请核对层次序数；要准，{_SAVE}")
    return blocks


def read_odt(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The stream of an ODT."""
    return _read(data, ".odt", cautions)


def _read(data: bytes, suffix: str, cautions: list[str]) -> Iterable[Block]:
    name = suffix[1:].upper()
    if soffice() is None:
        raise Unusable(f"是 {name} 格式，没有 LibreOffice 读不了；{_SAVE}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, made = Path(folder) / f"source{suffix}", Path(folder) / "made"
        source.write_bytes(data)
        try:
            convert([source], "docx", made, filter_in=_FILTERS[suffix], longest=_LONGEST)
            converted = (made / "source.docx").read_bytes()
        except (CalledProcessError, OSError) as fault:
            raise Unusable(f"LibreOffice 打不开这个 {name} 文件；{_SAVE}") from fault
        except TimeoutExpired as slow:
            raise Unusable(f"LibreOffice 转换了 {_LONGEST:.0f} 秒还没有完；{_SAVE}") from slow
    return read_docx(converted, cautions)


def _is_encrypted(data: bytes) -> bool:
    at = data.find(_WORD_STREAM)
    while at >= 0 and at % _SECTOR:
        at = data.find(_WORD_STREAM, at + 1)
    flags = data[at + _FLAGS : at + _FLAGS + 2]
    return at >= 0 and bool(int.from_bytes(flags, "little") & _ENCRYPTED)
