"""用规范的简化字，不夹繁体字。

为什么：从别处粘贴来的文字夹着繁体字，印成公文就不合国家的规定。

依据：《中华人民共和国国家通用语言文字法》第九条，国家机关以普通话和规范汉字为公务用语用字；
《通用规范汉字表》。

不合：
    preamble: 切實加强消防安全责任，落實各項措施。 # ← 實 ← 實 ← 項

合：
    preamble: 切实加强消防安全责任，落实各项措施。

改法：改成简化字；人名、地名确实要用原字的，写豁免和理由。
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import yaml

from plangen.resources import resource
from plangen.rules.searching import offence, spots
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resource("data/traditional.yaml").read_bytes()
    pairs = yaml.load(text, Loader=loader).split()  # noqa: S506
    table = {pair[0]: pair[1] for pair in pairs}
    return re.compile(f"[{''.join(table)}]"), table


def check(subject: Subject) -> Iterator[Offence]:
    """Find traditional characters, people's names aside."""
    pattern, table = _table()
    names = None
    for wording, match in spots(subject, pattern):
        names = _names(subject) if names is None else names
        if not any(name in wording.text for name in names if match[0] in name):
            right = table[match[0]]
            message = f"“{match[0]}”是繁体字，公文用规范字“{right}”"
            yield offence(wording, match.span(), message, f"改成“{right}”", right)


def _names(subject: Subject) -> set[str]:
    """The people that the plan names."""
    register = subject.plan.register
    officers = [name for each in register.departments for name in (each.person, each.lead_official)]
    roster = [
        name for annex in subject.plan.annexes for role in annex.roster for name in role.names
    ]
    return {
        str(name) for name in (*officers, *roster, *(u.contact for u in register.units)) if name
    }
