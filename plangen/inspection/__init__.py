"""Any DOCX against GB/T 9704-2012: read without trust, recognised part by part, checked."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from plangen.docx_file.archive import MAX_BYTES, Unusable, too_large
from plangen.docx_file.reading import read
from plangen.findings.departure import Departure, Inspected, PageLocation
from plangen.inspection.checks import CHECKS
from plangen.inspection.recognise import recognise

__all__ = [
    "MAX_BYTES",
    "Departure",
    "Inspected",
    "PageLocation",
    "Unusable",
    "inspect",
    "too_large",
]


def _unseen(number: int, pages: int) -> None:
    """Tell nobody how far the measuring has come."""


def inspect(
    data: bytes | Unusable, *, render: bool = False, seen: Callable[[int, int], None] = _unseen
) -> Inspected:
    """Hold a DOCX to the standard: its departures in reading order, like ones told once.

    A file that is no DOCX or is hostile gives one line that says so, as one that could not be
    read does (`Unusable`). Nothing is fetched, and no other file is opened; with `render`,
    LibreOffice lays out the pages and they are measured as well; `seen` is told the number of each
    page that is read, and how many there are.
    """
    if isinstance(data, Unusable):
        return Inspected(unusable=str(data))
    try:
        recognised = recognise(read(data))
        departures: list[Departure] = []
        for check in CHECKS:
            departures += check(recognised)
        if render:
            from plangen.inspection.rendered import measure

            departures += measure(data, recognised, seen)
    except Unusable as reason:
        return Inspected(unusable=str(reason))
    in_order = sorted(_folded(departures), key=lambda departure: departure.location.order)
    return Inspected(tuple(in_order))


def _folded(departures: Iterable[Departure]) -> Iterable[Departure]:
    """Departures alike but for their places as one, at the first of them."""
    folded: dict[tuple[str, str, str, str], Departure] = {}
    for departure in departures:
        kind = (departure.code, departure.element, departure.required, departure.found)
        if kind in folded:
            departure = replace(folded[kind], count=folded[kind].count + 1)
        folded[kind] = departure
    return folded.values()
