"""Bytes of a plan file → its text, whatever a Windows editor made of it, and back."""

import codecs
from itertools import chain

from plangen.findings.finding import Finding, Mark, Severity
from plangen.patterns import lazily

MAX_BYTES = 8 * 1024 * 1024
"""A plan of 10,000 items is under this; what is larger is not a plan."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_LINE_END = lazily("\r\n|\r|\n")
_RESAVE = "请用记事本或编辑器另存为，编码选 UTF-8"


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """Read UTF-8, with or without BOM; GBK and UTF-16 too, with a warning.

    Line ends become LF. The text is None when the bytes are no text of a plan.
    """
    if len(data) > MAX_BYTES:
        return None, [too_large(file)]
    if data.startswith(_OFFICE):
        message = "这是 Word 或 Excel 文件，不是方案文件"
        hint = "方案是文本文件（.yaml）；用 plangen init 生成一份样例，照着填写"
        return None, [Finding(Mark(file), "not-utf8", message, hint)]
    encoding, findings = encoding_of(data, file)
    if encoding is None:
        return None, findings
    text = data.decode(encoding)
    if not text.strip():
        message = "文件是空的，没有方案的内容"
        hint = "用 plangen init 生成一份样例，照着填写"
        return None, [Finding(Mark(file), "empty-file", message, hint)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), findings


def encoded(text: str, *, like: bytes = b"") -> bytes:
    """A text in UTF-8, its lines ended by LF; or with the line ends and the BOM of `like`.

    Each line ends as it does in `like`; where lines were added or taken away, every line ends as
    most of them do there.
    """
    lines = text.split("\n")
    ends = _LINE_END.findall(_text_of(like))
    if len(ends) != len(lines) - 1:
        usual = max(set(ends), key=ends.count, default="\n")
        ends = [usual] * (len(lines) - 1)
    mark = codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b""
    return mark + "".join(chain.from_iterable(zip(lines, [*ends, ""], strict=True))).encode()


def recoded(old: bytes, new: bytes) -> list[str]:
    """What was changed of a file's bytes beside its text: 编码改成了 UTF-8, 去掉了 BOM."""
    changes = []
    if encoding_of(old, "")[0] != "utf-8-sig":
        changes.append("编码改成了 UTF-8")
    if old.startswith(codecs.BOM_UTF8) and not new.startswith(codecs.BOM_UTF8):
        changes.append("去掉了 BOM")
    if "\r" in _text_of(old) and b"\r" not in new:
        changes.append("换行改成了 LF")
    return changes


def _text_of(data: bytes) -> str:
    return data.decode(encoding_of(data, "")[0] or "utf-8", "replace")


def too_large(file: str) -> Finding:
    """Say that a file is larger than any plan."""
    message = f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不像是一份方案，没有读"
    return Finding(Mark(file), "too-large", message, "确认选对了文件")


def encoding_of(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The encoding of a text's bytes, None when they are no text; what there is to say of it."""
    if data.startswith(_UTF16) and _decodes(data, "utf-16"):
        return "utf-16", [_other_encoding(file, "UTF-16")]
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _looks_gbk(data):
            return "gb18030", [_other_encoding(file, "GBK")]
        return None, [_not_utf8(data, error, file)]
    return "utf-8-sig", []


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _looks_gbk(data: bytes) -> bool:
    """Tell GBK from UTF-8 with a few damaged bytes: the latter is still mostly UTF-8."""
    if b"\0" in data or not _decodes(data, "gb18030"):
        return False
    as_utf8 = data.decode("utf-8", errors="replace")
    return as_utf8.count("\ufffd") > sum("\u4e00" <= char <= "\u9fff" for char in as_utf8)


def _other_encoding(file: str, name: str) -> Finding:
    message = f"文件的编码是 {name}，不是 UTF-8；这一次已按 {name} 读入"
    return Finding(Mark(file), "not-utf8", message, _RESAVE, severity=Severity.WARNING)


def _not_utf8(data: bytes, error: UnicodeDecodeError, file: str) -> Finding:
    before = data[: error.start].decode("utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = "这里的字节不是 UTF-8 文字，文件可能损坏，或不是文本文件"
    return Finding(Mark(file, line, column), "not-utf8", message, _RESAVE)
