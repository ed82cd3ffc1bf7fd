"""The kinds of document (文种) that a title ends with, and a title on one line.

Kinds are alternatives of a regular expression: 方案|计划|规划.
"""

import re
from typing import Final

OFFICIAL: Final = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
"""The fifteen of the 党政机关公文处理工作条例, 第八条."""
USUAL_PLANS: Final = "方案|计划|规划|要点|意见|办法|规定|细则"
"""What plans call themselves most; a line that ends so is a title in any document."""
PLANS: Final = (
    f"{USUAL_PLANS}|安排|预案|措施|规则|清单|纲要|行动|制度"
    "|举措|建议|任务书|路线图|分工|指南|指引|标准|章程|公约|守则|要求|工程|台账|表|条"
)
"""All that a plan may call itself."""
SUFFIX: Final = r"(?:（[^（）]*）|\([^()]*\))*$"
"""（试行）, （2024—2026年）, （征求意见稿）."""


def flat(title: str) -> str:
    """A title without line breaks and blanks."""
    return re.sub(r"\s", "", title)
