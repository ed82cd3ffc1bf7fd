"""The manual as one HTML file that needs nothing else: contents, search, pictures inside."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from plangen.resources import resource

_ALONE: Final[Mapping[str, str]] = MappingProxyType({})
MANUAL: Final = "docs/手册.md"
_MARKS: Final = re.compile(r"[^\w\- ]")
_SHOWN: Final = {"h2": 2, "h3": 3}
"""The headings that contents and search know, and their levels."""


def sections(text: str) -> list[tuple[str, str, str]]:
    """The sections of a manual for a search: the id, the title and the words below each."""
    tokens = _parsed(text)
    _give_ids(tokens)
    found: list[tuple[str, str, str]] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in _SHOWN:
            found.append((str(token.attrs["id"]), _content(tokens, place), ""))
        elif found and token.type in ("inline", "fence") and tokens[place - 1].tag not in _SHOWN:
            key, title, words = found[-1]
            found[-1] = (key, title, f"{words} {' '.join(token.content.split())}")
    return found


def chapters(text: str) -> list[str]:
    """The titles of the manual's chapters, in order."""
    return [title for level, title, _ in _headings(_parsed(text)) if level == 2]


def handbook() -> str:
    """The manual that the program carries."""
    path = resource(MANUAL)
    return handbook_html(path.read_text("utf-8"), path.parent)


def handbook_html(text: str, folder: Path, pages: Mapping[str, str] = _ALONE) -> str:
    """A manual in Markdown as HTML; its pictures are found from a folder.

    `pages` names the pages beside it by the files they are made of; a link to any other file is
    left as words.
    """
    tokens = _parsed(text)
    _give_ids(tokens)
    title = _content(tokens, 0)
    for token in tokens:
        if token.children:
            token.children = _linked(_joined(token.children), pages)
        for child in token.children or ():
            if child.type == "image":
                child.attrs["src"] = _inlined(folder / str(child.attrs["src"]))
    parser = _parser()
    body = parser.renderer.render(tokens, parser.options, {})
    body = body.replace("<table>", '<div class="wide"><table>')
    body = body.replace("</table>", "</table></div>")
    page = Template(resource("data/handbook.html").read_text("utf-8"))
    look = resource("data/look.css").read_text("utf-8")
    return page.substitute(title=escape(title), contents=_contents(tokens), body=body, look=look)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _parsed(text: str) -> list[Token]:
    """The tokens of a manual, comments for the tools left out."""
    lines = [line for line in text.split("\n") if not line.startswith("<!--")]
    return _parser().parse("\n".join(lines))


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[int, str, Token]]:
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag in _SHOWN:
            yield _SHOWN[token.tag], _content(tokens, place), token


def _content(tokens: Sequence[Token], place: int) -> str:
    """The words of the heading that opens at a place."""
    words = ""
    for child in tokens[place + 1].children or ():
        words += child.content
    return words


def _joined(children: Sequence[Token]) -> list[Token]:
    """The parts of a paragraph; where Chinese goes on in the next line there is no blank."""
    kept: list[Token] = []
    words = ""
    for child in children:
        if child.type != "softbreak" or words[-1:].isascii():
            kept.append(child)
        words += child.content
    return kept


def _linked(children: Sequence[Token], pages: Mapping[str, str]) -> list[Token]:
    """The parts of a paragraph, links to files leading to their pages or taken away."""
    kept: list[Token] = []
    is_dead = False
    for child in children:
        if child.type == "link_open":
            target = str(child.attrs["href"])
            file, mark, place = unquote(target).partition("#")
            is_dead = bool(file) and ":" not in file and file not in pages
            if file in pages:
                child.attrs["href"] = f"{pages[file]}{mark}{place}"
        if not (is_dead and child.type in ("link_open", "link_close")):
            kept.append(child)
        is_dead = is_dead and child.type != "link_close"
    return kept


def _give_ids(tokens: Sequence[Token]) -> None:
    """Each heading is found by its words without marks, as links in Markdown name it."""
    seen: dict[str, int] = {}
    for _, title, token in _headings(tokens):
        name = _MARKS.sub("", title.lower()).replace(" ", "-")
        again = f"-{seen[name]}" if name in seen else ""
        seen[name] = seen.get(name, 0) + 1
        token.attrs["id"] = name + again


def _contents(tokens: Sequence[Token]) -> str:
    """The list of chapters, each with its sections folded in."""
    chapters: list[tuple[str, list[str]]] = []
    for level, title, token in _headings(tokens):
        link = f'<a href="#{escape(str(token.attrs["id"]))}">{escape(title)}</a>'
        if level == 2 or not chapters:
            chapters.append((link, []))
        else:
            chapters[-1][1].append(f"<li>{link}</li>\n")
    lines = []
    for link, sections in chapters:
        inner = f"<ol>\n{''.join(sections)}</ol>" if sections else ""
        lines.append(f"<li>{link}{inner}</li>\n")
    return "".join(lines)


def _inlined(picture: Path) -> str:
    data = base64.b64encode(picture.read_bytes()).decode()
    return f"data:image/{picture.suffix[1:]};base64,{data}"
