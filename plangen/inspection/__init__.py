"""Any DOCX against GB/T 9704-2012: read without trust, recognised part by part, checked."""

from collections.abc import Iterable, Iterator
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


def inspect(data: bytes | Unusable, *, render: bool = False) -> Inspected:
    """Hold a DOCX to the standard: its departures in reading order, like ones told once.

    A file that is no DOCX or is hostile gives one line that says so, as one that could not be
    read does (`Unusable`). Nothing is fetched, and no other file is opened; with `render`,
    LibreOffice lays out the pages and they are measured as well.
    """
    if isinstance(data, Unusable):
        return Inspected(unusable=str(data))
    try:
        recognised = recognise(read(data))
        found = [departure for check in CHECKS for departure in check(recognised)]
        if render:
            from plangen.inspection.rendered import measure

            found += measure(data, recognised)
    except Unusable as reason:
        return Inspected(unusable=str(reason))
    return Inspected(tuple(sorted(_folded(found), key=lambda departure: departure.location.order)))


def _folded(departures: Iterable[Departure]) -> Iterator[Departure]:
    """Departures alike but for their places as one, at the first of them."""
    first: dict[tuple[str, str, str, str], Departure] = {}
    for each in departures:
        key = (each.code, each.element, each.required, each.found)
        known = first.get(key)
        first[key] = replace(known, count=known.count + 1) if known else each
    yield from first.values()
