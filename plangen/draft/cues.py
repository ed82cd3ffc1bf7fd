"""The words around a date that tell history from the plan's own work; a text cut into words."""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rjieba import Jieba

TITLE: Final = re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")
VERSION: Final = re.compile("新?(?:版|[修制]订?[正订改]?版|(?:[修制]订|修[正改])(?:的|$))")
SINCE_THEN: Final = re.compile("[^，。；\n]{0,10}?(?:以来|至今|迄今)")
FROM: Final = re.compile("(?:自|从|自从)$")
START: Final = re.compile("(?:[0-9]+时)?(?:起|开始)(?![至到—－–~-])")
IN_FORCE: Final = re.compile("起?(?:正式|全面|开始)?(?:施行|实施|执行|实行|生效)")
AFTER: Final = re.compile("(?:之|以)?后")
DUE: Final = re.compile(
    "(?:[、和及][0-9年月日号]+)*(?:[0-9]+[时点：:][0-9]*分?)?"
    "(?:(?:之|以)?前|止|[^，。；、\n]{0,2}完成(?![的了]))"
)
"""前 after it, or after the day beside it: 6月20日和12月10日前."""
AS_OF: Final = re.compile("截[至止]到?$")
TERM: Final = re.compile("(?:延长?|执行|有效期?|期限?|时间|实施|缓缴|保留|放宽|暂停)[限为]?[至到]$")
POLICY: Final = re.compile("政策|有效期|期限|执行期")
ENDS: Final = re.compile("[^，。；\n]{0,4}(?:到期|届满|期满)")
PHASE: Final = re.compile("试点期|任期|有效期|合同期|建设期|过渡期|试运行期|服务期|规划期")
BENEFIT: Final = re.compile(
    "给予|予以|补贴|补助|贴息|奖励|减半|减免|免征|免收|减收|缓缴|延期|延长|退税|退还|返还|优惠|贷款|电价|"
    "通行费|消费券"
)
ABOUT: Final = re.compile("(?:对|将)于?在?$")
"""What the date belongs to, not when it is to be done: 对2024年3月31日前供应的土地."""
ALLOWS: Final = re.compile("，[^，。；\n]{0,8}?(?:可|允许|享受|暂不|免予?)(?!靠|持续|行)")
"""What may be done until then: 12月31日前，企业可先行登记."""
CUT_OFF: Final = re.compile(
    "建成|到期|出生|入职|登记|注册|缴纳|签订|购买|取得|参保|新增|投用|设立|开工|备案|毕业"
    "|退休|形成|结转|参加|竣工|成立|在册|发生|投入使用|审批|立项|办理|在建|存量|已建"
)
"""What happened before or after a day and makes it a limit, as in 6月1日前建成的."""
EVENTS: Final = re.compile(
    "印发|颁布|发布|公布|出台|下发|制定|召开|举行|举办|成立|组建|通过|修订|修正|签订|签署"
    "|批准|批复|作出|发生|启动|部署|安排部署|施行|实施|执行|生效|提出|确定|下达|表彰|命名"
    "|授予|查处|开工|竣工|建成|约谈|通报|反馈|移交|完成|转发|修改|开通|投用|揭牌|挂牌"
    "|公开|新增|承办|评选|认定|公示|排查|确诊|报告|审议"
)
WEAK: Final = re.compile(
    "实施|执行|完成|确定|下达|建成|排查|开工|竣工|举办|新增|承办|评选|认定|制定"
)
"""What may well be the plan's own work where no month is named."""
ACCIDENT: Final = re.compile(
    "发生.{0,12}(?:火灾|事故|爆炸|案|灾|疫情|地震|事件)|事故教训|教训|案件"
)
LESSON: Final = re.compile("[^，。；\n]{0,16}(?:事故|火灾|案件)?(?:教训|案例)")
DECIDED: Final = re.compile(
    "[^，。；\n]{0,16}?(?:一号文件|工作报告|文件(?:提出|要求|明确|规定)|会议?(?:要求|部署|精神|决定|纪要|安排|确定|明确))"
)
"""2024年中央一号文件, 2024年第3次办公会议要求."""
ALREADY: Final = re.compile("(?:已|业已|早已|曾)[一-鿿]{1,3}$")
"""已纳入2024年计划."""
FIXED: Final = re.compile("[^，。；\n]{0,4}为(?:时点|基准日|标准时点|时间节点|截止日)")
BESIDE: Final = re.compile("[、和与及]")
"""Between two years of a list: 2022年、2023年."""
SPOKEN: Final = re.compile(
    "[^。；\n]{0,16}?(?:作出|发生)|[^，。；\n]{0,24}(?:批示|指示|讲话|精神|回信|贺信)"
)
"""The first even in the next clause: 2024年2月28日，省委书记作出批示."""
BORN: Final = re.compile("出生|生于|诞辰|逝世|去世|牺牲|入党|参加工作|地震|解放")
DONE: Final = re.compile("已|已经|业已|均已|曾|已于|刚|都已")
DONE_BEFORE: Final = re.compile("(?:已|曾)于?在?$")
AHEAD: Final = re.compile(
    "将|要|应|须|拟|力争|确保|争取|计划|必须|需|全面|努力|继续|再"
    "|不|未|无|零|没有|不得|严禁|防止|避免|杜绝|减少"
    "|落实|开展|组织|推进|推动|做好|加强|抓好|完善|巩固|健全|实现|达到|提升"
    "|围绕|对|把|根据|按照|结合|以|聚焦"
)
"""Words with which the plan's own work begins, or what must not happen."""
HELD: Final = re.compile("定于|[举召]行|召开|举办|开幕|通过|开考|开学|开班")
YEARLY: Final = re.compile("每年$")
NAMED_DAY: Final = re.compile("日[”」]?[（(]$")
LUNAR: Final = re.compile("春节|元宵|清明|端午|中秋|重阳|七夕|除夕|腊八|农历")
TOWARDS: Final = re.compile("[到至]$")
BASE: Final = re.compile(
    "(?:比|较|同|与|和|按照?|参照|对照|依照|相?对于)$|(?:总结|回顾|巩固|消化)[^，。；\n]{0,6}$"
)
BASED: Final = re.compile(
    "(?:的?基[数础准期]|为基[数准期]|同期|相比|水平|标准)|[^，。；\n]{0,4}(?:遗留|结转|未)"
)
SEASON: Final = re.compile("学年|财年|季")
YEARLY_PAPER: Final = re.compile(
    "[^，。；\n]{0,8}?(?:总结|考核|考评|评价|绩效|结转|遗留|决算|报告|奖励|兑现|完成情况|清算|审计|年报)"
)
PROGRAMME: Final = re.compile("(?:[^，。；\n]{0,6}?)(?:行动|规划|计划|任期|周期|攻坚|试点|工程)")
CAMPAIGN: Final = re.compile("[^，。；\n]{0,4}?(?:争创|创建|迎接|迎检|普查|换届)")


def has(pattern: re.Pattern[str], words: list[str]) -> bool:
    """Whether one of these words is one of the pattern's."""
    return any(map(pattern.fullmatch, words))


@cache
def _segmenter() -> "Jieba":
    from rjieba import Jieba

    return Jieba()


def cut(text: str) -> list[str]:
    """The words of a text: 网上年货节 → 网上, 年货, 节."""
    return list(_segmenter().cut(text))
