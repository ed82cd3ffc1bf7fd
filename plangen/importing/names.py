"""Names of bodies in the words that say who is responsible.

市人力资源和社会保障局和各县（市、区）人民政府按职责负责 names 市人力资源和社会保障局 and
各县（市、区）人民政府: 和 within a name, and marks within its brackets, part nothing.
"""

import re
from collections.abc import Iterable
from typing import Final

from plangen.patterns import lazily
from plangen.readers.role_words import Named, Role, named

_ENDS: Final = (
    "局|厅|委|办|部|处|科|室|股|站|所|队|院|校|会|厂|社|行|署|司|府|组|中心|公司|集团|协会|学会|联合会|委员会"
    "|办公室|政府|党委|党组|党工委|管委会|法院|检察院|大队|支队|总队|分局|分行|支行|银行|大学|学院|学校|医院"
    "|单位|部门|机构|企业|专班|指挥部|领导小组|联席会议|街道|社区|乡镇|镇|乡|村|县|市|区|州|省|旗|盟"
    "|地区|园区|开发区|新区|高新区|示范区|试验区|办事处|工会|妇联|团委|总工会|残联|工商联|科协|侨联|文联|社科联"
    "|红十字会|供销社|媒体|基金会|商会|电台|电视台|报社|博物馆|图书馆|文化馆|档案馆|卫生院|院所|高校|车站|机场"
    "|港口|铁路|海关|税务|海事|气象|邮政|电信|移动|联通|运营商|事业部|公安|消防|武装部|宣传部|组织部|统战部"
    "|政法委|编办|网信办|纪委监委|监委|人大|政协|班子|成员|网格员|主体|平台|业主|单元|支部|总站|基地|客运|中支"
)
_BODY: Final = lazily(
    rf"(?:各|有关|相关|其他|全市|全省|全县)?.*(?:{_ENDS})(?:[（(〔][^（）()〔〕]*[）)〕])?(?:等)?"
)
_SURE: Final = lazily(
    "^各|(?:局|厅|委|办|委员会|办公室|政府|部门|单位|中心|公司|集团|银行|[分支]行|街道|办事处|管委会|联合会|协会"
    "|[总支大]队|工会|妇联|团委|法院|检察院|医院|学校|大学|学院|宣传部|组织部|[处科室]|专班|领导小组|指挥部)"
    "(?:[）)〕])?$"
)
_STATES: Final = lazily("[的是]|(?<!华)为")
"""What stands in a sentence, and in no name: 抵押权人为同一银行."""
_SHORTEST: Final = 2
_LONGEST: Final = 40
_AND: Final = lazily("以及|和|(?<!参)与|(?<!涉)及")
_END: Final = lazily(rf"(?:{_ENDS})(?:[）)〕])?等?$")
_BRACKETED: Final = lazily("[（(〔\\[【][^（）()〔〕\\[\\]【】]*[）)〕\\]】]|“[^“”]*”|《[^《》]*》")
_HIDDEN: Final = {
    "、": "\ue000",
    "，": "\ue001",
    "和": "\ue002",
    "与": "\ue003",
    "及": "\ue004",
    "；": "\ue005",
    " ": "\ue006",
    ",": "\ue007",
}
_SHOWN: Final = {hidden: shown for shown, hidden in _HIDDEN.items()}
_PLACES: Final = frozenset("省市县区州旗盟乡镇村")
"""What one name begins with: 县、区政府."""
_PLACE: Final = lazily("[一-鿿]{2,3}(?<![局厅委办部处科院校会厂省市县区旗盟镇乡村组队])")
"""A place by its bare name: 广州, 珠海."""
_OF_PLACE: Final = lazily(
    "[一-鿿]{2,4}?(?P<rest>[省市县区州旗盟镇乡](?:人民)?(?:政府|党委|委|局)[一-鿿]{0,6})"
)
_TRAILING: Final = lazily("(?:等(?:有关|相关)?(?:单位|部门)?|等)$")
_LEADING: Final = lazily("^(?:由|请|以及|并|与|和|及)")
_COLLECTIVE: Final = lazily(
    "各|有关|相关|其他|其它|全体|所有|属地|(?:省|市|县|区)直.*(?:部门|单位)|.*(?:部门|单位|企业|成员单位|主体)$"
)


def names_in(words: str) -> dict[str, Role]:
    """The names in the words, in their order, each with its role."""
    names: dict[str, Role] = {}
    short = last = ""
    for entry in _pieces(words):
        cleaned = _LEADING.sub("", _TRAILING.sub("", _show(entry.name))).strip("。：: ")
        if last.startswith("各") and _goes_on_from_each(words, last, cleaned):
            role = names.pop(last)
            last = f"{last}、{cleaned}"
            names[last] = role
        elif cleaned in _PLACES:
            short += f"{cleaned}、"
        elif len(cleaned) > 1 and cleaned not in ("单位", "部门", "有关", "相关"):
            last = short + cleaned
            names.setdefault(last, entry.role)
            short = ""
    return names


def _goes_on_from_each(words: str, last: str, name: str) -> bool:
    """Whether 各 stands before both: 各中小学、幼儿园."""
    if f"{last}、{name}" not in words:
        return False
    if set(last[1:]) <= _PLACES | {"、"}:  # 各乡、镇人民政府
        return name[:1] in _PLACES
    return not (name.startswith("各") or name[:1] in _PLACES or is_surely_body(name))


def completed(names: Iterable[str]) -> dict[str, str]:
    """The names, each in full where it is a place alone and the next says what of it is meant.

    >>> completed(["珠海", "深圳市政府"])
    {'珠海': '珠海市政府', '深圳市政府': '深圳市政府'}
    """
    full: dict[str, str] = {}
    rest = ""
    for name in reversed(list(names)):
        match = _OF_PLACE.fullmatch(name)
        is_place = bool(rest and _PLACE.fullmatch(name))
        full[name] = f"{name}{rest}" if is_place else name
        if not is_place:
            rest = match["rest"] if match else ""
    return dict(reversed(full.items()))


def is_body(name: str) -> bool:
    """Whether a name is a body's, or of several together: 市财政局, 各县（市、区）人民政府."""
    if "：" in name or ":" in name:
        return False
    return len(name) <= _LONGEST and (name.startswith("各") or bool(_BODY.fullmatch(name)))


def is_surely_body(name: str) -> bool:
    """Whether a name can be nothing but a body's, without a word that says so: not 试行, 以上."""
    if len(name) <= _SHORTEST or _STATES.search(name):
        return False
    return is_body(name) and bool(_SURE.search(name))


def is_collective(name: str) -> bool:
    """Whether a name is of several bodies together."""
    return bool(_COLLECTIVE.match(name))


def _pieces(words: str) -> list[Named]:
    """The words between marks and verbs; what stands within brackets and names is hidden."""
    hidden = _AND.sub(_within_name, words)
    inner = hidden.strip()
    if inner[:1] in "（〔(【[" and inner[-1:] in "）〕)】]":
        inner = inner[1:-1]
    inner = _BRACKETED.sub(lambda match: _hide(match[0]), inner)
    return named(inner, ())


def _within_name(match: re.Match[str]) -> str:
    """Hide 和 where what is before it ends no body's name: it stands within one.

    So it does in 有关部门和单位.
    """
    before, after = match.string[: match.start()], match.string[match.end() :]
    parts = _END.search(before) and not after.startswith(("单位", "有关单位"))
    return match[0] if parts else _hide(match[0])


def _hide(text: str) -> str:
    for shown, hidden in _HIDDEN.items():
        text = text.replace(shown, hidden)
    return text


def _show(text: str) -> str:
    for hidden, shown in _SHOWN.items():
        text = text.replace(hidden, shown)
    return text


def known_names(words: str, known: Iterable[str]) -> list[str]:
    """The names of the words that nobody of a register bears."""
    return [entry.name for entry in named(words, frozenset(known)) if entry.unknown]


def canonical(name: str) -> str:
    """A name without what short and full forms differ by: 发展和改革委员会 is 发改委."""
    plain = re.sub("[和与及、·\\s]", "", name)
    for full, short in _SHORT:
        plain = plain.replace(full, short)
    return plain


_SHORT: Final = (
    ("委员会", "委"),
    ("人民政府", "政府"),
    ("办公室", "办"),
    ("发展改革", "发改"),
    ("工业信息化", "工信"),
    ("住房城乡建设", "住建"),
    ("人力资源社会保障", "人社"),
    ("卫生健康", "卫健"),
    ("文化广电旅游", "文旅"),
    ("文化体育旅游", "文体旅"),
    ("文体旅游", "文体旅"),
    ("文化旅游", "文旅"),
    ("市场监督管理", "市监"),
    ("市场监管", "市监"),
    ("自然资源规划", "自规"),
    ("应急管理", "应急"),
    ("医疗保障", "医保"),
    ("城市管理", "城管"),
    ("交通运输", "交通"),
    ("退役军人事务", "退役军人"),
    ("行政审批服务", "行政审批"),
    ("国有资产监督管理", "国资"),
    ("地方金融监督管理", "金融监管"),
    ("地方金融监管", "金融监管"),
    ("疾病预防控制", "疾控"),
    ("农业农村", "农业农村"),
    ("生态环境保护", "生态环境"),
    ("消防救援", "消防"),
    ("政务服务数据管理", "政数"),
)
