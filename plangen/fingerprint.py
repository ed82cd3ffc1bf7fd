"""Papers that know what they said when they were made, so that nobody's edits are overwritten.

A custom property of the DOCX or XLSX holds two digests: of what a reader sees (paragraphs, cells,
comments), and of its parts as written. A word changed since changes the first, in tracked changes
too; opening the file in Word and saving it changes the second alone.

Only words are guarded. What a program writes anew at every saving (styles, settings, ids of
paragraphs) cannot be told from what a hand did to the layout: a file that was only saved again is
made anew, and that is said.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from io import BytesIO
from pathlib import Path
from typing import Final

from plangen.docx_file.archive import MAX_BYTES, UntrustedZip, Unusable
from plangen.docx_file.package import parsed
from plangen.docx_file.stream import Block, StreamParagraph, read_stream
from plangen.files import bytes_of, save
from plangen.findings.finding import CannotGoOn

_PART: Final = "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_PROPERTY: Final = "plangen"
_OFFICE: Final = "openxmlformats.org/officeDocument/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ADDED: Final = {
    _TYPES: ("</Types>", f'<Override PartName="/{_PART}" ContentType="{_KIND}"/>'),
    _RELATIONS: (
        "</Relationships>",
        f'<Relationship Id="plangen" Type="http://schemas.{_OFFICE}/relationships/'
        f'custom-properties" Target="{_PART}"/>',
    ),
}
"""What the package's lists say of the part, and before which tag."""
_CUSTOM: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="http://schemas.{_OFFICE}/custom-properties" '
    f'xmlns:vt="http://schemas.{_OFFICE}/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" '
    f'name="{_PROPERTY}"><vt:lpwstr>{{}}</vt:lpwstr></property></Properties>'
)
_VALUE: Final = re.compile("1 ([0-9a-f]{32}) ([0-9a-f]{32})")
_REMARKS: Final = re.compile(r"word/(?:comments|footnotes|endnotes)\.xml|xl/comments\d*\.xml")
"""The parts that hold words beside the text: comments and notes."""
_UNSEEN: Final = "0" * 32
"""Stands for what is too large to be read without trust: saved again, it counts as edited."""
_DATED: Final = (1980, 1, 1, 0, 0, 0)


class PaperState(Enum):
    """What became of a file since it was made."""

    UNTOUCHED = auto()
    SAVED_AGAIN = auto()
    """Opened and saved; it says the same."""
    EDITED = auto()
    FOREIGN = auto()
    """Not made by plangen, or by a version without fingerprints."""


def fingerprinted(data: bytes) -> bytes:
    """A DOCX or XLSX of ours with its fingerprint; the same bytes for the same bytes."""
    value = f"1 {_seen(data)} {_written(data)}"
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            part = source.read(name)
            if name in _ADDED:
                end, added = (text.encode() for text in _ADDED[name])
                part = part.replace(end, added + end)
            package.writestr(_entry(name), part)
        package.writestr(_entry(_PART), _CUSTOM.format(value))
    return target.getvalue()


def state_of(data: bytes) -> PaperState:
    """What became of a file, by its fingerprint."""
    try:
        known = _VALUE.fullmatch(_property(data))
    except Unusable:
        known = None
    if known is None:
        return PaperState.FOREIGN
    if _written(data) == known[2]:
        return PaperState.UNTOUCHED
    says_the_same = _seen(data) == known[1] != _UNSEEN
    return PaperState.SAVED_AGAIN if says_the_same else PaperState.EDITED


def is_made_from(data: bytes, made: bytes) -> bool | None:
    """Whether a DOCX said, when it was made, what `made` says; None where it does not tell."""
    known = _VALUE.fullmatch(_property(data))
    return known and known[1] == _seen(made)


def save_paper(path: Path, data: bytes, *, overwrite: bool, plan: Path | None = None) -> str:
    """Write a DOCX or XLSX with its fingerprint; what is to be said of it, if anything.

    `plan` is given for a notice, whose edits can come back to it. Raises CannotGoOn, unless told to
    `overwrite`, where another file stands there, or one that somebody has changed since.
    """
    made = fingerprinted(data)
    remark = "" if overwrite or not path.is_file() else _look(path, made, plan)
    save(path, made)
    return remark


def _look(path: Path, made: bytes, plan: Path | None) -> str:
    """Refuse to overwrite words that are not in what was made; else say what is lost."""
    standing = bytes_of(path, MAX_BYTES, "文件；移开它")
    if not isinstance(standing, bytes):
        raise CannotGoOn(f"{path} 读不了，没有覆盖；先移开它，或者加 --overwrite")
    state = state_of(standing)
    if state is PaperState.UNTOUCHED:
        return ""
    if state is PaperState.SAVED_AGAIN or _seen(standing) == _seen(made) != _UNSEEN:
        return f"{path} 另存过，文字没有改，重新生成了；手工调过的版面不保留"
    if state is PaperState.FOREIGN:
        raise CannotGoOn(
            f"{path} 不是 plangen 生成的，或者是旧版生成的，没有覆盖；"
            "要留下的，先移开它；不要的，加 --overwrite"
        )
    taken = f"要收进方案，运行 plangen import --edits {path} --into {plan}" if plan else ""
    raise CannotGoOn(
        f"{path} 生成以后有人改过，没有覆盖；{taken or '要留下的，先另存成别的名字'}；"
        "不要这些改动的，加 --overwrite"
    )


def _seen(data: bytes) -> str:
    """The digest of what a reader sees; white space aside, which programs set as they like."""
    try:
        package = UntrustedZip(data)
        docx = any(name.startswith("word/") for name in package.names)
        seen = _told(read_stream(data)) if docx else _sheets(data)
        return _digest(line.encode() for line in (*seen, *_remarks(package)))
    except Unusable:
        return _UNSEEN


def _told(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, StreamParagraph):
            yield f"p{_ink(block.shown)}"
        else:
            for row in block.rows:
                yield "r"
                for cell in row:
                    yield f"c{cell.rows} {cell.columns}"
                    yield from _told(cell.content)


def _sheets(data: bytes) -> Iterator[str]:
    """The cells of every sheet, empty ones after the last aside."""
    from python_calamine import CalamineError, CalamineWorkbook

    from plangen.readers.register.xlsx_view import (
        Broken,
        TooFar,
        WorkbookView,
        refuse_false_counts,
    )

    try:
        archive = zipfile.ZipFile(BytesIO(data))
        refuse_false_counts(archive)
        book, view = CalamineWorkbook.from_filelike(BytesIO(data)), WorkbookView(archive)
        for name in book.sheet_names:
            yield f"s{name}"
            view.sheet(name)  # looks how large it is before the library makes room for it
            for row in book.get_sheet_by_name(name).iter_rows():
                yield "\t".join(map(_ink, map(str, row))).rstrip()
    except (CalamineError, Broken, TooFar) as error:
        raise Unusable("文件损坏，打不开") from error


def _remarks(package: UntrustedZip) -> Iterator[str]:
    for name in sorted(filter(_REMARKS.fullmatch, package.names)):
        root = parsed(package, name)
        if words := _ink("".join(root.itertext())) if root is not None else "":
            yield f"n{words}"


def _written(data: bytes) -> str:
    """The digest of the parts as they are written, the fingerprint's own aside."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = sorted((entry.filename, entry.CRC) for entry in package.infolist())
    own = {_PART, *_ADDED}
    return _digest(f"{name} {crc}".encode() for name, crc in parts if name not in own)


def _property(data: bytes) -> str:
    """The fingerprint's value; empty where there is none. Raises Unusable."""
    root = parsed(UntrustedZip(data), _PART)
    for element in root if root is not None else ():
        if element.get("name") == _PROPERTY:
            return "".join(element.itertext())
    return ""


def _ink(text: str) -> str:
    return "".join(text.split())


def _digest(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(b"%d:" % len(piece))
        digest.update(piece)
    return digest.hexdigest()[:32]


def _entry(name: str) -> zipfile.ZipInfo:
    """A member of the package, dated the first day that a zip knows."""
    entry = zipfile.ZipInfo(name, _DATED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    return entry
