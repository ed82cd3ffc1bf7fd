"""Files that have come in → each year's ledger and receipts, and a verdict on each file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from plangen.files import held, is_same, read_bytes, save
from plangen.findings.finding import CannotGoOn
from plangen.progress import ledger, receipts
from plangen.progress.answers import AnswerContext
from plangen.progress.asked import AskedPlan
from plangen.progress.deciding import DecisionTaker
from plangen.progress.decision_rows import decision_rows
from plangen.progress.disagreement import disagreements
from plangen.progress.folding import Effect, changed_lines, fold, renew
from plangen.progress.judging import Judge
from plangen.progress.judging_rows import Judgement, Mail, RowFate
from plangen.progress.ledger import Lines, ledger_pieces, read_ledger
from plangen.progress.receipts import (
    FORMAT,
    SIGNED,
    Receipt,
    Receipts,
    Verdict,
    read_receipts,
    receipt_pieces,
)
from plangen.progress.reported_state import ReportedState
from plangen.progress.returned.reading import read_returned

_SOURCE: Final = 12
"""Digits of a digest that tell a file in the ledger."""
_REMARK: Final = 200
"""Characters of a receipt's remark."""
_PASSED_OVER: Final = ("~$", ".", "Thumbs.db", "desktop.ini")
"""How the names of files begin that nobody has sent."""


@dataclass(frozen=True, slots=True)
class CollectOrder:
    """What is collected, and by what."""

    files: Sequence[Path]
    plans: Sequence[AskedPlan]
    folder: Path
    """Where the years' folders with their ledgers are."""
    as_of: date
    own_words: Mapping[str, ReportedState]
    unit: str = ""
    """Who has filled in all of the files, where that is said."""
    today: date = field(default_factory=date.today)
    """After which, or the day after, no file can have been saved."""

    @property
    def last(self) -> str:
        """The last day on which a file may have been saved."""
        return (max(self.as_of, self.today) + timedelta(days=1)).isoformat()


@dataclass(slots=True)
class FileVerdict:
    """What became of one file."""

    path: Path
    verdict: Verdict
    judgement: Judgement
    known: str = ""
    """Why it was not looked at again: it has been taken before, or is the same as another."""


@dataclass(slots=True)
class Collection:
    """What became of all files."""

    files: list[FileVerdict] = field(default_factory=list)
    disagreements: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    lines: int = 0

    @property
    def unknown_words(self) -> Counter[str]:
        """The words for a state that nobody has explained, and in how many rows each stands."""
        words: Counter[str] = Counter()
        for file in self.files:
            words.update(file.judgement.unknown_words)
        return words


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and those in the folders that are; each once. Raises CannotGoOn."""
    seen = set()
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*") if entry.is_file())
        else:
            inside = [path]
        for file in inside:
            if file not in seen and not _passed_over(file, path):
                seen.add(file)
                yield file


def _passed_over(file: Path, named: Path) -> bool:
    inner = file.relative_to(named).parts if file != named else ()
    return any(part.startswith(_PASSED_OVER) for part in inner)


def collect(order: CollectOrder, advance: Callable[[], object] = lambda: None) -> Collection:
    """Take what has come in into the ledgers. Raises CannotGoOn for a ledger that is none.

    A year's ledger and receipts are held against others meanwhile, and written where they differ.
    """
    order.folder.mkdir(parents=True, exist_ok=True)
    with held(order.folder / ".collect.lock", str(order.folder)):
        return _Collector(order).run(advance)


class _Year:
    """The ledger and the receipts of a year."""

    def __init__(self, folder: Path) -> None:
        self._ledger, self._receipts = folder / ledger.NAME, folder / receipts.NAME
        self.lines: Lines = read_ledger(self._ledger)
        self.receipts: Receipts = read_receipts(self._receipts)
        self._before = dict(self.lines)

    def saved(self) -> tuple[int, int]:
        """Write what differs; how many lines are new, and how many say something else."""
        for path, pieces in (
            (self._ledger, partial(ledger_pieces, self.lines)),
            (self._receipts, partial(receipt_pieces, self.receipts)),
        ):
            if not is_same(path, pieces()):
                save(path, pieces())
        return changed_lines(self._before, self.lines)


class _Collector:
    def __init__(self, order: CollectOrder) -> None:
        self._order = order
        self._years = {
            plan.name[1]: _Year(order.folder / str(plan.name[1])) for plan in order.plans
        }
        self._judge = Judge(order.plans, self._context)
        ledgers = {year: kept.lines for year, kept in self._years.items()}
        self._decisions = DecisionTaker(order.plans, ledgers, order.as_of)
        self._seen: dict[str, Path] = {}
        self._collection = Collection()

    def run(self, advance: Callable[[], object]) -> Collection:
        """Judge each file, then write."""
        for path in self._order.files:
            self._collection.files.append(self._file(path))
            advance()
        for year in self._years.values():
            added, changed = year.saved()
            self._collection.added += added
            self._collection.changed += changed
            self._collection.lines += len(year.lines)
        for plan in self._order.plans:
            lines = self._years[plan.name[1]].lines
            self._collection.disagreements += disagreements(plan, lines)
        return self._collection

    def _context(self, plan: AskedPlan) -> AnswerContext:
        issued = plan.plan.issue.signed_on or plan.plan.issue.printed_on
        lines = self._years[plan.name[1]].lines
        return AnswerContext(self._order.as_of, plan.year, issued, self._order.own_words, lines)

    def _file(self, path: Path) -> FileVerdict:
        try:
            data = read_bytes(path, "报回来的清单")
        except CannotGoOn as trouble:
            reason = str(trouble).removeprefix(f"{path}：")
            return FileVerdict(path, Verdict.REFUSED, Judgement(refused=reason))
        digest = sha256(data).hexdigest()
        if digest in self._seen:
            same = f"和 {self._seen[digest]} 是同一份"
            return FileVerdict(path, Verdict.TAKEN, Judgement(), known=same)
        self._seen[digest] = path
        before = self._receipt(digest)
        if before is not None and before.verdict == Verdict.TAKEN:
            known = f"{before.received}已经收过"
            return FileVerdict(path, Verdict.TAKEN, Judgement(), known=known)
        return self._judged(path, data, digest, before)

    def _receipt(self, digest: str) -> Receipt | None:
        for year in self._years.values():
            if digest in year.receipts:
                return year.receipts[digest]
        return None

    def _judged(self, path: Path, data: bytes, digest: str, before: Receipt | None) -> FileVerdict:
        received = before.received if before else self._order.as_of.isoformat()
        saved = ""
        try:
            book = read_returned(data, path.suffix.lower())
            saved = book.saved
            is_wrong = saved[:10] > self._order.last
            stamp = received if is_wrong else saved or received
            mail = Mail(book, stamp, digest[:_SOURCE], self._order.unit)
            judgement, decided = self._looked_at(mail)
            if is_wrong:
                judgement.questions.append(
                    f"文件自己写的保存时间是{saved[:10]}，还没有到，多半是对方电脑的日期不对；"
                    "先后按收到的日子算"
                )
        except CannotGoOn as trouble:
            judgement, decided = Judgement(refused=str(trouble)), False
        own_remark = _remark(judgement)
        wrote = self._fold(judgement) or decided
        if before and not wrote and before.remark.startswith(own_remark.rstrip("…")):
            return _unchanged(path, judgement, before)
        verdict = _verdict(judgement)
        for other in self._years.values():
            other.receipts.pop(digest, None)
        for year in judgement.years or {max(self._years)}:
            self._years[year].receipts[digest] = Receipt(
                FORMAT,
                received,
                ledger.one_line(path.name),
                digest,
                saved,
                "、".join(dict.fromkeys(judgement.units)),
                verdict,
                str(judgement.fates.total()),
                str(judgement.fates[RowFate.TAKEN]),
                _remark(judgement),
                *(judgement.signed.get(label, "") for label in SIGNED),
            )
        return FileVerdict(path, verdict, judgement)

    def _looked_at(self, mail: Mail) -> tuple[Judgement, bool]:
        """What a file says, and whether the office's decisions in it have changed the ledger."""
        decided = decision_rows(mail.book)
        if decided is not None:
            return self._decisions.take(decided)
        return self._judge.judge(mail), False

    def _fold(self, judgement: Judgement) -> bool:
        """Take the reports of a file; whether the ledger says something else now."""
        wrote = False
        untouched = 0
        for year, report in () if judgement.refused else judgement.reports:
            folded = fold(self._years[year].lines, report)
            wrote |= folded.effect in (Effect.ADDED, Effect.UPDATED)
            if folded.question:
                said = f"{report.name}（{report.wording}）：{folded.question}"
                judgement.questions.append(said)
            fate = _FATES.get(folded.effect, RowFate.TAKEN)
            judgement.fates[RowFate.TAKEN] -= 1
            judgement.fates[fate] += 1
            untouched += folded.effect is Effect.UNTOUCHED
        for year, report in () if judgement.refused else judgement.renewed:
            wrote |= renew(self._years[year].lines, report)
        judgement.reports.clear()  # they are in the ledger now
        judgement.renewed.clear()
        if untouched:
            judgement.questions.append(
                f"有 {untouched} 条还是“未开始”，台账上已有进展，按没有填算；"
                "确实倒退了的，用 plangen close --return 退回"
            )
        return wrote


_FATES: Final = {Effect.ASKED: RowFate.ASKED, Effect.UNTOUCHED: RowFate.UNFILLED}
"""What becomes of a row by what its report does, where it is not taken."""


def _unchanged(path: Path, judgement: Judgement, before: Receipt) -> FileVerdict:
    """A file that was asked about before, and says nothing new; its receipt stays."""
    verdict = Verdict(before.verdict)
    if judgement.questions or judgement.refused:
        return FileVerdict(path, verdict, judgement)
    known = f"{before.received}收过，当时的疑问：{before.remark}"
    return FileVerdict(path, verdict, judgement, known)


def _verdict(judgement: Judgement) -> Verdict:
    if judgement.refused:
        return Verdict.REFUSED
    return Verdict.QUESTIONED if judgement.questions else Verdict.TAKEN


def _remark(judgement: Judgement) -> str:
    said = ledger.one_line(judgement.refused or "；".join(judgement.questions))
    return said if len(said) <= _REMARK else f"{said[:_REMARK]}…"
