"""The figures that a text demands, as targets of its item.

全区河道保洁率达到95%以上 is {name: 全区河道保洁率, at_least: 95, unit: "%"}.
"""

from decimal import Decimal
from typing import Any, Final

from plangen.language.demands import promised
from plangen.language.figures import RATES, Figure
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
    "(?:(?<![人户])均|全部|逐步|力争|占|要|应|须|基本|总体|年均|同比|比上年|较上年|[比较](?:[一二三四上]季度|上月)|累计|达到|(?<!下)达|不低于|不少于"
    "|不小于|不超过|不高于|不多于|至少|至多|超过"
    "|[下上](?:降|升)[至到]|较年初|比年初|控制在|保持在?|维持在|稳定在|提高到|提升到|提高至|提升至|降至|降到|增长|增加|提高|提升|上升|下降|减少|降低|压减|为|在|约)+$"
)
_MARK: Final = lazily(r"[，。；：（）\n;:()]|,(?![0-9])")
_EARLIER: Final = lazily("^.*[0-9][^、0-9]*、(?=[^0-9]*$)")
"""Another figure before it in the clause: 新建站点20个以上、改造站点."""
_OPENING: Final = lazily(
    "^(?:力争|争取|确保|努力|实现|完成|其中|将|预计|年内|到?(?:20[0-9]{2}年)?(?:度|年?底|全年|今年)?前?[，]?)+"
)
_HOPED: Final = lazily("力争|争取|努力")
_NO_NAME: Final = lazily(
    "[0-9%“”《》]|可以|达到|下达$|开展$|相比$|的$|^前|^(?:比例|比重|占比|数量)$"
)
_VERB: Final = lazily(
    "(?:组织|召开|举办|开展|新增|启动|完成|建设|新建|打造|建成|培育|引进|实施|拿出|安排|投入|下达|提供)+"
)
_THING: Final = lazily("(?:以上)?([一-鿿]{2,12})(?=[，。；、（]|$)")
"""What stands behind the figure: 新建不少于30个社区食堂."""
_APART: Final = "分别"
"""With it, several figures stand after several names; which is whose is for a person to say."""
_RISES_FROM: Final = lazily(
    "(?:由|从)(?:20[0-9]{2}年底?的?|目前的?|上年的?)?(?P<base>[0-9]+(?:\\.[0-9]+)?)(?P<scale>万?)"
    "(?P<unit>个百分点|[^，。；0-9]{1,2}?)(?:提高|提升|上升|增加|增长|下降|降低|减少|压减|降)[到至]$"
)
_LONGEST: Final = 20
_LONGEST_ROW: Final = 40
"""The same for several things in a row: 省级智能车间、智能工厂."""


def targets_in(text: str, title: str, year: int) -> list[dict[str, Any]]:
    """The targets of an item's text; a figure whose name is not plain gives none."""
    targets: list[dict[str, Any]] = []
    for figure in promised(Text(text), title, year):
        before = _EARLIER.sub("", _MARK.split(text[: figure.offset])[-1])
        rise = _RISES_FROM.search(before)
        name = _name(before[: rise.start()] if rise else before, _behind(text, figure))
        key = _KEYS.get(figure.sense)
        if name and key and figure.low is None and not _is_named(targets, name):
            target = {"name": name, key: figure.value, "unit": figure.unit}
            if rise and rise["unit"] == figure.unit:
                target["baseline"] = Decimal(rise["base"]) * (10_000 if rise["scale"] else 1)
            if _HOPED.search(figure.clause):
                target["aspirational"] = True
            targets.append(target)
    return targets


def _is_named(targets: list[dict[str, Any]], name: str) -> bool:
    return any(target["name"] == name for target in targets)


def _behind(text: str, figure: Figure) -> str:
    """What is counted, where it stands behind the figure; empty where it does not."""
    match = _THING.match(text, figure.offset + figure.length)
    return match[1] if match and figure.unit not in RATES else ""


def _name(before: str, thing: str) -> str:
    """What a figure measures: the words before it in its clause, where they are that.

    A verb alone takes the thing behind the figure.
    """
    name = _OPENING.sub("", _LINK.sub("", before)).strip()
    if _VERB.fullmatch(name):
        name = f"{name}{thing}" if thing else ""
    longest = _LONGEST_ROW if "、" in name else _LONGEST
    if not 1 < len(name) <= longest or _APART in before or _NO_NAME.search(name):
        return ""
    return name
