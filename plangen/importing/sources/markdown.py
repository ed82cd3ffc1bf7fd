"""A Markdown file → its paragraphs and tables, without the marks of its typing."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from plangen.docx_file.stream import Block, StreamCell, StreamParagraph, StreamTable
from plangen.importing.sources.blocks import paragraphs
from plangen.importing.sources.decoding import decoded
from plangen.importing.sources.html import html_blocks

_FENCE = "---\n"


def read_markdown(data: bytes, cautions: list[str]) -> Iterator[Block]:
    """The blocks of a Markdown file; the settings before its text are paragraphs, a line each."""
    text = decoded(data, cautions)
    if text.startswith(_FENCE) and f"\n{_FENCE}" in text[len(_FENCE) - 1 :]:
        settings, _, text = text[len(_FENCE) :].partition(f"\n{_FENCE}")
        yield from paragraphs(settings.split("\n"))
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "reference"])
    yield from _MarkdownReader(parser.parse(text), cautions).blocks()


@dataclass(slots=True)
class _MarkdownReader:
    tokens: list[Token]
    cautions: list[str]
    at: int = 0
    number: str = ""
    """The number of a list's entry whose first paragraph is not there yet."""

    def blocks(self, until: str = "") -> Iterator[Block]:
        """The blocks up to a token that closes what holds them."""
        outline = 0
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                return
            if token.type == "heading_open":
                outline = int(token.tag[1:])
            elif token.type == "heading_close":
                outline = 0
            elif token.type == "list_item_open":
                self.number = f"{token.info}{token.markup}" if token.info else ""
            elif token.type == "table_open":
                yield self._table()
            elif token.type == "inline":
                yield from self._paragraph(token, outline)
            elif token.type == "html_block":
                yield from html_blocks(token.content, self.cautions)
            elif token.type in ("fence", "code_block"):
                yield from paragraphs(token.content.split("\n"))

    def _paragraph(self, token: Token, outline: int) -> Iterator[Block]:
        text = self._text(token.children or []).strip()
        if text:
            style = f"heading {outline}" if outline else ""
            yield StreamParagraph(text, self.number, style, outline)
            self.number = ""

    def _text(self, tokens: list[Token]) -> str:
        pieces = []
        for token in tokens:
            if token.type in ("text", "code_inline"):
                pieces.append(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                pieces.append("\n")
            elif token.type == "html_inline":
                pieces.append("\n" if token.content.startswith("<br") else "")
            elif token.type == "image":
                self.cautions.append(f"图片“{token.content}”没有读")
        return "".join(pieces)

    def _table(self) -> StreamTable:
        rows: list[tuple[StreamCell, ...]] = []
        cells: list[StreamCell] = []
        while self.tokens[self.at].type != "table_close":
            token = self.tokens[self.at]
            self.at += 1
            if token.type == "inline":
                content = tuple(paragraphs(self._text(token.children or []).split("\n")))
                cells.append(StreamCell(len(cells), 1, 1, content))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self.at += 1
        return StreamTable(tuple(rows))
