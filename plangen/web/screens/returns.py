"""收件: returned lists are dropped here; what became of each is said, words are explained once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_urlsafe

from pathvalidate import sanitize_filename
from starlette.responses import Response

from plangen.findings.finding import CannotGoOn
from plangen.progress.collecting import Collection, CollectOrder, FileVerdict, collect
from plangen.progress.judging_rows import RowFate
from plangen.progress.receipts import NAME as RECEIPTS
from plangen.progress.receipts import read_receipts
from plangen.progress.remembering import own_words_of, remember
from plangen.progress.reported_state import ReportedState
from plangen.web.jobs import Job
from plangen.web.visit import Visit
from plangen.web.year_ledger import YearLedger

MOST_BYTES = 64 * 1024 * 1024
"""So large is one returned file at most."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a job has collected, and from which files."""

    collection: Collection
    paths: Sequence[Path]


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """What became of one file, in words."""

    name: str
    verdict: str
    told: str
    questions: Sequence[str]


def show(visit: Visit) -> Response:
    """What came in just now, who has not reported yet, and everything that came in before."""
    ledger = YearLedger.of(visit.open_plan, visit.folder)
    job = visit.job
    collected = job.result if job and isinstance(job.result, Collected) else None
    table = ledger.table(date.today())
    receipts = sorted(read_receipts(ledger.folder / RECEIPTS).values(), reverse=True)
    return visit.page(
        "returns.html",
        collected=collected,
        verdicts=[_shown(file) for file in collected.collection.files] if collected else [],
        job=job,
        states=list(ReportedState),
        receipts=receipts,
        unreported=table.unreported,
        wanted=len({line.unit for line in table.lines}),
        holders=list(dict.fromkeys(line.name for line in table.lines)),
    )


def _shown(file: FileVerdict) -> ShownVerdict:
    judgement = file.judgement
    if judgement.refused or file.known:
        told = judgement.refused or file.known
    else:
        counts = [f"{fate} {judgement.fates[fate]}" for fate in RowFate if judgement.fates[fate]]
        told = f"{'、'.join(dict.fromkeys(judgement.units))}，{judgement.fates.total()} 行"
        told += f"（{'，'.join(counts)}）"
    return ShownVerdict(file.path.name, str(file.verdict), told, judgement.questions)


def act(visit: Visit) -> Response:
    """Take files in, or take them in once more after words were explained."""
    if visit.said("do") == "words":
        return _explain(visit)
    files = visit.files("files")
    if not files:
        raise CannotGoOn("没有选文件；把收回的表拖到框里，或按“选文件”")
    folder = visit.desk.scratch / token_urlsafe(9)
    paths = []
    for number, file in enumerate(files):
        data = file.file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise CannotGoOn(f"{file.filename} 超过 64 MB，不像是一份任务清单，没有收")
        path = folder / str(number) / file_name(file.filename)
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        paths.append(path)
    return _start(visit, paths, visit.said("unit"))


def file_name(said: str | None) -> str:
    """The name of a file as its sender says it, without whatever leads elsewhere."""
    last = (said or "").replace("\\", "/").rpartition("/")[2]
    return (
        sanitize_filename(last, replacement_text="_", platform="universal", max_len=120) or "文件"
    )


def _explain(visit: Visit) -> Response:
    """Remember what words mean, and take the files in once more."""
    job = visit.desk.jobs.of(visit.said("job"))
    if job is None or not isinstance(job.result, Collected):
        raise CannotGoOn("刚才收的文件已经不在了；再拖一次")
    words: dict[str, ReportedState] = {}
    for word in job.result.collection.unknown_words:
        if state := visit.said(f"word-{word}"):
            words[word] = ReportedState(state)
    if not words:
        raise CannotGoOn("还没有选这些说法是什么意思")
    remember(visit.open_plan.workspace, words)
    return _start(visit, job.result.paths, "")


def _start(visit: Visit, paths: Sequence[Path], unit: str) -> Response:
    plans = [YearLedger.of(visit.open_plan, visit.folder).asked]
    order = CollectOrder(
        paths,
        plans,
        visit.folder.ledgers,
        date.today(),
        own_words_of(visit.folder.workspace),
        unit,
    )

    def work(job: Job) -> Collected:
        job.advance(0, len(paths))
        return Collected(collect(order, job.step), paths)

    return visit.start(Job("收清单", visit.address("returns")), work)
