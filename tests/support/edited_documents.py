"""A notice edited as in Word: words typed over or tracked, paragraphs taken out and put in."""

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

BY = f'{nsdecls("w")} w:id="9" w:author="校对" w:date="2026-01-01T00:00:00Z"'


class WordEdit(NamedTuple):
    """Words of a text that stands once in the notice, and what is typed over them."""

    text: str
    start: int
    stop: int
    new: str

    @property
    def result(self) -> str:
        """The text edited."""
        return self.text[: self.start] + self.new + self.text[self.stop :]


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Open a DOCX, change its body's XML and save it as python-docx does."""
    package = docx.Document(str(path))
    change(package.element.body)
    package.save(str(path))


def texts(data: bytes) -> list[str]:
    """The text of each paragraph of the body, text boxes and tables among them."""
    body = docx.Document(io.BytesIO(data)).element.body
    return [_said(p) for p in body.iter(qn("w:p"))]


def type_over(body: Any, wanted: WordEdit, *, tracked: bool = False) -> None:
    """Type over words, with or without tracking the change."""
    p = paragraph(body, wanted.text)
    _part_runs(p)
    pieces = list(_own(p))
    at = _said(p).find(wanted.text)
    write = _track if tracked else _overwrite
    write(pieces, at + wanted.start, at + wanted.stop, wanted.new)


def paragraph(body: Any, text: str) -> Any:
    """The paragraph that is a text, else the first that holds it."""
    held = [p for p in body.iter(qn("w:p")) if text in _said(p)]
    assert held, f"not in the notice: {text}"
    return next((p for p in held if _said(p) == text), held[0])


def remove(body: Any, text: str) -> None:
    """Take out the paragraph that holds a text."""
    p = paragraph(body, text)
    p.getparent().remove(p)


def add_behind(body: Any, text: str, new: str) -> None:
    """Put in a paragraph behind the one that holds a text."""
    p = paragraph(body, text)
    added = deepcopy(p)
    pieces = list(_own(added))
    pieces[0].text = new
    for piece in pieces[1:]:
        piece.text = ""
    p.addnext(added)


def _said(p: Any) -> str:
    return "".join(piece.text or "" for piece in _own(p))


def _own(p: Any) -> Iterator[Any]:
    """The texts of a paragraph's own runs."""
    for run in p.iter(qn("w:r")):
        if next(run.iterancestors(qn("w:p"))) is p:
            yield from run.findall(qn("w:t"))


def _part_runs(p: Any) -> None:
    """Give each text, tab and line break of a paragraph a run of its own."""
    for run in [piece.getparent() for piece in _own(p)]:
        children = [child for child in run if child.tag != qn("w:rPr")]
        for child in children[1:]:
            own = deepcopy(run)
            for other in list(own):
                if other.tag != qn("w:rPr"):
                    own.remove(other)
            own.append(child)
            run.getparent().insert(run.getparent().index(run) + children.index(child), own)


def _overwrite(pieces: list[Any], start: int, stop: int, new: str) -> None:
    """Replace characters that may stand in several runs; the first takes what is new."""
    end = 0
    for piece in pieces:
        text = piece.text or ""
        begin, end = end, end + len(text)
        first, last = max(start, begin) - begin, min(stop, end) - begin
        if begin <= start <= end and new is not None:
            piece.text = text[:first] + new + text[max(first, last) :]
            new = None  # type: ignore[assignment]
        elif first < last:
            piece.text = text[:first] + text[last:]
        piece.set(qn("xml:space"), "preserve")


def _track(pieces: list[Any], start: int, stop: int, new: str) -> None:
    """Strike characters out and put others in, as tracked changes."""
    end = 0
    for piece in pieces:
        text = piece.text or ""
        begin, end = end, end + len(text)
        first, last = max(start, begin) - begin, min(stop, end) - begin
        here = begin <= start <= end and new is not None
        if not here and first >= last:
            continue
        run = piece.getparent()
        before, struck, put, after = (deepcopy(run) for _ in range(4))
        _only(before, text[:first])
        _only(struck, text[first : max(first, last)], "w:delText")
        _only(put, new if here else "")
        _only(after, text[max(first, last) :])
        run.addprevious(before)
        for tag, inner in (("del", struck), ("ins", put)):
            wrapper = parse_xml(f"<w:{tag} {BY}/>")
            wrapper.append(inner)
            run.addprevious(wrapper)
        run.addprevious(after)
        run.getparent().remove(run)
        if here:
            new = None  # type: ignore[assignment]


def _only(run: Any, text: str, tag: str = "w:t") -> None:
    """Make a run hold one text and nothing else."""
    for child in list(run):
        if child.tag != qn("w:rPr"):
            run.remove(child)
    element = parse_xml(f'<{tag} {nsdecls("w")} xml:space="preserve"/>')
    element.text = text
    run.append(element)
