"""A tag's children, attributes and text, checked; a fault is said with its place in a template."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import NoReturn

from plangen.findings.finding import CannotGoOn


class DocumentError(CannotGoOn):
    """A template yields something that is no official document; says where, in Chinese."""


def refuse(place: str, what: str) -> NoReturn:
    """Say what is wrong at a place written as template:line, or nowhere in particular."""
    template, _, line = place.rpartition(":")
    raise DocumentError(f"模板 {template} 第{line}行：{what}" if template else f"模板：{what}")


class Parts:
    """The children of a container, checked: known, in order, and single unless starred.

    Each group names the tags that may stand in one turn: ("title", "h1 p*") is a title and then
    headings and paragraphs in any order, as many as there are.
    """

    def __init__(self, parent: ET.Element, *groups: str, mixed: bool = False) -> None:
        self._parent = parent
        self._turns: dict[str, int] = {}
        """For each tag, in which turn it may come."""
        self._many: set[str] = set()
        """The tags that may come more than once."""
        for turn, group in enumerate(groups):
            tags = group.rstrip("*").split()
            self._turns |= dict.fromkeys(tags, turn)
            if group.endswith("*"):
                self._many.update(tags)
        if not mixed and (parent.text or "").strip():
            refuse_at(parent, f"<{parent.tag}> 里不能直接写文字，要写在它的子标签里")
        latest = ""
        for child in parent:
            self._check(child, latest)
            latest = child.tag

    def _check(self, child: ET.Element, latest: str) -> None:
        if child.tag not in self._turns:
            allowed = _listed(self._turns)
            refuse_at(child, f"<{self._parent.tag}> 里不能有 <{child.tag}>，可以用的是 {allowed}")
        if latest and self._turns[child.tag] < self._turns[latest]:
            refuse_at(child, f"<{child.tag}> 应排在 <{latest}> 之前")
        if child.tag == latest and latest not in self._many:
            refuse_at(child, f"<{self._parent.tag}> 里只能有一个 <{child.tag}>")
        if (child.tail or "").strip():
            refuse_at(child, f"<{child.tag}> 之后的文字“{(child.tail or '').strip()}”没有标签")

    def all(self, *tags: str, at_least_one: bool = False) -> list[ET.Element]:
        """The children of these tags."""
        children = [child for child in self._parent if child.tag in tags]
        if at_least_one and not children:
            missing = f"缺少 <{tags[0]}>" if len(tags) == 1 else "没有正文"
            refuse_at(self._parent, f"<{self._parent.tag}> 里{missing}")
        return children

    def texts(self, tag: str, *, at_least_one: bool = False) -> tuple[str, ...]:
        """The texts of the children of a tag."""
        return tuple(map(text_of, self.all(tag, at_least_one=at_least_one)))

    def text(self, tag: str) -> str:
        """The text of the only child of a tag, empty when there is none."""
        return next(iter(self.texts(tag)), "")

    def title(self, *, at_least_one: bool = False) -> tuple[str, ...]:
        """The lines of the title."""
        titles = self.all("title", at_least_one=at_least_one)
        return lines_of(titles[0], titles[0].text) if titles else ()

    def attachments(self) -> tuple[str, ...]:
        """The names in the attachment note."""
        notes = self.all("attachments")
        if not notes:
            return ()
        attributes_of(notes[0])
        return Parts(notes[0], "attachment*").texts("attachment", at_least_one=True)


def _listed(tags: Iterable[str]) -> str:
    return "、".join(f"<{tag}>" for tag in tags)


def attributes_of(element: ET.Element, *required: str, **optional: str) -> dict[str, str]:
    """The attributes of a tag, defaults filled in; an unknown or missing one is refused."""
    given = {name: value for name, value in element.items() if name != "at"}
    known = (*required, *optional)
    for name in given:
        if name not in known:
            hint = f"可以用的是 {'、'.join(known)}" if known else "这个标签没有属性"
            refuse_at(element, f"<{element.tag}> 没有属性 {name}，{hint}")
    for name in required:
        if not given.get(name, "").strip():
            refuse_at(element, f"<{element.tag}> 缺少属性 {name}")
    return {**optional, **given}


def one_of(element: ET.Element, name: str, value: str, *allowed: str) -> str:
    """The value of an attribute that may only be one of some words."""
    if value not in allowed:
        refuse_at(element, f'{name}="{value}" 不行，应是 {" 或 ".join(allowed)}')
    return value


def text_of(element: ET.Element) -> str:
    """The text of a tag that holds nothing else, its lines joined."""
    attributes_of(element)
    return plain(element)


def plain(element: ET.Element) -> str:
    """The text of a tag that has attributes and no children, its lines joined."""
    for child in element:
        refuse_at(child, f"<{element.tag}> 里只能写文字，不能有 <{child.tag}>")
    return joined(lines_of(element, element.text))


def pieces_of(element: ET.Element, *tags: str) -> list[tuple[str, str]]:
    """The text of a tag in pieces, each with the tag around it, which is one of `tags`, or none.

    `<cell>要<ins>全面</ins>落实</cell>` gives [("", "要"), ("ins", "全面"), ("", "落实")]. Spaces
    at the ends and about line breaks only lay out the template.
    """
    pieces = [("", element.text or "")]
    for child in element:
        if child.tag not in tags:
            what = f"<{element.tag}> 里只能写文字和 {_listed(tags)}，不能有 <{child.tag}>"
            refuse_at(child, what)
        attributes_of(child)
        for inner in child:
            refuse_at(inner, f"<{child.tag}> 里只能写文字，不能有 <{inner.tag}>")
        pieces += [(child.tag, child.text or ""), ("", child.tail or "")]
    texts = [re.sub(r"[ \t]*\n\s*", "\n", text) for _, text in pieces]
    texts[0], texts[-1] = texts[0].lstrip(), texts[-1].rstrip()
    return [(tag, text) for (tag, _), text in zip(pieces, texts, strict=True)]


def lines_of(element: ET.Element, text: str | None) -> tuple[str, ...]:
    """The lines of a text that may not be empty."""
    lines = stripped(text)
    if not lines:
        refuse_at(element, f"<{element.tag}> 没有内容；不用它就整个删去")
    return lines


def stripped(text: str | None) -> tuple[str, ...]:
    """The lines of a text, without indentation and blank ones."""
    return tuple(line.strip() for line in (text or "").split("\n") if line.strip())


def joined(lines: tuple[str, ...]) -> str:
    """The lines as one text; Chinese needs no space between them."""
    return "".join(lines)


def refuse_at(element: ET.Element, what: str) -> NoReturn:
    """Say what is wrong at a tag."""
    refuse(element.get("at", ""), what)
