"""标题由发文机关、事由、文种组成，文种前用“的”。

为什么：缺了文种，收文的不知道是要执行、要答复还是只要知道；标题里夹了逗号、句号，读不成一个词组。

依据：《党政机关公文处理工作条例》第九条第七项，标题由发文机关名称、事由和文种组成。

不合：
    title: 城东区2026年消防工作 # ← 城东区2026年消防工作
    issue:
      form: notice
      title: 城东区应急管理局关于印发2026年消防安全工作方案通知 # ← 通知
      body: 现将方案印发给你们，请遵照执行。

合：
    title: 城东区2026年消防安全工作方案（试行）
    issue:
      form: notice
      title: 城东区应急管理局关于印发2026年消防安全工作方案的通知
      body: 现将方案印发给你们，请遵照执行。

改法：补上所缺的一项；并列的事由用“和”或顿号，不用逗号。
"""

from collections.abc import Iterator
from typing import Final

from plangen.document.kinds import OFFICIAL, PLANS, SUFFIX, flat
from plangen.patterns import lazily
from plangen.plan import Issue
from plangen.rules.subject import Offence, Severity, Subject
from plangen.scalar import Text

SEVERITY: Final = Severity.WARNING
_MARK: Final = lazily("[，。；：！？,;!?](?=.)")
_QUOTED: Final = lazily("《[^《》]*》|“[^“”]*”|（[^（）]*）")
_KIND: Final = lazily(f"(?:{PLANS}|{OFFICIAL}){SUFFIX}")
_NOTICE: Final = lazily(f"(?P<before>.?)(?P<kind>{OFFICIAL}){SUFFIX}")
_DOUBLED: Final = lazily(f"的({OFFICIAL})的\\1{SUFFIX}")


def check(subject: Subject) -> Iterator[Offence]:
    """Find titles that lack a part or have a mark inside."""
    plan = subject.plan
    for title in filter(None, (plan.title, plan.issue.title)):
        yield from _marks(title)
    if not (_KIND.search(flat(_bare(plan.title))) or plan.title.strip("…") == ""):
        message = "标题没有文种，看不出是方案、计划还是要点"
        yield _offence(plan.title, 0, len(plan.title), message, "末尾加上文种，如“方案”")
    if plan.issue.title:
        yield from _of_issue(plan.issue.title, plan.issue)


def _of_issue(title: Text, issue: Issue) -> Iterator[Offence]:
    bare = _bare(title)
    match = _NOTICE.search(bare)
    if not match:
        wanted = "函" if issue.form == "letter" else "通知"
        message = "标题没有文种，收文单位不知道是什么公文"
        yield _offence(title, 0, len(title), message, f"末尾加上“的{wanted}”")
    elif doubled := _DOUBLED.search(bare):
        message = "文种写了两遍"
        yield _offence(title, doubled.start(), len(bare) - doubled.start(), message, "只留一个文种")
    elif match["before"] != "的" and match["before"].strip():
        message = f"文种“{match['kind']}”前面缺“的”，事由和文种连成了一片"
        yield _offence(title, match.start("kind"), len(match["kind"]), message, "文种前加“的”")
    if match and not issue.issuer_mark and bare.startswith("关于"):
        message = "标题没有发文机关，又没有红头，看不出是谁发的"
        yield _offence(title, 0, 2, message, "在“关于”前写上发文机关")


def _marks(title: Text) -> Iterator[Offence]:
    plain = _QUOTED.sub(lambda match: "的" * len(match[0]), title)
    for match in _MARK.finditer(plain):
        message = f"标题里用了“{match[0]}”，标题是一个词组，除书名号、引号、括号、顿号外不用标点"
        yield _offence(title, match.start(), 1, message, "改用“和”或顿号，或者重拟标题")


def _bare(title: str) -> str:
    """A title without the marks at its end, which another rule speaks of."""
    return title.rstrip("。；、，：:;,．.\n")


def _offence(title: Text, offset: int, length: int, message: str, hint: str) -> Offence:
    length = len(title[offset:][:length].partition("\n")[0])
    return Offence(title, message, hint, "", offset, length)
