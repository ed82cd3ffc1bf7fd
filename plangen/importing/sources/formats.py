"""Which format a file is in, told by its bytes first and by the end of its name last."""

import codecs
import re
import zipfile
from enum import Enum, auto
from io import BytesIO
from typing import Final

from plangen.docx_file.archive import UntrustedZip, Unusable


class SourceFormat(Enum):
    """A format that there is a reader for."""

    DOCX = auto()
    FLAT_DOCX = auto()
    DOC = auto()
    WORD_XML = auto()
    RTF = auto()
    ODT = auto()
    PDF = auto()
    TEXT = auto()
    HTML = auto()
    MHT = auto()
    MARKDOWN = auto()
    XLSX = auto()
    XLS = auto()
    ODS = auto()
    CSV = auto()


_HEAD: Final = 4096
"""Bytes in which what a file begins with is looked for."""
_OLE: Final = b"\xd0\xcf\x11\xe0"
_WORD_XML: Final = b'progid="Word.Document"'
_EXCEL_XML: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_FLAT: Final = b"2006/xmlPackage"
_HTML: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"""
    rb"""<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b""",
    re.IGNORECASE | re.DOTALL,
)
_MHT: Final = re.compile(
    rb"(?s)[A-Za-z-]+:.{0,2000}^Content-Type: ?multipart/", re.MULTILINE | re.IGNORECASE
)
_BY_NAME: Final = {
    **dict.fromkeys((".md", ".markdown"), SourceFormat.MARKDOWN),
    **dict.fromkeys((".htm", ".html", ".xhtml", ".shtml"), SourceFormat.HTML),
    **dict.fromkeys((".csv", ".tsv"), SourceFormat.CSV),
}
_STREAMS: Final = (
    ("WordDocument", SourceFormat.DOC),
    ("Workbook", SourceFormat.XLS),
    ("Book", SourceFormat.XLS),
)
"""What the parts of an older Office file are called."""
_PARTS: Final = (
    ("word", SourceFormat.DOCX),
    ("xl", SourceFormat.XLSX),
    ("[Content_Types].xml", SourceFormat.DOCX),
)
_OPEN_DOCUMENT: Final = (
    (b"application/vnd.oasis.opendocument.text", SourceFormat.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", SourceFormat.ODS),
)
_MIMETYPE: Final = 200
"""Bytes in which an OpenDocument file says what it is."""
_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_PHONE_PICTURE: Final = re.compile(rb"(?s).{4}ftyp(?:hei|hev|mif1|avif)|RIFF.{4}WEBP")
TYPED_AGAIN: Final = "请找原来的 Word 文件，或先用 WPS、扫描软件识别成文字，核对以后再导入"
_SCAN: Final = f"是图片，扫描件没有文字，读不了；{TYPED_AGAIN}"
_SLIDES: Final = "是演示文稿，读不了；把要用的内容复制到 Word 里，存成 .docx 再导入"
_OFD: Final = "是 OFD 版式文件，读不了；请找原来的 Word 文件，或在阅读器里另存为 PDF 再导入"
_LOCKED: Final = "文件加了密码；在 Word、Excel 或 WPS 里打开，去掉密码再导入"
_UNKNOWN: Final = "认不出是什么文件；在 Word 或 WPS 里打开，另存为 .docx（表格存为 .xlsx）再导入"
_ARCHIVE: Final = "是压缩包，不是文档；解开以后，用里面的文件"
_NUMBERS: Final = "是苹果的 Numbers、Pages 文件，读不了；在苹果设备上导出成 Excel、Word 再导入"
_MAIL: Final = "是邮件，不是文档；把附件存出来，用附件"
_SAVE_XLSX: Final = "在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”再导入"
_OLD_XML: Final = f"是“XML 电子表格 2003”，读不了；{_SAVE_XLSX}"
_BINARY: Final = f"是二进制工作簿（.xlsb），读不了；{_SAVE_XLSX}"
_OTHERS: Final = (
    *(("ppt", _SLIDES), ("OFD.xml", _OFD)),
    *(("Index", _NUMBERS), ("Index.zip", _NUMBERS), ("xl/workbook.bin", _BINARY)),
)
"""Parts that tell a zipped file for which there is no reader."""
_OUTLOOK: Final = "__substg1.0_"
"""What the parts of a mail are called that Outlook has saved."""
_MAIL_HEAD: Final = re.compile(
    rb"(?:Received|Return-Path|Delivered-To|Message-ID|To|X-Mailer): ", re.IGNORECASE
)
"""What stands in the head of a mail, and in none of a page that a browser has saved."""
_HEAD_LINE: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]*: ")


def format_of(data: bytes, suffix: str) -> SourceFormat:
    """The format of a file; `suffix` is the end of its name in lower case, such as `.docx`.

    Raises Unusable where no reader knows it.
    """
    if not data.strip():
        raise Unusable("文件是空的；核对文件")
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _of_streams(data)
    if b"%PDF-" in data[:1024]:
        return SourceFormat.PDF
    if data.startswith(b"{\\rtf"):
        return SourceFormat.RTF
    if _WORD_XML in data[:_HEAD]:
        return SourceFormat.FLAT_DOCX if _FLAT in data[:_HEAD] else SourceFormat.WORD_XML
    _refuse_known(data)
    if _MHT.match(data[:_HEAD]):
        return SourceFormat.MHT
    if _HTML.match(_narrow(data[:_HEAD])):
        return SourceFormat.HTML
    return _BY_NAME.get(suffix, SourceFormat.TEXT)


def _narrow(head: bytes) -> bytes:
    """What a file begins with, in UTF-8 where it says that it is in UTF-16."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore").encode()
    return head


def _refuse_known(data: bytes) -> None:
    """Raise Unusable for what is known and has no reader: pictures, archives, mails, old XML."""
    if not data[:_HEAD].isascii():
        _refuse_without_text(data)
    if _EXCEL_XML in data[:_HEAD] and data.lstrip().startswith(b"<?xml"):
        raise Unusable(_OLD_XML)
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD].lstrip(), maxsplit=1)[0].splitlines()
    if head and _HEAD_LINE.match(head[0]) and any(map(_MAIL_HEAD.match, head)):
        raise Unusable(_MAIL)


def _refuse_without_text(data: bytes) -> None:
    """Raise Unusable for pictures and archives."""
    for heads, trouble in ((_PICTURES, _SCAN), (_ARCHIVES, _ARCHIVE)):
        if data.startswith(heads):
            raise Unusable(trouble)
    if _PHONE_PICTURE.match(data):
        raise Unusable(_SCAN)


def _zipped(data: bytes) -> SourceFormat:
    """The format of a zipped file by the names of its parts, which nothing is inflated for."""
    for kind, form in _OPEN_DOCUMENT:
        if kind in data[:_MIMETYPE]:
            if b"encryption-data" in (UntrustedZip(data).read("META-INF/manifest.xml") or b""):
                raise Unusable(_LOCKED)
            return form
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        return SourceFormat.DOCX
    parts = set()
    for name in names:
        parts |= {name, name.partition("/")[0]}
    for part, trouble in _OTHERS:
        if part in parts:
            raise Unusable(trouble)
    for part, form in _PARTS:
        if part in parts:
            return form
    raise Unusable(_ARCHIVE)


def _of_streams(data: bytes) -> SourceFormat:
    """The format of an older Office file, or of WPS's own, by the names of its parts."""
    if _utf16("EncryptedPackage") in data:
        raise Unusable(_LOCKED)
    if _utf16(_OUTLOOK) in data:
        raise Unusable(_MAIL)
    for name, form in _STREAMS:
        if _utf16(name) in data:
            return form
    raise Unusable(_SLIDES if _utf16("PowerPoint") in data else _UNKNOWN)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
