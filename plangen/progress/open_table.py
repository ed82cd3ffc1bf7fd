"""Tables in CSV for people and programs: Excel opens them, and no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import chain, islice
from typing import Final

from plangen.findings.finding import CannotGoOn
from plangen.importing.sources.decoding import decoded

_CHUNK: Final = 1000
"""Lines that are written at once; their cells stay in the processor's cache."""
_FORMULA: Final = ("=", "+", "-", "@")
_SUSPECT: Final = ("\0'", "\0=", "\0+", "\0-", "\0@")
"""How a cell begins that may need a mark, after the NUL that parts it from the one before."""
_CONFLICT: Final = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""How the lines begin that git puts about what two people have decided otherwise."""
_UNSETTLED: Final = (
    "两个人对同一行的决定不一样，合并时留下了冲突；用记事本打开，"
    "<<<<<<< 和 >>>>>>> 之间只留下一行，删去另一行和三行标记"
)


def read_table(
    data: bytes, file: str, headings: tuple[str, ...]
) -> Iterable[tuple[int, list[str]]]:
    """The lines of a CSV of ours with their numbers, cells in the order of `headings`.

    What Excel has saved in its own encoding, or with columns moved, is read as well. Raises
    CannotGoOn.
    """
    text = decoded(data, [])
    quoted = "'" in text
    rows = csv.reader(StringIO(text, newline=""))
    found = next(rows, [])
    missing = [heading for heading in headings if heading not in found]
    if missing:
        raise CannotGoOn(f"{file}：没有“{missing[0]}”这一栏；从 git 里找回原来的文件")
    places = [found.index(heading) for heading in headings]
    moved = places != list(range(len(places)))
    try:
        for cells in rows:
            if cells and cells[0].startswith(_CONFLICT):
                raise CannotGoOn(f"{file}:{rows.line_num}：{_UNSETTLED}")
            if cells and any(cells):
                cells += [""] * (len(found) - len(cells))
                ordered = [cells[place] for place in places] if moved else cells[: len(places)]
                yield rows.line_num, list(map(_unquoted, ordered)) if quoted else ordered
    except csv.Error as fault:
        raise CannotGoOn(
            f"{file}:{rows.line_num}：引号没有配对；从 git 里找回原来的文件"
        ) from fault


def headings_of(data: bytes) -> set[str]:
    """What the first line of a CSV names."""
    return set(next(csv.reader([decoded(data.partition(b"\n")[0], [])]), []))


def table_bytes(headings: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV that Excel opens as UTF-8; nothing in it is taken for a formula."""
    data = BytesIO()
    data.writelines(table_pieces(headings, rows))
    return data.getvalue()


def table_pieces(headings: Iterable[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same by the thousand lines, for a file that is not to be in memory whole."""
    yield head_bytes(headings)
    yield from _row_pieces(rows)


def head_bytes(headings: Iterable[str]) -> bytes:
    """The first line of such a file."""
    return f"{','.join(headings)}\n".encode("utf-8-sig")


def rows_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Lines of such a file."""
    return b"".join(_row_pieces(rows))


def _row_pieces(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        text = StringIO(newline="")
        table = csv.writer(text, lineterminator="\n")
        if _is_suspect(chain.from_iterable(chunk)):
            for row in chunk:
                table.writerow(map(_quoted, row) if _is_suspect(row) else row)
        else:
            table.writerows(chunk)
        yield text.getvalue().encode()


def _is_suspect(cells: Iterable[str]) -> bool:
    """Whether any cell may need a mark that keeps it a text."""
    joined = "\0".join(("", *cells))
    return any(map(joined.__contains__, _SUSPECT))


def unquoted(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the marks that keep cells texts."""
    if "\0'" not in "\0".join(("", *chain.from_iterable(rows))):
        return rows
    return [list(map(_unquoted, row)) for row in rows]


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) or _is_quoted(cell) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _is_quoted(cell) else cell


def _is_quoted(cell: str) -> bool:
    """Whether a cell begins with a mark that keeps it a text, or would read as if it did."""
    return cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
