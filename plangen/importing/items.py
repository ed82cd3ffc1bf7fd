"""Paragraphs → the items of a plan: kind, sentences, and who is responsible for each."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from plangen.importing.duties import Passage, is_own_line, passages, said_at_end, spaced_label
from plangen.importing.lines import Line
from plangen.importing.nodes import Questioned
from plangen.importing.outlining import Clause
from plangen.importing.registering import Registry
from plangen.importing.sentences import SentenceReader
from plangen.patterns import lazily

DutyKind = Literal["text", "goal", "measure", "requirement"]
Record = dict[str, Any]

_TEXT: Final = lazily(
    "总则|编制|指导思想|总体要求|总体思路|总体考虑|基本思路|原则|意义|背景|适用|范围|对象|形势|附则|其他|名词|现状|成效"
    "|主要问题|存在问题|依据|解释|概况|说明|有效期|施行"
)
_GOAL: Final = lazily("目标")
_REQUIREMENT: Final = lazily(
    "保障|工作要求|有关要求|相关要求|组织领导|组织实施|组织推动|责任落实|监督检查|纪律要求|几点要求"
)
_HEADING: Final = 24
"""The most 字 of a heading that tells the kind of what stands under it."""


class ItemWriter:
    """Writes paragraphs as items; who is responsible goes into the register too."""

    def __init__(self, registry: Registry, reader: SentenceReader) -> None:
        self._registry = registry
        self._reader = reader
        self.tables: list[Line] = []
        """The tables met among the paragraphs, which an item has no place for."""

    def joined(self, lines: Iterable[Line]) -> str:
        """Paragraphs as one text."""
        return "\n\n".join(line.text for line in self._without_tables(lines))

    def numbered(self, clause: Clause, title: str, rest: str, kind: DutyKind) -> list[Record]:
        """A clause that nothing stands under, its text run in after its title.

        Where paragraphs below it bear brackets, each of them is an item too.
        """
        record: Record = {"kind": kind}
        if title and rest:
            record["title"] = title
        number(record, clause)
        if kind == "text" and "title" not in record:
            record.setdefault("numbered", True)
        own, more = self._parted(clause.paragraphs)
        texts = [rest or title, *(line.text for line in more)]
        parted = len(texts) > 1 and has_duty(texts)
        self._wording(record, texts[:1] if parted else texts)
        if own:
            self._block(record, own)
        return [record, *(self.unnumbered(more, kind) if parted else [])]

    def unnumbered(self, lines: Sequence[Line], kind: DutyKind) -> list[Record]:
        """Paragraphs without a number, each an item; a line that says who goes to the one above."""
        items: list[Record] = []
        for line in self._without_tables(lines):
            if is_own_line(line.text) and items:
                self._block(items[-1], [spaced_label(line.text)])
                continue
            record: Record = {"kind": kind}
            if kind != "text":
                record["numbered"] = False
            self._wording(record, [line.text])
            items.append(record)
        return items

    def _without_tables(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that are no tables; those are set aside."""
        texts: list[Line] = []
        for line in lines:
            (texts if line.table is None else self.tables).append(line)
        return texts

    def _parted(self, lines: Iterable[Line]) -> tuple[list[str], list[Line]]:
        """The lines that say only who is responsible, and the others."""
        own: list[str] = []
        others: list[Line] = []
        for line in self._without_tables(lines):
            if is_own_line(line.text):
                own.append(spaced_label(line.text))
            else:
                others.append(line)
        return own, others

    def _block(self, record: Record, own: Sequence[str]) -> None:
        """Enter lines below an item that say who is responsible for it."""
        words = "\n".join(own)
        self._registry.enter("，".join(own))
        _become_duty(record)
        record["responsible"] = words
        if time := self._reader.deadline_beside(words.replace("\n", "，")):
            record["deadline"] = time
        if not words.startswith(("（", "〔", "(")):
            record["print_responsible"] = "block"

    def _wording(self, record: Record, texts: Sequence[str]) -> None:
        """Enter the text of an item, or its sentences where brackets stand between them."""
        *before, last = texts
        parted = passages(last)
        if len(parted) > 1 and not before:
            _become_duty(record)
            record["sentences"] = [self._sentence(passage) for passage in parted]
            return
        if len(parted) == 1 and parted[0].bracket:
            _become_duty(record)
            last = parted[0].text
            record["responsible"] = parted[0].bracket
            self._registry.enter(parted[0].bracket)
        elif words := said_at_end(last):  # it stays in the text, where it is printed
            _become_duty(record)
            record["responsible"] = words
            self._registry.enter(words)
        record["text"] = "\n\n".join([*before, last])
        if record["kind"] != "text":
            beside = self._reader.deadline_beside(record.get("responsible", ""))
            record["deadline"] = beside or self._reader.deadline(record["text"])
            record["targets"] = self._reader.targets(record["text"], record.get("title", ""))
            self._propose(record)

    def _sentence(self, passage: Passage) -> str | Record:
        if not passage.bracket:
            return passage.text
        self._registry.enter(passage.bracket)
        return {
            "text": passage.text,
            "responsible": passage.bracket,
            "deadline": self._reader.deadline_beside(passage.bracket)
            or self._reader.deadline(passage.text),
            "targets": self._reader.targets(passage.text),
        }

    def _propose(self, record: Record) -> None:
        """Propose sentences that say who must do something as tasks."""
        tasks = [] if "responsible" in record else self._reader.tasks(record["text"])
        if tasks:
            for task in tasks:
                self._registry.enter("、".join(task["responsible"]["units"]))
            record["tasks"] = Questioned(tasks, "这几件任务是照句子里的“要”“应当”拟的；核对")


def has_duty(texts: Iterable[str]) -> bool:
    """Whether a paragraph bears a responsibility bracket, or says only who is responsible."""
    for text in texts:
        if is_own_line(text) or any(passage.bracket for passage in passages(text)):
            return True
    return False


def number(record: Record, clause: Clause) -> None:
    """Enter how a clause is numbered where counting alone would not give its number."""
    if clause.number == 0:
        record["numbered"] = False
    elif clause.begins_anew:
        record["number"] = clause.number
    elif clause.out_of_sequence and clause.line and clause.line.numeral:
        question = f"原文的序号是“{clause.line.numeral.numeral}”，和前面接不上，照原样留着；核对"
        record["number"] = Questioned(clause.number, question)


def kind_of(title: str, above: DutyKind) -> DutyKind:
    """The kind of what stands under a heading; where it does not tell, that of the one above."""
    plain = re.sub(r"\s", "", title)
    if len(plain) > _HEADING:
        return above
    if _GOAL.search(plain) and not re.search("原则|责任", plain):
        return "goal"
    if _TEXT.search(plain):
        return "text"
    if _REQUIREMENT.search(plain):
        return "requirement"
    return above


def _become_duty(record: Record) -> None:
    """Make a text that bears a responsibility a measure."""
    if record["kind"] != "text":
        return
    record["kind"] = "measure"
    if record.get("numbered") is True:
        del record["numbered"]
    elif "title" not in record and "numbered" not in record:
        record["numbered"] = False
