"""The figures that a text demands, as targets of its item.

全区河道保洁率达到95%以上 is {name: 全区河道保洁率, at_least: 95, unit: "%"}.
"""

import re
from typing import Any, Final

from plangen.language.demands import promised
from plangen.language.figures import Figure
from plangen.patterns import lazily
from plangen.scalar import Text

_KEYS: Final = {
    "floor": "at_least",
    "ceiling": "at_most",
    "exact": "exactly",
    "increase": "increase",
    "decrease": "decrease",
}
_LINK: Final = lazily(
    "(?:分别|均|全部|要|应|须|基本|年均|同比|比上年|较上年|累计|达到|达|不低于|不少于|不小于|不超过|不高于|不多于|至少|至多|超过"
    "|[下上](?:降|升)[至到]|较年初|比年初|控制在|保持在?|维持在|稳定在|提高到|提升到|提高至|提升至|降至|降到|增长|增加|提高|提升|上升|下降|减少|降低|压减|为|在|约)+$"
)
_OPENING: Final = lazily(
    "^(?:力争|争取|确保|努力|实现|完成|到?(?:20[0-9]{2}年)?(?:年底|全年|今年)?[，]?)+"
)
_HOPED: Final = lazily("力争|争取|努力")
_NO_NAME: Final = lazily(
    "[0-9%“”《》]|可以|达到|的$|^前|^(?:组织|召开|举办|开展|新增|启动|完成|建设|新建|打造|建成|培育|引进|实施)+$"
)
_LONGEST: Final = 20


def targets_in(text: str, title: str, year: int) -> list[dict[str, Any]]:
    """The targets of an item's text; a figure whose name is not plain gives none."""
    targets: list[dict[str, Any]] = []
    for figure in promised(Text(text), title, year):
        name = _name(text, figure)
        key = _KEYS.get(figure.sense)
        if name and key and figure.low is None and not _is_named(targets, name):
            target = {"name": name, key: figure.value, "unit": figure.unit}
            if _HOPED.search(figure.clause):
                target["aspirational"] = True
            targets.append(target)
    return targets


def _is_named(targets: list[dict[str, Any]], name: str) -> bool:
    return any(target["name"] == name for target in targets)


def _name(text: str, figure: Figure) -> str:
    """What the figure measures: the words before it in its clause, where they are that."""
    before = re.split("[，。；：、（）\\n]", text[: figure.offset])[-1]
    name = _OPENING.sub("", _LINK.sub("", before)).strip()
    if not 1 < len(name) <= _LONGEST or _NO_NAME.search(name):
        return ""
    return name
