"""What a person sees of a worksheet that the library does not tell: hidden rows, struck cells.

The same look at the XML finds how far the sheet reaches, before the library makes room for it.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any, Final

from lxml import etree  # type: ignore[import-untyped]

from plangen.readers.register.sheet import MergedCells, SheetView

MAX_CELLS: Final = 10_000_000
"""A sheet is held as one rectangle in memory: some 400 MB at this size."""
_LAST: Final = 1_048_576, 16_384
"""The last row and the last column of any sheet."""
_PIECE: Final = 1024 * 1024
_LONGEST_TAG: Final = 64 * 1024
_PREFIX: Final = rb"""[^\s<>/:"']++:"""
_CELL: Final = re.compile(
    rb"""<(?:c|%bc)\s(?:[^<]*?\s)??r\s*=\s*["']([A-Za-z]{0,7}+)(\d{0,20}+)(["']?+)""" % _PREFIX
)
"""A cell and its place, looked for first where nearly all files have it: right behind the name."""
_FILLED: Final = re.compile(
    _CELL.pattern + rb"""(?!\s*(?:[a-z]{1,2}\s*=\s*["']\w*["']\s*)*(?:/>|></))"""
)
"""One that is more than a border or a colour, of which the library takes no notice."""
_WITHOUT_PLACE: Final = re.compile(rb"""<(?:%b)?c(?![^<]*\sr\s*=)[\s/>]""" % _PREFIX)
_ROW: Final = re.compile(rb"""<(?:%b)?row\b(?:\s+r\s*=\s*["'](\d{1,20})["'])?([^<]*)""" % _PREFIX)
"""The number, where it stands first as it does in nearly all files, and what follows it."""
_MERGED: Final = re.compile(
    rb"""mergeCell(?<=[<:]mergeCell)\s(?:[^<]*?\s)?"""
    rb"""ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"""
)
"""The word first: a word is found some five times as fast as any of the brackets."""
_FORMULA: Final = re.compile(rb"""f(?<=[<:]f)[\s/>]""")
_ERRORS: Final = (b'"e"', b"'e'")
"""The type of a cell whose formula fails."""
_NUMBER: Final = re.compile(rb"""\sr\s*=\s*["'](\d{1,20})["']""")
_HIDDEN: Final = re.compile(rb"""\s(?:hidden\s*=\s*["'](?:1|true)|ht\s*=\s*["']0(?:\.0+)?)["']""")
_MALFORMED: Final = re.compile(rb"""=\s*+(?:"[^"<]*+<|'[^'<]*+<)""")
"""A < within a value, which is not XML: what looks for tags would be led astray."""
_COUNT: Final = re.compile(rb"""\s(?:uniqueCount|count)\s*=\s*["'](\d{1,20})""")
_SHORTEST_STRING: Final = len("<si/>")
NOWHERE: Final = (0, 0)
_WORKBOOK: Final = "xl/workbook.xml"
STYLES: Final = "xl/styles.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_RELATION_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAX_PART: Final = 16 * 1024 * 1024
"""Of a part that is parsed whole."""


class Broken(Exception):  # noqa: N818 - a fault in a file, not in the program
    """A part that is no sound XML, or is not there."""


class TooFar(Exception):  # noqa: N818 - a fault in a file, not in the program
    """A sheet that reaches too far; `row` and `column` are its last ones, from 1."""

    def __init__(self, row: int, column: int) -> None:
        super().__init__(row, column)
        self.row, self.column = row, column


class WorkbookView:
    """A workbook whose sheets are looked at one by one."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Find the sheets. Raises Broken where their parts cannot be told."""
        self._archive = archive
        self._strikes = _Strikes(archive)
        self._paths = _sheet_paths(_whole(archive, _RELATIONS), _whole(archive, _WORKBOOK))

    def part(self, name: str) -> str:
        """The part of the file that holds a sheet; empty where there is none."""
        return self._paths.get(name, "")

    def sheet(self, name: str) -> SheetView:
        """What is seen of a sheet. Raises Broken, or TooFar where it would fill the memory."""
        path = self.part(name)
        try:
            scan = self._scanned(path, _Scan())
        except TooFar:  # rarer, and slower: perhaps there are borders to the last row of all
            scan = self._scanned(path, _Scan(_FILLED))
        except KeyError as missing:
            raise Broken(path) from missing
        struck = self._strikes.cells(path) if self._strikes.any else frozenset()
        return SheetView(frozenset(scan.hidden), struck, tuple(scan.merged), scan.computed)

    def _scanned(self, path: str, scan: "_Scan") -> "_Scan":
        with self._archive.open(path) as stream:
            for piece in _pieces(stream):
                scan.take(piece)
        return scan


@lru_cache(maxsize=64)  # thousands of returned lists have the same sheets
def _sheet_paths(relations: bytes, workbook: bytes) -> dict[str, str]:
    """The part of each sheet by its name. Raises Broken."""
    targets = {}
    for relation in parsed_xml(relations, _RELATIONS):
        path = f"/xl/{relation.get('Target', '')}"
        targets[relation.get("Id")] = path[path.rfind("/xl/") + 1 :]
    paths = {}
    for sheet in parsed_xml(workbook, _WORKBOOK).iter("{*}sheet"):
        relation = sheet.get(_RELATION_ID) or sheet.get(_STRICT)
        paths[sheet.get("name", "")] = targets.get(relation, "")
    return paths


def refuse_false_counts(archive: zipfile.ZipFile) -> None:
    """Raise Broken where shared strings say that they are more than their part can hold."""
    for entry in archive.infolist():
        if "sharedstrings" in entry.filename.lower():
            with archive.open(entry) as stream:
                head = stream.read(_PIECE).partition(b"si>")[0]
            most = min(entry.file_size // _SHORTEST_STRING, MAX_CELLS)
            if any(int(count) > most for count in _COUNT.findall(head)):
                raise Broken(entry.filename)


@dataclass(slots=True)
class _Scan:
    """How far a sheet reaches, and which of its rows are hidden."""

    cell: re.Pattern[bytes] = _CELL
    """What counts as a cell."""
    row: int = 0
    """The last row so far."""
    columns: set[bytes] = field(default_factory=lambda: {b"A"})
    """The letters of the columns that hold a cell."""
    hidden: set[int] = field(default_factory=set)
    merged: list[MergedCells] = field(default_factory=list)
    computed: bool = False
    """Whether there may be formulas or errors."""
    _area: int = 0
    """How many cells are merged."""
    _at: int = 0
    """The number of the row that was read last: one without a number follows it."""

    def take(self, piece: bytes) -> None:
        """Read a stretch of whole tags."""
        if _MALFORMED.search(piece):
            raise Broken
        for number, rest in _ROW.findall(piece):
            if not number and (later := _NUMBER.search(rest)):
                number = later[1]
            self._at = int(number or self._at + 1)
            if b"h" in rest and _HIDDEN.search(rest):
                self.hidden.add(self._at)
        if cells := self.cell.findall(piece):
            letters, numbers, closed = map(set, zip(*cells, strict=True))
            if b"" in letters | numbers | closed:
                raise Broken
            self.columns |= letters
            self.row = max(self.row, *map(int, numbers))
        for left, top, right, bottom in _MERGED.findall(piece):
            self._merge(MergedCells(int(top), _number(left), int(bottom), _number(right)))
        self.computed = self.computed or _is_computed(piece)
        if self.cell is _CELL or _WITHOUT_PLACE.search(piece):
            self.row = max(self.row, self._at)
        self._refuse_far()

    def _merge(self, cells: MergedCells) -> None:
        """Keep a range. In a sound sheet they do not overlap, and so are no more than its cells."""
        self._area += (cells.bottom - cells.top + 1) * (cells.right - cells.left + 1)
        if self._area > MAX_CELLS:
            raise Broken
        self.merged.append(cells)

    def _refuse_far(self) -> None:
        row, column = self.row, max(map(_number, self.columns))
        if max(row, self._at) > _LAST[0] or column > _LAST[1] or row * column > MAX_CELLS:
            raise TooFar(max(row, self._at), column)


def _is_computed(piece: bytes) -> bool:
    """Whether a stretch of a sheet may hold a formula or an error."""
    return _FORMULA.search(piece) is not None or any(map(piece.__contains__, _ERRORS))


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """A part by the megabyte, cut before a tag."""
    kept = b""
    while read := stream.read(_PIECE):
        piece = kept + read
        cut = piece.rfind(b"<")
        kept = piece[cut:]
        if cut < 0 or len(kept) > _LONGEST_TAG:
            raise Broken
        yield piece[:cut]
    yield kept


def _number(letters: bytes) -> int:
    """A=1, Z=26, AA=27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


class _Strikes:
    """Which styles and which shared strings are struck through."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._styles = _struck_styles(archive)
        self._strings = set(_struck_strings(archive))

    @property
    def any(self) -> bool:
        """Whether anything in the workbook can be struck through."""
        return bool(self._styles or self._strings)

    def cells(self, path: str) -> frozenset[tuple[int, int]]:
        """The cells of a sheet that are."""
        struck = set()
        for cell in elements(self._archive, path, "{*}c"):
            shared = cell.get("t") == "s" and cell.findtext("{*}v", "")
            if cell.get("s", "") in self._styles or shared in self._strings:
                struck.add(place_of(cell))
        return frozenset(struck - {NOWHERE})


def place_of(cell: Any) -> tuple[int, int]:
    """The row and the column of a cell, from 1; NOWHERE where it does not say them."""
    place = re.fullmatch(r"([A-Za-z]+)(\d+)", cell.get("r", ""))
    return (int(place[2]), _number(place[1].encode())) if place else NOWHERE


def _struck_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell formats whose font is struck through."""
    try:
        return _struck_formats(styles_of(archive))
    except Broken:
        return frozenset()


@lru_cache(maxsize=64)  # thousands of returned lists have the same styles
def _struck_formats(styles: bytes) -> frozenset[str]:
    root = parsed_xml(styles, STYLES)
    struck = set()
    for number, font in enumerate(root.iterfind("{*}fonts/{*}font")):
        if _is_struck(font):
            struck.add(str(number))
    formats = set()
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        if style.get("fontId") in struck:
            formats.add(str(number))
    return frozenset(formats)


def _struck_strings(archive: zipfile.ZipFile) -> Iterator[str]:
    """The numbers of the shared strings of which a part is struck through."""
    path = "xl/sharedStrings.xml"
    if path not in archive.namelist() or not _mentions(archive, path, b"strike"):
        return
    for number, string in enumerate(elements(archive, path, "{*}si")):
        if any(map(_is_struck, string.iter("{*}rPr"))):
            yield str(number)


def _is_struck(properties: Any) -> bool:
    strike = properties.find("{*}strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _mentions(archive: zipfile.ZipFile, path: str, word: bytes) -> bool:
    with archive.open(path) as stream:
        return any(word in piece for piece in _pieces(stream))


def elements(archive: zipfile.ZipFile, path: str, tag: str) -> Iterator[Any]:
    """The elements of one name in a part, each forgotten once it is read."""
    try:
        with archive.open(path) as stream:
            for _, element in etree.iterparse(
                stream, tag=tag, resolve_entities=False, no_network=True, encoding="utf-8"
            ):
                yield element
                element.clear()
    except etree.XMLSyntaxError as fault:
        raise Broken(path) from fault


def styles_of(archive: zipfile.ZipFile) -> bytes:
    """The part that holds the styles. Raises Broken."""
    return _whole(archive, STYLES)


def _whole(archive: zipfile.ZipFile, path: str) -> bytes:
    try:
        if archive.getinfo(path).file_size > _MAX_PART:
            raise Broken(path)
        return archive.read(path)
    except KeyError as missing:
        raise Broken(path) from missing


def parsed_xml(data: bytes, path: str) -> Any:
    """The root of a part. Raises Broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, encoding="utf-8")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise Broken(path) from fault
