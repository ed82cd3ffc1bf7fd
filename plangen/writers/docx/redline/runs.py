"""The runs of a paragraph against those of its predecessor, character by character."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]

from plangen.comparison.wording import Sign, TextPiece
from plangen.writers.docx.redline.words import whole_words

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
    look_bytes: bytes
    """The look in bytes, to compare."""
    node: Any
    """A tab, line break or box; None for a character."""


@dataclass(frozen=True, slots=True)
class Step:
    """An atom and what became of it."""

    sign: Sign
    atom: Atom
    before: Atom | None = None
    """What it was, for one that stayed."""

    def looks(self) -> tuple[bytes, bytes]:
        """The look now and before, which the steps of one run have in common."""
        return self.atom.look_bytes, (self.before or self.atom).look_bytes


def steps(old: Any, new: Any) -> list[Step]:
    """What became of each character and box of a paragraph; None is one that is not there.

    Of 甲局 against 甲乙局: = 甲, + 乙, = 局.
    """
    names: dict[str, str] = {}
    before, after = _atoms(old, names), _atoms(new, names)
    pieces = list(whole_words(_text(before), _text(after)))
    was, now = iter(before), iter(after)
    became: list[Step] = []
    for piece in _boxes_last(pieces):
        became += _piece_steps(piece, was, now)
    return became


def _text(atoms: Iterable[Atom]) -> str:
    return "".join(atom.char for atom in atoms)


def _piece_steps(piece: TextPiece, was: Iterator[Atom], now: Iterator[Atom]) -> Iterator[Step]:
    for _ in piece.text:
        match piece.sign:
            case "=":
                yield Step("=", next(now), next(was))
            case "-":
                yield Step("-", next(was))
            case "+":
                yield Step("+", next(now))


def _boxes_last(in_order: list[TextPiece]) -> list[TextPiece]:
    """Put boxes that go behind what comes in their place, or LibreOffice keeps them, empty."""
    for index, (going, coming) in enumerate(pairwise(in_order)):
        if (going.sign, coming.sign) == ("-", "+") and min(going.text) < "\t":
            in_order[index : index + 2] = coming, going
    return in_order


def merged_runs(became: Iterable[Step], merge: Merge) -> list[Any]:
    """The runs of a paragraph with its changes tracked.

    What stayed has the new look; `merge` tracks the changes within a box that stayed.
    """
    elements: list[Any] = []
    for sign, run_of_steps in groupby(became, key=lambda step: step.sign):
        elements += _wrapped(sign, list(_runs(run_of_steps, merge)))
    return elements


def _atoms(paragraph: Any, names: dict[str, str]) -> list[Atom]:
    """The atoms of a paragraph; `names` gives each name of a box the character it stands for."""
    atoms: list[Atom] = []
    if paragraph is None:
        return atoms
    for run in paragraph.iterchildren(qn("w:r")):
        look = run.find(qn("w:rPr"))
        look_bytes = b""
        if look is not None:
            look_bytes = canonical(look)
        for node in run.iterchildren():
            if node.tag == qn("w:t"):
                for char in node.text or "":
                    atoms.append(Atom(char, look, look_bytes, None))
            elif node is not look:
                char = _CHARS.get(node.tag) or _sign_of(node, names)
                atoms.append(Atom(char, look, look_bytes, node))
    return atoms


def _sign_of(box: Any, names: dict[str, str]) -> str:
    """A character that stands for boxes of one name."""
    (properties,) = box.iter(qn("wp:docPr"))
    return names.setdefault(properties.get("name"), chr(len(names) + 1))


def _wrapped(sign: Sign, runs: list[Any]) -> list[Any]:
    if sign == "=":
        return runs
    wrapper = OxmlElement(WRAPPERS[sign])
    wrapper.extend(runs)
    return [wrapper]


def _runs(of_one_sign: Iterable[Step], merge: Merge) -> Iterator[Any]:
    for _, group in groupby(of_one_sign, key=Step.looks):
        alike = list(group)
        run = OxmlElement("w:r")
        look = _look(alike[0])
        if look is not None:
            run.append(look)
        run.extend(_content(alike, merge))
        yield run


def _look(step: Step) -> Any:
    """The look of a run; where what stayed looked otherwise, that is tracked too."""
    look = deepcopy(step.atom.look)
    if step.before is None or step.before.look_bytes == step.atom.look_bytes:
        return look
    if look is None:
        look = OxmlElement("w:rPr")
    change, was = OxmlElement("w:rPrChange"), deepcopy(step.before.look)
    if was is None:
        was = OxmlElement("w:rPr")
    change.append(was)
    look.append(change)
    return look


def _content(alike: Sequence[Step], merge: Merge) -> Iterator[Any]:
    for is_text, group in groupby(alike, key=lambda step: step.atom.node is None):
        if is_text:
            text = OxmlElement("w:delText" if alike[0].sign == "-" else "w:t")
            text.set(qn("xml:space"), "preserve")
            text.text = "".join(step.atom.char for step in group)
            yield text
        else:
            for step in group:
                yield _node(step, merge)


def _node(step: Step, merge: Merge) -> Any:
    node = deepcopy(step.atom.node)
    if step.before is None:
        return node
    was = list(step.before.node.iter(qn("w:txbxContent")))
    now = list(node.iter(qn("w:txbxContent")))
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


def canonical(element: Any) -> bytes:
    """An element in bytes that do not depend on what it stands in."""
    content: bytes = etree.tostring(element, method="c14n", exclusive=True)
    return content
