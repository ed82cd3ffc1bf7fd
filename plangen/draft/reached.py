"""What was reached of last year's plan, asked about item by item; baselines filled from it."""

from decimal import Decimal
from itertools import starmap

from yaml.nodes import MappingNode, ScalarNode

from plangen.comparison.reached import target_and_result, targets_reached
from plangen.draft.deciding import Place, is_at_limit, place_of
from plangen.draft.years import Roll
from plangen.language.attainment import is_met, is_missed
from plangen.language.one_off import is_one_off
from plangen.plan import Item, Plan, Target
from plangen.results import UNFINISHED, Reached, Results, TargetReached, plain
from plangen.source.editing import TextEdits, line_of, mappings, value


def ask_reached(
    edits: TextEdits, root: MappingNode, plan: Plan, results: Results, roll: Roll
) -> set[Place]:
    """Ask about each item by what was reached of it; the places of the targets' names asked about.

    An item without targets, or with all of them at their limits, is asked about only where
    something of it was left undone.
    """
    baselines = _Baselines(edits, root, roll)
    asked: set[Place] = set()
    for item in plan.items():
        whole = results.of_item(item.id)
        if whole is None:
            continue
        told = []
        for target, reached in targets_reached(item, whole, results):
            asked.add(place_of(target.name))
            baselines.fill(target, reached)
            told.append((target, reached))
        if told and (_is_left(whole) or any(starmap(_is_open, told))):
            what = "" if _is_finished(item, whole) else f"，{_what_to_do(told)}"
            said = "；".join([*starmap(target_and_result, told), *whole.unread])
            question = f"{whole.year}年{whole.ending_words}，{said}{what}"
            edits.ask(told[0][0].name.line, question)
        elif not told and _is_left(whole) and not _is_once(item):
            words = item.title or item.text
            line = words.line if words else 1
            question = f"{whole.year}年{whole.ending_words}，核对任务、时限和责任单位"
            edits.ask(line, question)
    return asked


def _is_open(target: Target, reached: TargetReached | None) -> bool:
    """Whether there is something to decide: not of a target at its limit that was reached."""
    at_limit = is_at_limit(target)
    return not at_limit or (reached is not None and is_missed(target, reached))


def _is_finished(item: Item, whole: Reached) -> bool:
    """Whether it was to be done once, and is over."""
    return whole.is_over and _is_once(item)


def _is_once(item: Item) -> bool:
    """Whether another question asks if it goes, for it was to be done once."""
    if item.kind == "goal" or item.tasks or item.deadline is None:
        return False
    return is_one_off(item.deadline, str(item.title or item.text or ""))


def _what_to_do(told: list[tuple[Target, TargetReached | None]]) -> str:
    """What there is to decide of targets, by whether they were reached."""
    figures = [(target, reached) for target, reached in told if reached is not None]
    if any(starmap(is_missed, figures)):
        return "没有都达到，核对指标和措施"
    if len(figures) == len(told) and all(starmap(is_met, figures)):
        return "是否提高"
    return "核对指标要不要调整"


def _is_left(reached: Reached) -> bool:
    """Whether somebody was late or has not ended."""
    return bool(reached.overdue or any(reached.counts[ending] for ending in UNFINISHED))


class _Baselines:
    """Fills the baselines of increases and decreases with what last year reached."""

    def __init__(self, edits: TextEdits, root: MappingNode, roll: Roll) -> None:
        self._edits, self._roll = edits, roll
        self._mappings: dict[Place, MappingNode] = {}
        """The mapping of each target with a change, by the place of its name."""
        for mapping in mappings(root):
            name = value(mapping, "name")
            if isinstance(name, ScalarNode):
                self._mappings[line_of(name), name.start_mark.column + 1] = mapping

    def fill(self, target: Target, reached: TargetReached | None) -> None:
        """Fill in the one level, or the sum of all; else ask with what was reported."""
        if target.increase is None and target.decrease is None:
            return
        was = f"（原{target.baseline}）" if target.baseline is not None else ""
        level = self._level(reached)
        mapping = self._mappings.get(place_of(target.name))
        if level is None or mapping is None or reached is None:
            self._edits.ask(
                target.name.line, f"“{target.name}”的基数{was}换成{self._roll.new - 1}年的"
            )
            return
        node = value(mapping, "baseline")
        if node is None:
            self._edits.add(mapping, "baseline", plain(level))
        else:
            self._edits.put(node, plain(level))
        unit = reached.figures[0][1].unit
        question = (
            f"“{target.name}”的基数按{self._roll.old}年报的填了{plain(level)}{unit}{was}，核对"
        )
        self._edits.ask(target.name.line, question)

    def _level(self, reached: TargetReached | None) -> Decimal | None:
        """What the next year is measured from; None where that is no one figure, or another's."""
        follows = self._roll.new == self._roll.old + 1
        if reached is None or not follows or not reached.is_whole or not reached.is_level:
            return None
        return reached.total
