"""Headings: numerals and type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from plangen.docx_file.fonts import FontFamily
from plangen.docx_file.model import DocxParagraph, DocxRun
from plangen.findings.departure import Departure
from plangen.findings.finding import Severity
from plangen.inspection.checks.looks import chinese
from plangen.inspection.parts import HEADINGS, TEXT, DocumentPart, Recognised
from plangen.inspection.pointing import at
from plangen.inspection.wording import plain_digits
from plangen.outline import Numeral, numeral
from plangen.outline import recognise as numeral_of

FAMILIES: Final = (FontFamily.HEI, FontFamily.KAI, FontFamily.FANG, FontFamily.FANG)
"""The type of each level (§7.3.3)."""
_FIFTH: Final = re.compile(r"[0-9０-９]{1,3}[）)]")
"""1）, what is written below the four levels of the standard."""
_ANEW: Final = (DocumentPart.TITLE, DocumentPart.ANNEX_LABEL, DocumentPart.ANNEX_TITLE)
"""Where numerals begin anew."""


def numeral_form(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: levels are numbered 一、 （一） 1. （1）."""
    for part, paragraph, opening in _numbered(read):
        level = _level(part, opening)
        wanted = numeral(level, opening.number)
        if opening.numeral == wanted:
            continue
        if _looks_like(opening.numeral, wanted):
            yield Departure(
                "numeral-form",
                "序数",
                at(paragraph),
                "半角的数字和点",
                "全角的",
                "7.3.3",
                severity=Severity.ADVICE,
                hint=f"把“{opening.numeral}”改为“{wanted}”，同样的都改",
            )
        else:
            yield Departure(
                "numeral-form",
                part.value,
                at(paragraph),
                f"“{wanted}”",
                f"“{opening.numeral}”",
                "7.3.3",
                hint=f"把序数改为“{wanted}”；层次依次是“一、”“（一）”“1.”“（1）”",
            )


def _looks_like(written: str, wanted: str) -> bool:
    """Whether numerals differ in full-width figures and dots alone, which print nearly the same."""
    return plain_digits(written).replace("．", ".") == wanted


def numeral_sequence(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: numerals of one level follow each other; each may begin anew, or run on."""
    counts = _Counts()
    for part, paragraph in read.pairs():
        if part in _ANEW:
            counts = _Counts()
        elif part in TEXT and (opening := _numeral(paragraph)):
            level = _level(part, opening)
            due = counts.follow(level, opening.number)
            if due:
                yield Departure(
                    "numeral-sequence",
                    part.value,
                    at(paragraph),
                    f"“{numeral(level, due)}”",
                    f"“{opening.numeral}”",
                    "7.3.3",
                    hint="核对序数：有没有漏掉、重复的",
                )
        elif paragraph.text and (part is None or paragraph.label is None):
            counts.sure = False


@dataclass(slots=True)
class _Counts:
    """The last numeral of each level: under the heading above it, and anywhere.

    After 一、（一）（二）二、 a （一） begins anew and a （三） runs on; a （五） fits neither.
    """

    here: list[int] = field(default_factory=lambda: [0] * 4)
    anywhere: list[int] = field(default_factory=lambda: [0] * 4)
    sure: bool = True
    """Whether every paragraph on the way could be told."""

    def follow(self, level: int, number: int) -> int:
        """Count a numeral of a level from 1; return the number due, 0 where this one may stand."""
        due = self.here[level - 1] + 1
        certain = self.sure or self.here[level - 1] > 0
        fits = number in (1, due, self.anywhere[level - 1] + 1)
        self.here[level - 1] = self.anywhere[level - 1] = number
        self.here[level:] = [0] * (4 - level)
        return due if certain and not fits else 0


def typeface(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: level 1 in 黑体, 2 in 楷体, 3 and 4 in 仿宋."""
    for level, paragraph, runs in _headings(read):
        wanted = FAMILIES[level - 1]
        wrong = [run for run in runs if run.look.family is not wanted]
        if wrong:
            yield Departure(
                "heading-typeface",
                f"{'一二三四'[level - 1]}级标题",
                at(paragraph),
                wanted.value,
                wrong[0].look.chinese or "没有指定中文字体",
                "7.3.3",
                hint=f"选中标题，字体改{wanted.value}",
            )


def run_in(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: only the heading sentence has its type; the text run in after it stays 仿宋."""
    for part, paragraph, opening in _numbered(read):
        families = {run.look.family for run in chinese(paragraph)}
        sentence, stop, rest = opening.rest.partition("。")
        flooded = families in ({FontFamily.HEI}, {FontFamily.KAI})
        if flooded and sentence and stop and len(rest.strip()) > 1:
            yield Departure(
                "run-in",
                part.value,
                at(paragraph),
                "标题句之后的正文用仿宋",
                f"整段用{next(iter(families))}",
                "7.3.3",
                hint="选中标题句之后的文字，字体改仿宋",
            )


def bold(read: Recognised) -> Iterator[Departure]:
    """§7.3.3: no level is bold."""
    for level, paragraph, runs in _headings(read):
        if any(run.look.bold for run in runs):
            yield Departure(
                "heading-bold",
                f"{'一二三四'[level - 1]}级标题",
                at(paragraph),
                "不加粗",
                "加粗",
                "7.3.3",
                severity=Severity.WARNING,
                hint="选中标题，取消加粗",
            )


def _numbered(read: Recognised) -> Iterator[tuple[DocumentPart, DocxParagraph, Numeral]]:
    for _, part, paragraph in read.of(*TEXT):
        if opening := _numeral(paragraph):
            yield part, paragraph, opening


def _numeral(paragraph: DocxParagraph) -> Numeral | None:
    if paragraph.label is None or _FIFTH.match(paragraph.text):
        return None
    return numeral_of(paragraph.text)


def _level(part: DocumentPart, opening: Numeral) -> int:
    """The level a paragraph has: by style or look where it is a heading, else by its numeral."""
    return HEADINGS.index(part) + 1 if part in HEADINGS else opening.level


def _headings(read: Recognised) -> Iterator[tuple[int, DocxParagraph, list[DocxRun]]]:
    """Each heading with its level and the Chinese runs of its heading sentence."""
    for _, part, paragraph in read.of(*TEXT):
        runs = list(chinese(paragraph))
        count = _sentence(paragraph, runs)
        opening = _numeral(paragraph)
        if runs and part in HEADINGS:
            yield HEADINGS.index(part) + 1, paragraph, runs[: count or 1]
        elif opening and 0 < count < len(runs) and _type(runs[0]) != _type(runs[count]):
            yield opening.level, paragraph, runs[:count]


def _sentence(paragraph: DocxParagraph, runs: list[DocxRun]) -> int:
    """How many of some runs end with the first sentence; 0 where no run ends there."""
    for run in paragraph.runs:
        _, stop, rest = run.text.partition("。")
        if stop:
            return 0 if rest.strip() or run not in runs else runs.index(run) + 1
    return len(runs)


def _type(run: DocxRun) -> tuple[FontFamily, bool]:
    return run.look.family, run.look.bold
