"""Bytes of a text of any Chinese encoding → the text."""

import codecs
import re
from typing import Final

from plangen.docx_file.archive import Unusable

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES: Final = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
"""What a text is in that has no mark and is not UTF-8; the first that reads well is taken."""
_SAMPLE: Final = 20_000
"""Characters by which a guess is judged."""
_LEAST: Final = 0.8
"""The share of common characters that a Chinese text has: read as GB 18030, Big5 has some 0.6."""
_COMMON: Final = (
    ("gb2312", frozenset((0xA1, 0xA3, *range(0xB0, 0xD8)))),
    ("big5", frozenset(range(0xA1, 0xC7))),
)
"""The first bytes of punctuation and of common characters."""
_MOST_BROKEN: Final = 0.01
"""The share of characters that may be unreadable: a damaged text is still one."""
_UNSEEN: Final = re.compile(r"[\0-\x08\x0e-\x1f\x7f\ufeff]")
_SAVE = "请用记事本或 WPS 打开，另存为 UTF-8 的文本文件"


def decoded(data: bytes, cautions: list[str], declared: str = "") -> str:
    """The text with line ends as LF; `declared` is the encoding that the file itself names.

    Characters that nobody sees are left out, which a caution tells. Raises Unusable where the
    bytes are no text.
    """
    text = _text(data, declared)
    broken = text.count("\ufffd")
    if broken:
        cautions.append(f"有 {broken} 处字节损坏，读不出是什么字，写成“\ufffd”；{_SAVE}再核对")
    text, unseen = _UNSEEN.subn("", text)
    if unseen > len(text) * _MOST_BROKEN + 3:
        raise Unusable(f"不是文字文件，读不了；{_SAVE}，或另存为 .docx")
    if unseen:
        cautions.append(f"去掉了 {unseen} 个看不见的控制字符")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    text = data.decode("utf-8", "replace")
    if "\ufffd" not in text and not _may_be_gbk(text):
        return text
    for encoding in (*_known(declared), *_GUESSES):
        guess = data.decode(encoding, "replace")
        if _is_sound(guess) and _commonness(guess) >= _LEAST:
            return guess
    if not _is_sound(text):
        raise Unusable(f"认不出文件的编码，或不是文字文件；{_SAVE}，或另存为 .docx")
    return text


def _is_sound(text: str) -> bool:
    """Whether hardly any character could not be read."""
    return text.count("\ufffd") <= max(1.0, len(text) * _MOST_BROKEN)


def _known(declared: str) -> list[str]:
    """The encoding that a file names, where it is a Chinese one; GB 2312 as what contains it."""
    name = declared.strip().lower()
    if name.startswith(("gb", "x-gbk")):
        return ["gb18030"]
    return ["big5hkscs"] if name.startswith("big5") else []


def _may_be_gbk(text: str) -> bool:
    """Whether a text in UTF-8 is mostly of two bytes a character, as 联通 in GBK is, or binary."""
    wide = sum(char >= "\u0800" for char in text)
    return "\0" in text or sum("\x80" <= char < "\u0800" for char in text) > wide


def _commonness(text: str) -> float:
    """The share of characters that a Chinese text is made of, simplified or traditional."""
    sample = text[:_SAMPLE]
    common = 0
    for char in sample:
        if char.isascii():
            common += char.isprintable() or char in "\t\r\n\f"
        elif _is_common(char):
            common += 1
    return common / max(1, len(sample))


def _is_common(char: str) -> bool:
    """Whether a character is among the common ones of GB 2312 or of Big5, or is punctuation."""
    for encoding, leads in _COMMON:
        try:
            if char.encode(encoding)[0] in leads:
                return True
        except UnicodeEncodeError:
            continue
    return False
