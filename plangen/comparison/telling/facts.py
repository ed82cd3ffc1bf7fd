"""What an item asks beside its wording: of whom, by when, with what targets and evidence."""

from collections.abc import Iterator

from plangen.comparison.responsible import names
from plangen.comparison.telling.lines import ChangeLine, clipped
from plangen.plan import Item, Responsibility, Task
from plangen.tasks import target_words


def facts(item: Item) -> Iterator[ChangeLine]:
    """责任, 时限, 指标, 佐证材料; of the tasks, what each asks other than the item does."""
    yield from (ChangeLine(label, after=said) for label, said in _asked(item) if said)
    whole = {*_asked(item)}
    for task in item.tasks:
        own = ["：".join(asked) for asked in _asked(task) if asked[1] and asked not in whole]
        if own:
            yield ChangeLine(f"任务“{clipped(task.do)}”", after="；".join(own))


def _asked(one: Item | Task) -> Iterator[tuple[str, str]]:
    yield "责任", _responsible(one.responsible)
    yield "时限", str(one.deadline.text) if one.deadline else ""
    yield "指标", "；".join(map(target_words, one.targets))
    yield "佐证材料", one.evidence or ""


def _responsible(who: Responsibility) -> str:
    """医政科，县医院牵头，各乡镇卫生院，县公安局配合."""
    said = (
        who.department.name if who.department else who.person or "",
        f"{who.lead_unit.name}牵头" if who.lead_unit else "",
        names(who.units),
        f"{names(who.supporting_units)}配合" if who.supporting_units else "",
    )
    return "，".join(filter(None, said))
