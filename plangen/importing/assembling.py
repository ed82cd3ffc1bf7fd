"""A divided document → the record of a plan, with what a person must decide as questions."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, Final

from plangen.checking.identities import spelt
from plangen.docx_file.stream import StreamTable
from plangen.importing.annexes import annex_record, table_record
from plangen.importing.body_tables import AsText, BodyTables
from plangen.importing.content import ContentWriter
from plangen.importing.dating import span_of, year_of
from plangen.importing.division import Division
from plangen.importing.lines import Line
from plangen.importing.names import is_body, known_names
from plangen.importing.nodes import Questioned
from plangen.importing.outlining import outline
from plangen.importing.registering import Registry
from plangen.importing.renumbering import numbering_remarks
from plangen.importing.sentences import SentenceReader
from plangen.importing.table_sections import apart
from plangen.importing.tables import TaskGrid
from plangen.patterns import lazily
from plangen.readers.role_words import is_bracketed

Record = dict[str, Any]

_YEAR: Final = lazily("(?:19|20)[0-9]{2}(?=年)")
_ISSUER: Final = lazily("^([^《“]{2,40}?)关于")
_BEFORE_YEAR: Final = lazily("([一-鿿]{3,20})(?=(?:19|20)[0-9]{2}年)")
_PLACE: Final = lazily(
    "(?:^|关于|促进|推动|推进|加强|做好|开展|落实|优化|深化|规范|支持|加快|印发)"
    "((?!关于|进一步|促进)[一-鿿]{2,8}?(?:自治区|自治州|自治县|省|市|县|区|州|旗))(?![场政区域])"
)


_NAMED: Final = 4
"""From so many Chinese characters on a file's name may be the title."""
_LISTED: Final = 8
"""So many pairs of names are listed in a question."""


@dataclass(slots=True)
class Assembled:
    """The record of a plan, and what its form has no place for."""

    record: Record
    unplaced: list[Line]
    tables: dict[int, StreamTable] = field(default_factory=dict)
    """The first table of each annex that has one, by the annex's place."""
    grids: dict[int, TaskGrid] = field(default_factory=dict)
    """The task tables that stand in the text as tables of their own, by their places."""
    remarks: list[str] = field(default_factory=list)
    """What was done to the source's numbers, a sentence each."""


def assemble(
    parts: Division,
    registry: Registry,
    today: date,
    name: str,
    register: str = "",
    *,
    proposes: bool = False,
    as_text: AsText | None = None,
    official: bool = False,
) -> Assembled:
    """Make a plan's record of a document's parts.

    `name` is the source file's, which may be the title; `register` the file that units are listed
    in; with `proposes`, sentences that say who must do something become tasks; `as_text` is what
    task tables in the text keep as it stands; where `official`, 第一章 and 1.1 are words like
    others. `today` is the day
    of the import: its year stands, asked about, where the document names none.
    """
    read = outline(parts.body, official=official)
    year = year_of(parts, today)
    tables = BodyTables(registry, _plain(year), as_text or {})
    writer = ContentWriter(registry, SentenceReader(_plain(year), proposes=proposes), tables)
    preamble, sections = _opening(parts, read.root, writer)
    sections = list(chain.from_iterable(map(apart, [*sections, *writer.sections(read.root)])))
    closing = writer.paragraphs(read.closing)
    record: Record = {
        "format": 2,
        "series": _series(parts),
        "year": year,
        "span": span_of(parts),
        "title": _title(parts, name),
        "issuer": _issuer(parts),
        "issue": _issue(parts),
        "numbering": {f"level_{level}": "continue" for level in sorted(read.running)},
        "defaults": _defaults(parts),
        "fields": tables.fields,
        "register": {},
        "preamble": preamble,
        "sections": sections,
        "closing": closing,
    }
    unplaced = [*parts.furniture, *parts.unplaced, *tables.left]
    record["annexes"] = _annexes(parts, writer, unplaced)
    record["register"] = _register(registry, register)
    _unread(record["sections"], registry.names)
    remarks = list(numbering_remarks(read.root))
    return Assembled(record, unplaced, _tables(parts), tables.grids, remarks)


def _tables(parts: Division) -> dict[int, StreamTable]:
    tables: dict[int, StreamTable] = {}
    for place, lines in enumerate(parts.annexes):
        for line in lines:
            if line.table is not None:
                tables.setdefault(place, line.table)
    return tables


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Questioned) else value


def _opening(parts: Division, root: Any, writer: ContentWriter) -> tuple[str, list[Record]]:
    """What stands before the first heading: the preamble; all of it, where there is no heading."""
    before, after = writer.before_table(root.paragraphs)
    if root.children or after:
        tables = writer.from_table(after)
        return writer.paragraphs(before), [{"items": tables}] if tables else []
    first, *rest = root.paragraphs or [Line(0)]
    items = writer.plain_items(rest or [first])
    if not items or items == [{"kind": "text", "text": ""}]:
        return "", [{"text": Questioned("……", "没有认出正文，补上")}]
    return writer.paragraphs([first]) if rest else "", [{"items": items}]


def _title(parts: Division, name: str) -> Any:
    if title := "\n".join(parts.plan_title or parts.title):
        return title
    is_title = len(re.findall("[一-鿿]", name)) >= _NAMED
    return Questioned(name if is_title else "……", "没有认出标题，这是照文件名写的；核对")


def _series(parts: Division) -> str:
    """A name for the work through the years: the title's own words, without place and year."""
    title = re.sub("^.*关于|^.{1,8}?[省市县区州旗盟](?!场)", "", parts.flat_title)
    title = _YEAR.sub("", title)
    title = re.sub("年|关于|印发|的|《|》|（[^）]*）|[0-9]+|—", "", title)
    return spelt(title) or "plan"


def _issuer(parts: Division) -> Any:
    """Who issues it: who signs, else whom the letterhead or the title names."""
    if parts.signature:
        return parts.signature[0]
    if parts.mark:
        return re.sub("(?:会议)?纪要$", "", parts.mark)
    if parts.printed_by:
        return parts.printed_by
    title = re.sub(r"\s", "", "".join(parts.title))
    if match := _ISSUER.match(title):
        return match[1]
    return Questioned(_issuer_of(parts.flat_title), "原文没有落款，发文机关是照标题猜的；核对")


def _issuer_of(title: str) -> str:
    """The body that a plan's title names, else the government of the place it names."""
    before = _BEFORE_YEAR.match(title)
    if before and is_body(before[1]):
        name = before[1]
        return f"{name}人民政府" if name[-1] in "省市县区州旗镇乡" else name
    place = _PLACE.search(title)
    return f"{place[1]}人民政府" if place else "……"


def _issue(parts: Division) -> Record:
    """How it goes out."""
    day = parts.signed_on
    printed = parts.printed_on
    issue: Record = {
        "form": _form(parts),
        "copy_number": parts.copy_number,
        "classification": parts.classification,
        "urgency": parts.urgency,
        "issuer_mark": _mark(parts),
        "doc_number": parts.doc_number,
        "signatories": list(parts.signatories),
        "recipients": parts.recipients,
        "note": parts.note,
        "cc": parts.cc,
    }
    if parts.attendance:
        issue["attendance"] = parts.attendance
    if parts.is_notice and issue["form"] != "order":
        issue["title"] = "\n".join(parts.title) or _missing_title(parts)
    if parts.is_notice:
        body = "\n\n".join(line.text for line in parts.letter if line.text)
        issue["body"] = body or Questioned("……", "没有认出通知正文，补上")
    if day and issue["form"] != "minutes":
        issue["signature"] = parts.signature or _missing_signature(parts)
        issue["signed_on"] = _written(day)
    if issue["form"] == "minutes" and not printed:  # they have no signature, but who made them
        printed = day
    if printed:
        issue["printed_by"] = parts.printed_by or _plain(_issuer(parts))
        issue["printed_on"] = _written(printed)
    return issue


def _form(parts: Division) -> str:
    """The form of the document, by its letterhead: only that of the right parts is one."""
    carries = parts.is_notice
    if parts.attendance and not carries:
        return "minutes"
    if parts.mark.endswith("令") and parts.doc_number and carries and not parts.title:
        return "order"
    if parts.mark and parts.doc_number:
        if carries and not parts.has_suffix and "\u3000" not in parts.mark:
            return "notice" if parts.signatories or parts.printed_by else "letter"
        return "notice" if carries else "document"
    return "notice" if carries else "plan"


def _mark(parts: Division) -> Record | None:
    """The red letterhead; several issuers stand apart by blanks."""
    names = [name for name in parts.mark.split("\u3000") if name]
    if not names:
        return None
    return {"names": names, "suffix": "文件" if parts.has_suffix else None}


def _missing_title(parts: Division) -> Questioned:
    """The title of a notice that the source lacks."""
    issuer = parts.signature[0] if parts.signature else ""
    own = parts.flat_title.replace("《", "〈").replace("》", "〉")
    title = f"{issuer}关于印发《{own}》的通知"
    return Questioned(title, "原文没有通知的标题，这是照惯例拟的；核对")


def _missing_signature(parts: Division) -> Questioned:
    """The signature of a document that bears a day alone."""
    return Questioned([_plain(_issuer(parts))], "原文落款只有日期，没有署名；核对")


def _defaults(parts: Division) -> Any:
    """The deadline of what has none of its own."""
    if span_of(parts):
        return None
    return Questioned({"deadline": "全年"}, "没有写完成时限的各条，先按全年；有统一时限的，改成它")


def _unread(entries: list[Any], known: frozenset[str]) -> None:
    """Give words back to the text where they name somebody whom the register has not."""
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        for key in ("items", "sentences"):
            _unread(entry.get(key, []), known)
        words = entry.get("responsible")
        if isinstance(words, str) and known_names(words, known):
            del entry["responsible"]
            entry.pop("print_responsible", None)
            glue = "" if is_bracketed(words) else "\n\n"
            entry["text"] = f"{entry.get('text', '')}{glue}{words}"


def _register(registry: Registry, file: str) -> Any:
    """The register; names that may be two bodies are asked about, once."""
    pairs = registry.join_shortened()
    record = registry.record()
    if file:
        record = {"from": file, **record}
    if not pairs:
        return record
    listed = "；".join(f"{short}、{full}" for short, full in pairs[:_LISTED])
    more = "等" if len(pairs) > _LISTED else ""
    return Questioned(record, f"这几对名称当作了同一个单位，不是的分开登记：{listed}{more}")


def _written(day: tuple[int, int, int]) -> str:
    return "{}-{:02}-{:02}".format(*day)


def _is_table(line: Line) -> bool:
    return line.table is not None


def _annexes(parts: Division, writer: ContentWriter, unplaced: list[Line]) -> list[Record]:
    """The annexes, and the tables that stood in the text."""
    annexes: list[Record] = []
    for at, lines in enumerate(parts.annexes):
        listed = parts.listed[at] if at < len(parts.listed) else ""
        annexes.append(annex_record(lines, listed, unplaced))
    for line in [*filter(_is_table, parts.letter), *writer.tables]:
        record = table_record(line)
        question = "原文这张表在正文里，放到了附件；核对"
        annexes.append({"title": Questioned("附表", question), **record})
    return annexes
