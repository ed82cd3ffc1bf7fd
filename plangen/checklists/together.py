"""The checklists of several plans made one for everybody: a unit reports once.

A line says of which plan it is, to its reader in 依据条款 and to the program by its identity.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from plangen.checklists.model import Checklist, ChecklistLine, Cover


@dataclass(frozen=True, slots=True)
class PlanLists:
    """The checklists of one plan."""

    cover: Cover
    name: str
    """The plan's, as lines name it."""
    lists: Iterable[Checklist]

    @property
    def key(self) -> str:
        """What tells the plan from the others: series:year."""
        return f"{self.cover.series}:{self.cover.year}"


def cover_of_all(covers: Sequence[Cover]) -> Cover:
    """What the lists of several plans say alike; the newest plan comes first."""
    years = sorted({cover.year for cover in covers})
    issuers = list(dict.fromkeys(cover.issuer for cover in covers))
    span = "—".join(map(str, dict.fromkeys((years[0], years[-1])))) + "年"
    whose = ""
    if len(issuers) == 1:
        whose = issuers[0]
    news = {cover.news for cover in covers if cover.news}
    return replace(
        covers[0],
        news=news.pop() if len(news) == 1 else "较以前" if news else "",
        series="+".join(cover.series for cover in covers),
        title=f"{whose}{span}工作任务清单",
        basis="".join(cover.basis for cover in covers),
        issuer="、".join(issuers),
        headed=any(cover.headed for cover in covers),
    )


def together(plans: Sequence[PlanLists]) -> Iterator[Checklist]:
    """Yield one list for everybody, with the lines of every plan in the plans' order.

    Those with one id, or else with one name, are the same; the first plan says what they are
    called.
    """
    parts: list[list[tuple[PlanLists, Checklist]]] = []
    places: dict[tuple[str, str], int] = {}
    for plan in plans:
        for checklist in plan.lists:
            by_id = (checklist.audience.value, f"#{checklist.id}")
            by_name = (checklist.audience.value, checklist.name)
            place = places.get(by_id, places.get(by_name, len(parts)))
            if place == len(parts):
                parts.append([])
            places.setdefault(by_id, place)
            places.setdefault(by_name, place)
            parts[place].append((plan, checklist))
    marking = _Marking()
    for same in parts:
        yield _joined(same, marking)


def _joined(same: Sequence[tuple[PlanLists, Checklist]], marking: "_Marking") -> Checklist:
    lines: list[ChecklistLine] = []
    issued = []
    own: set[str] = set()
    for plan, checklist in same:
        issued.append(f"{plan.key}:{checklist.issued or checklist.revision}")
        own.update(f"{plan.key}:{key}" for key in checklist.own)
        lines += [marking.marked(plan, line) for line in checklist.lines]
    first = same[0][1]
    return replace(first, lines=tuple(lines), own=frozenset(own), issued=" ".join(issued))


class _Marking:
    """Marks lines with their plan, one that several lists share once."""

    def __init__(self) -> None:
        self._marked: dict[tuple[str, bytes], ChecklistLine] = {}

    def marked(self, plan: PlanLists, line: ChecklistLine) -> ChecklistLine:
        if not line.shared:
            return _marked(plan, line)
        key = (plan.key, line.digest)
        if key not in self._marked:
            self._marked[key] = _marked(plan, line)
        return self._marked[key]


def _marked(plan: PlanLists, line: ChecklistLine) -> ChecklistLine:
    digests = []
    for digest in (line.digest, line.asked):
        digests.append(blake2b(digest + plan.key.encode(), digest_size=8).digest())
    basis = f"《{plan.name}》{line.basis}"
    return replace(line, plan=plan.key, basis=basis, digest=digests[0], asked=digests[1])
