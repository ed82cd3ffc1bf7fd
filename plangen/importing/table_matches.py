"""Which item or task of a plan each row of a task table is about, told by their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from plangen.plan import Item, Plan, Task
from plangen.scalar import Text
from plangen.typography import blankless

ALIKE: Final = 80
"""From this likeness on (0 to 100) a row is about an item or a task."""
_LEAST: Final = 8
"""So many 字 in a row, found word by word in a longer text, tell as much."""
_CONTAINED: Final = 95


@dataclass(frozen=True, slots=True)
class Duty:
    """An item or a task that a row may be about."""

    item: Item
    task: Task | None = None

    @property
    def holder(self) -> Item | Task:
        """What bears its deadline and the rest."""
        return self.task or self.item

    @property
    def words(self) -> Text | None:
        """What it says first in the plan's file."""
        if self.task:
            return self.task.do
        return self.item.title or self.item.text

    @property
    def wordings(self) -> tuple[str, ...]:
        """The words that it is known by."""
        if self.task:
            return (blankless(self.task.do),)
        words = (self.item.title, self.item.text, self.item.wording)
        return tuple(blankless(text).rstrip("。；") for text in words if text)


def duties(plan: Plan) -> Iterator[Duty]:
    """Every task of a plan; an item without tasks is one itself."""
    for item in plan.items():
        if not item.tasks:
            yield Duty(item)
        for task in item.tasks:
            yield Duty(item, task)


def matched(rows: Sequence[str], candidates: Sequence[Duty]) -> dict[int, Duty]:
    """The duty that each row is about, by the row's place; no duty is given to two rows."""
    wordings: list[str] = []
    owners: list[int] = []
    for owner, duty in enumerate(candidates):
        for words in duty.wordings:
            wordings.append(words)
            owners.append(owner)
    pairs: dict[int, Duty] = {}
    taken: set[int] = set()
    for _, row, owner in sorted(_likely(rows, wordings, owners), reverse=True):
        if -row not in pairs and -owner not in taken:
            pairs[-row] = candidates[-owner]
            taken.add(-owner)
    return pairs


def _likely(
    rows: Sequence[str], wordings: Sequence[str], owners: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """The likeness of rows and duties that are alike, with their places below 0: first ones win."""
    texts = [blankless(row).rstrip("。；") for row in rows]
    if not texts or not wordings:
        return
    for row, text in enumerate(texts):
        scores: dict[int, float] = {}
        for _, score, place in process.extract_iter(
            text, wordings, scorer=fuzz.ratio, score_cutoff=ALIKE
        ):
            scores[place] = score
        for _, _, place in process.extract_iter(
            text, wordings, scorer=fuzz.partial_ratio, score_cutoff=_CONTAINED
        ):
            if _LEAST <= len(text) <= len(wordings[place]):
                scores[place] = max(scores.get(place, 0.0), float(ALIKE))
        for place, score in sorted(scores.items()):
            yield score, -row, -owners[place]
