"""Made web pages read as a browser reads them: strictly, with their addresses and anchors."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import html5lib

_ADDRESSES = ("href", "src", "action", "data", "poster", "formaction", "srcset", "background")


def page(data: bytes) -> ET.Element:
    """A page's elements; fails where it is not HTML as the standard wants it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: ET.Element = parser.parse(data.decode("utf-8"))
    return root


def addresses(root: ET.Element) -> Iterator[str]:
    """Everything that a page leads to or loads."""
    for element in root.iter():
        for name in _ADDRESSES:
            if name in element.attrib:
                yield element.attrib[name]


def anchors(root: ET.Element) -> list[str]:
    """The ids of a page."""
    return [element.attrib["id"] for element in root.iter() if "id" in element.attrib]


def words(root: ET.Element) -> str:
    """All that a page says, on one line."""
    return " ".join(" ".join(root.itertext()).split())


def faults(folder: Path) -> list[str]:
    """What is wrong with the addresses, ids and tables of a folder's pages."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        pages[path.relative_to(folder).as_posix()] = page(path.read_bytes())
    troubles = []
    for name, root in pages.items():
        twice = [anchor for anchor, count in Counter(anchors(root)).items() if count > 1]
        troubles += [f"{name}: two have the id {anchor}" for anchor in twice]
        troubles += [f"{name}: {trouble}" for trouble in _tables(root)]
        for address in addresses(root):
            trouble = _leads(folder, name, address, pages)
            if trouble:
                troubles.append(f"{name}: {address}: {trouble}")
    return troubles


def _leads(folder: Path, name: str, address: str, pages: dict[str, ET.Element]) -> str:
    parts = urlsplit(address)
    if address == "data:,":
        return ""
    if parts.scheme or parts.netloc or address.startswith("/"):
        return "leads outside"
    if not parts.path.isascii() or parts.path != unquote(parts.path):
        return "is no plain name"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path or name))
    if not parts.path:
        target = name
    if target.startswith("..") or not (folder / target).is_file():
        return "leads nowhere"
    if parts.fragment and unquote(parts.fragment) not in anchors(pages[target]):
        return "leads to nothing on the page"
    return ""


def _tables(root: ET.Element) -> Iterator[str]:
    """What a table lacks for those who hear it read."""
    for table in root.iter("table"):
        caption = table.find("caption")
        if caption is None or not "".join(caption.itertext()).strip():
            yield "a table has no caption"
        for head in table.iter("th"):
            if "scope" not in head.attrib:
                yield f"a head has no scope: {''.join(head.itertext())}"
