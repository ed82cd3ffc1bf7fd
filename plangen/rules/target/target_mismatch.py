"""正文里的数要与指标里的数一致。

为什么：正文印的是85%，清单和考核用的是90%，各单位不知照哪个办；这多半是改了一处，漏了一处。

依据：《党政机关公文处理工作条例》第十九条，公文要“表述准确”；起草后核稿，数字前后一致是通行做法。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到85%以上，一般火灾控制在30起以内。 # ← 85% ← 30起
            targets:
              - {name: 隐患整改率, at_least: 90, unit: "%"}
              - {name: 一般火灾起数, at_least: 30, unit: 起}

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率由80%提高到90%以上，对30人以上的单位全部检查，一般火灾控制在30起以内。
            targets:
              - {name: 隐患整改率, at_least: 90, unit: "%"}
              - {name: 一般火灾起数, at_most: 30, unit: 起}
              - {name: 单位检查覆盖率, exactly: 100, unit: "%"}

改法：与主管科室核对，把正文和指标改成同一个数；以上、不低于写 at_least，以内、不超过写 at_most。
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from plangen.language.figures import RATES, Figure, amounts, base_unit, figures, holders
from plangen.patterns import lazily
from plangen.plan import Item, Target, Task
from plangen.rules.subject import Offence, Severity, Subject
from plangen.tasks import target_words

SEVERITY: Final = Severity.WARNING
_DEGREES: Final = lazily("特别重大|特大|重大|较大|一般|亡人")
_STAGE: Final = lazily("上半年|[一二三]季度|阶段")
_WHOLE: Final = lazily("全部|全覆盖|全员|逐[一个户栋家]|应.尽.")
_AGAINST: Final = {
    "floor": ("at_most", "下限"),
    "ceiling": ("at_least", "上限"),
    "increase": ("decrease", "增长"),
    "decrease": ("increase", "下降"),
}
_NAME: Final = lazily(r"（[^（）]*）|\W")


def check(subject: Subject) -> Iterator[Offence]:
    """Find figures of the text that their targets do not bear out."""
    for item in subject.items:
        bearers = [holder for holder in holders(item) if holder.targets]
        if bearers:
            written = [*figures(item.title), *figures(item.text)]
            targets = [target for holder in bearers for target in holder.targets]
            for holder in bearers:
                yield from _of_holder(item, holder, written, targets)


def _of_holder(
    item: Item, holder: Item | Task, written: Sequence[Figure], targets: Sequence[Target]
) -> Iterator[Offence]:
    own = list(figures(holder.do)) if isinstance(holder, Task) else []
    for target in holder.targets:
        near = [each for each in own if _comparable(each, target)]
        near = near or [each for each in written if _comparable(each, target)]
        if not near:
            continue
        rivals = [each for each in targets if each is not target]
        if offence := _disagreement(near, target, rivals, item.clause):
            yield offence


def _disagreement(
    near: Sequence[Figure], target: Target, rivals: Sequence[Target], place: str
) -> Offence | None:
    said = target_words(target)
    values = _values(target)
    if equal := [each for each in near if each.value in values or each.low in values]:
        return _against(equal, target, rivals, place)
    if Decimal(100) in values and any(_WHOLE.search(each.at) for each in near):
        return None
    written = {each.value for each in near}
    taken = {value for each in rivals for value in _values(each)}
    open_rivals = [each for each in rivals if not written & _values(each)]
    free = [each for each in near if not _aside(each) and each.value not in taken]
    for each in free:
        if _about(each, target, open_rivals, alone=len(near) == 1):
            message = f"正文写“{each.words}”，指标写“{said}”，两处的数不一致"
            hint = "与主管科室核对，改成同一个数"
            return Offence(each.at, message, hint, place, each.offset, each.length)
    return None


def _against(
    equal: Sequence[Figure], target: Target, rivals: Sequence[Target], place: str
) -> Offence | None:
    """The same figure, but the text makes it a floor and the target a ceiling."""
    keys = amounts(target)
    for each in equal:
        wrong, word = _AGAINST.get(each.sense, ("", ""))
        if list(keys) == [wrong] and _about(each, target, rivals, alone=len(equal) == 1):
            said = target_words(target)
            message = f"正文的“{each.words}”是{word}，指标却写“{said}”，方向相反"
            hint = "核对正文，以上写 at_least（至少），以内写 at_most（至多），"
            hint += "增长写 increase（增长），下降写 decrease（下降）"
            return Offence(each.at, message, hint, place, each.offset, each.length)
    return None


def _aside(figure: Figure) -> bool:
    """Whether it tells of a case, a range, a starting point or a step on the way."""
    return figure.weak or figure.low is not None or bool(_STAGE.search(figure.clause))


def _comparable(figure: Figure, target: Target) -> bool:
    """Whether they are of one unit, both changes or both levels, and of one period."""
    if figure.unit != base_unit(target.unit):
        return False
    changes = {"increase", "decrease"}
    if (figure.sense in changes) != bool(changes & amounts(target).keys()):
        return False
    if figure.unit in RATES:
        return True
    period = (target.unit or "").partition("/")[2][:1]
    each = "每" in figure.sentence or "每" in figure.clause
    return each == bool(period or "每" in target.name)


def _about(figure: Figure, target: Target, rivals: Sequence[Target], *, alone: bool) -> bool:
    """Whether a figure is plausibly this target's: its words are the target's, and no other's."""
    if not _same_degree(figure.clause, target.name):
        return False
    pairs, shared = len(_pairs(target.name)), _shared(figure, target)
    others = [each for each in rivals if base_unit(each.unit) == figure.unit]
    if any(_shared(figure, each) >= shared for each in others):
        return False
    strong = shared >= 2 and (shared >= 3 or 2 * shared >= pairs)
    sole = alone and not others and any(_values(target)) and shared >= min(2, pairs)
    return strong or sole


def _same_degree(clause: str, name: str) -> bool:
    return set(_DEGREES.findall(clause)) == set(_DEGREES.findall(name))


def _shared(figure: Figure, target: Target) -> int:
    return len(_pairs(target.name) & _pairs(figure.clause))


def _pairs(words: str) -> set[str]:
    plain = _NAME.sub("", words)
    return {plain[place : place + 2] for place in range(len(plain) - 1)}


def _values(target: Target) -> set[Decimal]:
    base = [target.baseline] if target.baseline is not None else []
    return {Decimal(value) for value in (*amounts(target).values(), *base)}
