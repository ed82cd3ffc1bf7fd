"""Figures that a text demands, as against what was, what is paid, what others must meet."""

from collections.abc import Iterator
from typing import Final

from plangen.language.figures import RATES, Figure, figures
from plangen.patterns import lazily
from plangen.scalar import Text

_COUNTED: Final = {"次", "人次", "批次", "场", "场次", "期"}
_MADE: Final = lazily(
    "(?:培养|培训|培育|引进|新增|新建|建成|建设|打造|创建|招募|招聘|发展|推广|认定|改造|举办|组织|开展"
    "|配备|完成|提供)"
    "[^，。；]{0,12}$|[^次]数(?:量|达到?)?(?:不低于|不少于|达到|超过)$|期限?(?:不少于|不低于)$"
)
"""What makes a count of people or things a demand: 培养不少于3500名."""
_OFTEN: Final = lazily("每|各(?:不少于|至少|开展|组织|检查|举办)")
"""How often, which stands in the deadline."""
_PER: Final = lazily("每[^，。；年月季周日]{1,8}(?:人口|人)")
"""A rate, in spite of 每: 每万常住人口."""
_PAST: Final = lazily(
    "已|曾|了(?!解)|以来|近[0-9一二三五十]+年|(?<![比较与同])(?:上年|去年|往年)|当前|目前|现有|取得|成就|迈上|不断壮大"
)
_YEAR: Final = lazily("(?<![比较与同])((?:19|20)[0-9]{2})年")
_CASE: Final = lazily(
    "如果|若|凡|对于|的，|(?<!不)超过|(?<!不)低于|补助|补贴|奖励|贴息|扣|减免|报销|收费|罚|权重|抽[查检取]"
    "|优秀(?!率)|称职|等次|评优|淘汰|“十[一二三四]五”(?:期间|以来|时期)|首付|贷款|利率|费率|额度|保证金"
    "|价款|出让金|缴[纳至存]|持股|持有|自有资金|资本金|收益率|回收资金|募集|容忍度|容积率|绿地率|上浮|下浮"
    "|税率|付款|支付|契税|补偿比例|员工人数|注册(?:登记)?时间|可申请|允许|总投资的|建筑面积实行"
    "|得[0-9.]+分|上限|下限|调整为|统一为|最高|最低|原则上|应不低于|认定|划定|起始价|评估价|可(?:降低|提高|按)|(?:^|[，：])对[^，。；]*$"
)
"""Words of a condition, an award, a fine or a standard: their figures are not to be reached."""
_HOLDER: Final = lazily(
    "(?:及?以[上下内])?(?:（含）)?(?:及?以[上下内])?"
    "(?:且|的|时(?![间限期段])|[，,]?(?:即可|方可|才能)|[，,]可|(?:企业|项目|单位|工程|商户|家庭)(?!数)|、[0-9.]+[^，。；、0-9]{1,2}的|[^，。；、]{0,14}的(?:企业|单位|项目|个人|家庭|商户)|[^。；]{0,60}(?:奖励|补助|补贴|贴息))"
)
"""What follows the figure of a condition: 增长10%以上（含）的企业, 组织300人以上，奖励0.5万元."""


def promised(text: Text | None, title: str, year: int) -> Iterator[Figure]:
    """The figures of an item's text that are to be reached in a plan of a year.

    `title` is the item's own. What was, what others must meet and what is paid is left out.
    """
    for figure in figures(text):
        counts = figure.unit in RATES or _counts(figure)
        if counts and figure.sense and not (figure.weak or _told(title, figure, year)):
            yield figure


def _counts(figure: Figure) -> bool:
    """Whether a number of people or things is one that the work must reach."""
    before = figure.at[: figure.offset]
    words = f"{figure.sentence}{figure.clause}"
    if _OFTEN.search(words) and not _PER.search(words):
        return False
    return figure.unit in _COUNTED or (figure.sense == "floor" and bool(_MADE.search(before)))


def _told(title: str, figure: Figure, year: int) -> bool:
    """Whether the sentence tells of what was, or of a case, and demands nothing."""
    words = f"{figure.sentence}{figure.clause}"
    if _PAST.search(f"{title}。{words}") or _CASE.search(words):
        return True
    past = any(int(named) < year for named in _YEAR.findall(words))
    demand = figure.sense == "exact"
    return past or (not demand and bool(_HOLDER.match(figure.at, figure.offset + figure.length)))
