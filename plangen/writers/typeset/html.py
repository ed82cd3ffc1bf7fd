"""Set pages as HTML: every line a line of its own, so that all browsers show and print the same."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from plangen.document import gbt9704
from plangen.document.gbt9704 import STANDARD, Style
from plangen.document.model import Document, Edit
from plangen.writers.typeset import layout
from plangen.writers.typeset.advances import OFFICIAL, Fonts
from plangen.writers.typeset.lines import TRACKING
from plangen.writers.typeset.model import MM, Ink, SetBlock, SetLine, SetPage, SetRule, SetRun
from plangen.writers.typeset.stylesheet import FACES, stylesheet

_LEVELS: Final = {"title": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5}
"""Blocks that are headings to those who do not see the page."""
_EDITS: Final = {Edit.INSERTED: "ins", Edit.DELETED: "del"}
_SIZES: Final = {
    False: (gbt9704.PAGE_WIDTH_MM, gbt9704.PAGE_HEIGHT_MM),
    True: (gbt9704.PAGE_HEIGHT_MM, gbt9704.PAGE_WIDTH_MM),
}
"""Width and height of a page that is upright, and of one that is turned."""
_RED_RULE: Final = ' class="red"'
_NEAR: Final = 0.005
"""pt that are not worth writing."""


def pages_html(document: Document, style: Style = STANDARD, fonts: Fonts = OFFICIAL) -> str:
    """The pages of a document as one HTML file that needs no other.

    Each block has `data-of`, the part of the plan that it prints (see `Document`), and `data-kind`.
    """
    title = escape(document.properties.title or "".join(document.title))
    pages = "\n".join(page_sections(layout(document, style, fonts)))
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{stylesheet(style)}
</style>
</head>
<body>
{pages}
</body>
</html>
"""


def page_sections(pages: Iterable[SetPage]) -> Iterator[str]:
    """Each page as a `<section>`; the style sheet must stand once on the page that shows them."""
    for number, page in enumerate(pages, 1):
        turned = " turned" if page.turned else ""
        inner = "".join(map(_block, page.blocks)) + _rules(page)
        yield f'<section class="sheet{turned}" aria-label="第{number}页">{inner}</section>'


def _block(block: SetBlock) -> str:
    ink = _ink_of(block)
    names = ["b", FACES[ink.face]]
    if ink.red:
        names.append("red")
    if block.turned:
        names.append("side")
    of = f' data-of="{escape(block.of)}"' if block.of else ""
    lines = "".join(_line(line, ink) for line in block.lines)
    level = _LEVELS.get(block.kind)
    role = f' role="heading" aria-level="{level}"' if level else ""
    told = f'class="{" ".join(names)}" data-kind="{block.kind}"{of}{role}'
    return f'<div {told} style="{_place(block, ink)}">{lines}</div>'


def _ink_of(block: SetBlock) -> Ink:
    """How most of a block looks: as its last run does, for a heading runs in at its beginning."""
    for line in reversed(block.lines):
        if line.runs:
            return line.runs[-1].ink
    return Ink()


def _place(block: SetBlock, ink: Ink) -> str:
    """Where a block stands, how large its type and how high its lines are."""
    height = block.height
    parts = [
        f"left:{_pt(block.left)};top:{_pt(block.top)};width:{_pt(block.width)}",
        f"height:{_pt(height)};font-size:{_pt(ink.size)};--line:{_pt(block.pitch)}",
    ]
    if block.first:
        parts.append(f"padding-top:{_pt(block.first)}")
    return ";".join(parts)


def _line(line: SetLine, ink: Ink) -> str:
    if not line.runs:
        return '<span class="l"></span>'
    spacing = _usual_spacing(line)
    x, inner = line.runs[0].x, ""
    styles = []
    if x > _NEAR:
        styles.append(f"padding-left:{_pt(x)}")
    if abs(spacing - TRACKING) > _NEAR:
        styles.append(f"letter-spacing:{_pt(spacing)}")
    for run in line.runs:
        inner += _run(run, run.x - x, spacing, ink)
        x = run.x + _advance(run)
    style = f' style="{";".join(styles)}"' if styles else ""
    return f'<span class="l"{style}>{inner}</span>'


def _usual_spacing(line: SetLine) -> float:
    """What is added after most characters of a line."""
    wide = [run.spacing for run in line.runs if not run.narrow]
    return wide[0] if wide else line.runs[0].spacing


def _advance(run: SetRun) -> float:
    """How far a run leads as a browser sets it: also its last character is spaced."""
    if run.narrow:
        return run.width
    return run.width + run.spacing


def _run(run: SetRun, before: float, usual: float, ink: Ink) -> str:
    """A run `before` pt behind the last one; narrow ones in a box as wide as they are set."""
    text = escape(run.text)
    styles = []
    if abs(before) > _NEAR:
        styles.append(f"margin-left:{_pt(before)}")
    if run.narrow:
        styles.append(f"width:{_pt(run.width)}")
    if abs(run.spacing - usual) > _NEAR:
        styles.append(f"letter-spacing:{_pt(run.spacing)}")
    names = []
    if run.narrow:
        names.append("n")
    if run.ink.face != ink.face:
        names.append(FACES[run.ink.face])
    tag = _EDITS[run.ink.edit] if run.ink.edit else "span"
    if not styles and not names and tag == "span":
        return text
    named = f' class="{" ".join(names)}"' if names else ""
    styled = f' style="{";".join(styles)}"' if styles else ""
    return f"<{tag}{named}{styled}>{text}</{tag}>"


def _rules(page: SetPage) -> str:
    """The rules of a page as a drawing, for boxes would be as thick as whole pixels."""
    if not page.rules:
        return ""
    width, height = (length * MM for length in _SIZES[page.turned])
    paths = ""
    for red in (False, True):
        path = "".join(_rule(rule) for rule in page.rules if rule.red is red)
        if path:
            paths += f'<path{_RED_RULE if red else ""} d="{path}"/>'
    return f'<svg viewBox="0 0 {width:.2f} {height:.2f}" aria-hidden="true">{paths}</svg>'


def _rule(rule: SetRule) -> str:
    corner = f"M{_number(rule.left)} {_number(rule.top)}"
    width, height = _number(rule.width), _number(rule.height)
    return f"{corner}h{width}v{height}h-{width}z"


def _pt(length: float) -> str:
    """A length in CSS, to a hundredth of a pt."""
    return f"{_number(length)}pt"


def _number(length: float) -> str:
    return f"{round(length, 2):g}"
