"""The runs of a paragraph against those of its predecessor, character by character."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from plangen.comparison.wording import Sign, TextPiece, pieces

WRAPPERS: Final[dict[Sign, str]] = {"+": "w:ins", "-": "w:del"}
_CHARS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n"}

Merge = Callable[[Any, Any], list[Any]]
"""Two containers of paragraphs and tables → the content of one with the changes tracked."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One character, tab, line break or box."""

    char: str
    """A control character, which no XML has, for a box."""
    look: Any
    """`w:rPr`, or None."""
    said: bytes
    """The look in bytes, to compare."""
    node: Any
    """A tab, line break or box; None for a character."""

    @property
    def is_box(self) -> bool:
        """Whether it is a box."""
        return self.char < "\t"


@dataclass(frozen=True, slots=True)
class Step:
    """An atom and what became of it."""

    sign: Sign
    atom: Atom
    before: Atom | None = None
    """What it was, for one that stayed."""

    def looks(self) -> tuple[bytes, bytes]:
        """The look now and before, which the steps of one run have in common."""
        return self.atom.said, (self.before or self.atom).said


def steps(old: Any, new: Any) -> list[Step]:
    """What became of each character and box of a paragraph; None is one that is not there."""
    names: dict[str, str] = {}
    before, after = (
        [] if paragraph is None else list(_atoms(paragraph, names)) for paragraph in (old, new)
    )
    texts = ("".join(atom.char for atom in atoms) for atoms in (before, after))
    was, now = iter(before), iter(after)
    return [
        step
        for piece in _boxes_last(list(pieces(*texts)))
        for step in _piece_steps(piece, was, now)
    ]


def _piece_steps(piece: TextPiece, was: Iterator[Atom], now: Iterator[Atom]) -> Iterator[Step]:
    for _ in piece.text:
        match piece.sign:
            case "=":
                yield Step("=", next(now), next(was))
            case "-":
                yield Step("-", next(was))
            case "+":
                yield Step("+", next(now))


def _boxes_last(found: list[TextPiece]) -> list[TextPiece]:
    """Put boxes that go behind what comes in their place, or LibreOffice keeps them, empty."""
    for place, (out, put) in enumerate(pairwise(found)):
        if (out.sign, put.sign) == ("-", "+") and min(out.text) < "\t":
            found[place : place + 2] = put, out
    return found


def merged_runs(became: Iterable[Step], merge: Merge) -> list[Any]:
    """The runs of a paragraph with its changes tracked.

    What stayed has the new look; `merge` tracks the changes within a box that stayed.
    """
    return [
        element
        for sign, alike in groupby(became, key=lambda step: step.sign)
        for element in _wrapped(sign, list(_runs(list(alike), merge)))
    ]


def _atoms(paragraph: Any, names: dict[str, str]) -> Iterator[Atom]:
    for run in paragraph.iterchildren(qn("w:r")):
        look = run.find(qn("w:rPr"))
        said = b"" if look is None else as_said(look)
        for node in run.iterchildren():
            if node.tag == qn("w:t"):
                yield from (Atom(char, look, said, None) for char in node.text or "")
            elif node is not look:
                yield Atom(_CHARS.get(node.tag) or _sign_of(node, names), look, said, node)


def _sign_of(box: Any, names: dict[str, str]) -> str:
    """A character that stands for boxes of one name."""
    (about,) = box.iter(qn("wp:docPr"))
    return names.setdefault(about.get("name"), chr(len(names) + 1))


def _wrapped(sign: Sign, runs: list[Any]) -> list[Any]:
    if sign == "=":
        return runs
    wrapper = OxmlElement(WRAPPERS[sign])
    wrapper.extend(runs)
    return [wrapper]


def _runs(alike: Sequence[Step], merge: Merge) -> Iterator[Any]:
    for _, group in groupby(alike, key=Step.looks):
        one = list(group)
        run = OxmlElement("w:r")
        if (look := _look(one[0])) is not None:
            run.append(look)
        run.extend(_content(one, merge))
        yield run


def _look(step: Step) -> Any:
    """The look of a run; where what stayed looked otherwise, that is tracked too."""
    now = deepcopy(step.atom.look)
    if step.before is None or step.before.said == step.atom.said:
        return now
    now = OxmlElement("w:rPr") if now is None else now
    change, was = OxmlElement("w:rPrChange"), step.before.look
    change.append(OxmlElement("w:rPr") if was is None else deepcopy(was))
    now.append(change)
    return now


def _content(alike: Sequence[Step], merge: Merge) -> Iterator[Any]:
    for is_text, group in groupby(alike, key=lambda step: step.atom.node is None):
        if is_text:
            text = OxmlElement("w:delText" if alike[0].sign == "-" else "w:t")
            text.set(qn("xml:space"), "preserve")
            text.text = "".join(step.atom.char for step in group)
            yield text
        else:
            yield from (_node(step, merge) for step in group)


def _node(step: Step, merge: Merge) -> Any:
    node = deepcopy(step.atom.node)
    if step.before is None:
        return node
    was, now = (list(box.iter(qn("w:txbxContent"))) for box in (step.before.node, node))
    for old, new in zip(was, now, strict=True):
        new[:] = merge(old, new)
    if next(node.iter(*map(qn, WRAPPERS.values())), None) is not None:
        _make_room(node, step.before.node)
    return node


def _make_room(box: Any, old: Any) -> None:
    """Let a box show what it held before too; it grows upwards, for its text stands at its foot."""
    (height,) = (int(extent.get("cy")) for extent in old.iter(qn("wp:extent")))
    for extent in box.iter(qn("wp:extent"), qn("a:ext")):
        extent.set("cy", str(int(extent.get("cy")) + height))
    for place in box.iter(qn("wp:positionV")):
        for offset in place.iter(qn("wp:posOffset")):
            offset.text = str(int(offset.text) - height)


def as_said(element: Any) -> bytes:
    """An element in bytes that do not depend on what it stands in."""
    said: bytes = etree.tostring(element, method="c14n", exclusive=True)
    return said
