"""Writes the documentation as a site that opens from a folder: a page a document, one search."""

import json
import sys
from pathlib import Path

from plangen.handbook import handbook_html, sections

ROOT = Path(__file__).parent.parent
DOCUMENTS = {
    "手册.md": "使用手册",
    "规则.md": "审核规则",
    "版面.md": "版面怎么量的",
    "architecture.md": "The map of the code",
}
"""The documents, in the order in which the first page lists them."""
_SEARCH = '<script src="search.js"></script>\n<script>'


def main() -> None:
    """Write the site into the folder that is named, or into build/docs."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "docs")
    folder.mkdir(parents=True, exist_ok=True)
    pages = {name: name.replace(".md", ".html") for name in DOCUMENTS}
    links = "".join(f'<li><a href="{pages[name]}">{DOCUMENTS[name]}</a></li>\n' for name in pages)
    others = f"<ol>\n{links}</ol>\n<hr>\n"
    found = []
    for name, page in pages.items():
        text = (ROOT / "docs" / name).read_text("utf-8")
        for key, title, words in sections(text):
            found.append({"page": page, "id": key, "title": title, "text": words})
        html = handbook_html(text, ROOT / "docs", pages)
        html = html.replace('<ol id="contents">', f'{others}<ol id="contents">', 1)
        (folder / page).write_text(html.replace("<script>", _SEARCH, 1), "utf-8")
    index = json.dumps(found, ensure_ascii=False)
    (folder / "search.js").write_text(f"window.otherParts = {index};\n", "utf-8")
    front = handbook_html(f"# plangen\n\n{_front(pages)}", ROOT / "docs", pages)
    (folder / "index.html").write_text(front.replace("<script>", _SEARCH, 1), "utf-8")


def _front(pages: dict[str, str]) -> str:
    return "".join(f"- [{DOCUMENTS[name]}]({name})\n" for name in pages)


if __name__ == "__main__":
    main()
