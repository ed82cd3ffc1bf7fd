"""Many files of one make: a specimen is written once, and every file is filled in from it.

A specimen is a package (DOCX, XLSX) whose parts have slots: `slot("name")` for what a file says
once, `slot("text", 0)` for the cell `text` of its first line. A part without slots is compressed
once and for all; so is each stretch between slots, and each line that several files share. Raw
deflate data whose blocks do not refer back can be joined (RFC 1951, 3.2), so a file is its pieces
end to end.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from itertools import chain, groupby, islice, repeat
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

Cells = Mapping[str, bytes]
"""What stands in each slot of a file or of a line, as XML."""

MARK: Final = "\u2063"
"""Stands around the name of a slot: an invisible separator, which no reader lets through, so that
nothing a plan, a setting or a template says is taken for a slot."""
_SLOT: Final = re.compile(f"{MARK}([a-z]+)(?:\\.([0-9]+))?{MARK}".encode())
_MOST_KEPT: Final = 4096
"""Compressed lines kept, of some 3 kB each."""
_TOGETHER: Final = 256
"""Lines that are compressed together, where no other file shares them."""
_QUICK: Final = 3
"""How hard these are compressed: a third of the time, and a tenth larger."""
_MOST_STORED: Final = 65_535
"""Bytes that a block holds as they are."""


def slot(name: str, line: int | None = None) -> str:
    """What stands in a specimen for something that a file says once, or in one of its lines."""
    return f"{MARK}{name}{MARK}" if line is None else f"{MARK}{name}.{line}{MARK}"


class Row(Protocol):
    """What a line of a file says."""

    @property
    def shared(self) -> bool:
        """Whether other files hold it too."""

    @property
    def digest(self) -> bytes:
        """What tells a shared one from all others."""


R = TypeVar("R", bound=Row)


class Stretch(NamedTuple):
    """A stretch of a part."""

    raw: bytes
    deflated: bytes
    """Blocks that end on a byte; none of them is the last, none refers back to another piece."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part with slots; a text is a slot's name."""

    name: str
    before: tuple[Stretch | str, ...]
    blocks: tuple[tuple[bytes | str, ...], ...]
    """One for each of the specimen's lines."""
    after: tuple[Stretch | str, ...]


class Specimen(Generic[R]):
    """A package with slots, given by its parts, ready to be filled in many times.

    `cells` gives the slots of a line, from the line and its number from 1. A specimen of two
    lines serves any number of them, its first line standing for all but the last; any other
    serves files of as many lines as it has.
    """

    def __init__(self, parts: Mapping[str, bytes], cells: Callable[[R, int], Cells]) -> None:
        self._cells = cells
        self._kept: dict[tuple[str, bytes, int, int], Stretch] = {}
        self._static = ZipMembers()
        self._parts = []
        for name, data in parts.items():
            if _SLOT.search(data):
                self._parts.append(_part(name, data))
            else:
                self._static.add(name, [deflated(data)])

    def filled(self, fields: Cells, lines: Sequence[R]) -> bytes:
        """Make one file: the slots that it says once, and its lines, one at least."""
        return self.streamed(fields, lines, len(lines))

    def streamed(self, fields: Cells, lines: Iterable[R], total: int) -> bytes:
        """Make one file of `total` lines, which are held a few at a time.

        They may come from an iterator where only one part of the specimen has lines.
        """
        archive = self._static.copy()
        for part in self._parts:
            inner = self._pieces(part, lines, total) if part.blocks else ()
            before, after = _filled_in(part.before, fields), _filled_in(part.after, fields)
            archive.add(part.name, chain(before, inner, after))
        return archive.closed()

    def _pieces(self, part: _Part, lines: Iterable[R], total: int) -> Iterator[Stretch]:
        """The pieces of the lines: those shared one by one, those between them together."""
        blocks = enumerate(_blocks(part, total), 1)
        numbered = ((*block, line) for block, line in zip(blocks, lines, strict=True))
        for shared, run in groupby(numbered, lambda entry: entry[2].shared):
            if shared:
                for number, block, line in run:
                    yield self._shared(part, block, line, number)
            else:
                while together := list(islice(run, _TOGETHER)):
                    yield deflated(b"".join(self._lines(part, together)), _QUICK)

    def _lines(self, part: _Part, numbered: Iterable[tuple[int, int, R]]) -> Iterator[bytes]:
        for number, block, line in numbered:
            yield self._line(part, block, line, number)

    def _shared(self, part: _Part, block: int, line: R, number: int) -> Stretch:
        key = (part.name, line.digest, block, number)
        piece = self._kept.get(key)
        if piece is None:
            if len(self._kept) == _MOST_KEPT:
                self._kept.clear()
            piece = self._kept[key] = deflated(self._line(part, block, line, number))
        return piece

    def _line(self, part: _Part, block: int, line: R, number: int) -> bytes:
        cells = self._cells(line, number)
        texts = part.blocks[block]
        return b"".join([cells[text] if isinstance(text, str) else text for text in texts])


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _blocks(part: _Part, total: int) -> Iterable[int]:
    """Which of the specimen's lines each line stands for."""
    last = len(part.blocks) - 1
    if last == 1:
        return chain(repeat(0, total - 1), (last,))
    return range(last + 1)


def deflated(raw: bytes, level: int = zlib.Z_DEFAULT_COMPRESSION) -> Stretch:
    """Compress a stretch, so that it can stand between any others."""
    compressor = zlib.compressobj(level, wbits=-15)
    return Stretch(raw, compressor.compress(raw) + compressor.flush(zlib.Z_FULL_FLUSH))


def stored(raw: bytes) -> Stretch:
    """Take a short stretch as it is; one that no block holds (RFC 1951, 3.2.4) is compressed."""
    size = len(raw)
    if size > _MOST_STORED:
        return deflated(raw)
    return Stretch(raw, struct.pack("<BHH", 0, size, size ^ 0xFFFF) + raw)


def _filled_in(texts: Iterable[Stretch | str], fields: Cells) -> Iterator[Stretch]:
    for text in texts:
        if isinstance(text, str):
            yield stored(fields[text])
        else:
            yield text


def _part(name: str, data: bytes) -> _Part:
    """Cut a part at its slots; what stands between two lines belongs to the one before.

    With @ for the mark, `<t>@name@</t><r>@text.0@</r><r>@text.1@</r><e/>` has before it `<t>`,
    name, `</t><r>`; the blocks text, `</r><r>` and text; after it `</r><e/>`.
    """
    before: list[Stretch | str] = []
    blocks: list[list[bytes | str]] = []
    after: list[Stretch | str] = []
    around, end = before, 0
    for match in _SLOT.finditer(data):
        text, field = data[end : match.start()], match[1].decode()
        end = match.end()
        if match[2] is None:
            around += [deflated(text), field]
        elif int(match[2]) < len(blocks):
            blocks[-1] += [text, field]
        else:
            if blocks:
                blocks[-1].append(text)
            else:
                before.append(deflated(text))
            blocks.append([field])
            around = after
    around.append(deflated(data[end:]))
    return _Part(name, tuple(before), tuple(map(tuple, blocks)), tuple(after))


class ZipMembers:
    """A zip of members already compressed, each dated 1980-01-01, the first day a zip knows."""

    _LOCAL: Final = struct.Struct("<4s5H3L2H")
    _CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
    _CLOSE: Final = struct.Struct("<4s4H2LH")
    _MADE: Final = 3 << 8 | 20
    _COMMON: Final = (20, 0, 8, 0, 1 << 5 | 1)
    """Version needed, no flags, deflated, midnight, the day."""
    _LAST_BLOCK: Final = b"\x03\x00"

    def __init__(self) -> None:
        self._members = BytesIO()
        """What stands end to end; it may be large, and is never copied."""
        self._directory = b""
        self._count = 0

    def copy(self) -> "ZipMembers":
        """The same members so far, to add others to."""
        other = ZipMembers()
        other._members.write(self._members.getvalue())
        other._directory, other._count = self._directory, self._count
        return other

    def add(self, name: str, pieces: Iterable[Stretch]) -> None:
        """Add a member: its pieces, end to end."""
        crc = size = small_size = 0
        file, members = name.encode(), self._members
        offset = members.tell()
        members.write(bytes(self._LOCAL.size) + file)
        for raw, small in chain(pieces, [Stretch(b"", self._LAST_BLOCK)]):
            crc = zlib.crc32(raw, crc)
            size += len(raw)
            small_size += members.write(small)
        described = (*self._COMMON, crc, small_size, size, len(file), 0)
        entry = self._CENTRAL.pack(b"PK\1\2", self._MADE, *described, 0, 0, 0, 0, offset)
        self._directory += entry + file
        members.seek(offset)
        members.write(self._LOCAL.pack(b"PK\3\4", *described))
        members.seek(0, SEEK_END)
        self._count += 1

    def closed(self) -> bytes:
        """The file."""
        size, count = len(self._directory), self._count
        end = self._CLOSE.pack(b"PK\5\6", 0, 0, count, count, size, self._members.tell(), 0)
        self._members.write(self._directory + end)
        return self._members.getvalue()
