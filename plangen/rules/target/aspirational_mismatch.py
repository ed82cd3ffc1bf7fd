"""“力争”的数，指标也要标明是力争。

为什么：正文说力争达到95%，清单上印成必须达到95%，考核就比文件严了；反过来，正文说确保的，不能当作力争。

依据：《党政机关公文处理工作条例》第十九条，公文要“表述准确”。

不合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率力争达到98%以上，检查覆盖率确保达到100%。 # ← 力争 ← 确保
            targets:
              - {name: 隐患整改率, at_least: 98, unit: "%"}
              - {name: 检查覆盖率, exactly: 100, unit: "%", aspirational: true}

合：
    sections:
      - title: 工作目标
        goals:
          - id: no-fire
            text: 隐患整改率达到95%以上，力争达到98%；确保检查覆盖率达到100%。
            targets:
              - {name: 隐患整改率, at_least: 95, unit: "%"}
              - {name: 隐患整改率（力争）, at_least: 98, unit: "%", aspirational: true}
              - {name: 检查覆盖率, exactly: 100, unit: "%"}

改法：正文说“力争”“争取”的，在指标里写 aspirational: true；说“确保”的不写。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.figures import Figure, amounts, base_unit, figures, holders
from plangen.patterns import lazily
from plangen.plan import Item, Target
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_SAID: Final = lazily("力争|争取|确保|必须")
_HOPED: Final = ("力争", "争取")


def check(subject: Subject) -> Iterator[Offence]:
    """Find figures the text hopes for and the target demands, or the other way round."""
    for item in subject.items:
        targets = [target for holder in holders(item) for target in holder.targets]
        if targets and item.text and _SAID.search(item.text):
            yield from _of_item(item, targets)


def _of_item(item: Item, targets: list[Target]) -> Iterator[Offence]:
    for figure in figures(item.text):
        bearing = [target for target in targets if _bears(target, figure)]
        modals = list(_SAID.finditer(figure.clause))
        if len(bearing) == 1 and len(modals) == 1:
            hoped = modals[0][0] in _HOPED
            if hoped != bearing[0].aspirational:
                yield _offence(item, figure, modals[0][0], bearing[0])


def _bears(target: Target, figure: Figure) -> bool:
    return figure.unit == base_unit(target.unit) and figure.value in amounts(target).values()


def _offence(item: Item, figure: Figure, word: str, target: Target) -> Offence:
    offset = figure.at.rfind(word, 0, figure.offset)
    contrast = "当作必须达到的" if word in _HOPED else "当作力争的"
    message = f"正文的“{figure.words}”前面是“{word}”，指标“{target.name}”却{contrast}"
    hint = "照正文写或删去 aspirational: true（力争）"
    return Offence(figure.at, message, hint, item.clause, offset, len(word))
