"""引用的法律、法规、规章，在印发那天要现行有效。

为什么：以废止的或者还没有施行的规定作依据，等于没有依据，照着办还可能违法。

依据：《党政机关公文处理工作条例》第十九条，公文起草要符合国家法律法规；
新旧规定的起止，见各部法规的施行和废止条款。

不合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 根据《执业医师法》和《信访条例》的规定，制定本方案。 # ← 执业医师法 ← 信访条例

合：
    issue: {form: plan, printed_by: 城东区应急管理局, printed_on: 2026-01-15}
    preamble: 根据《医师法》和《信访工作条例》的规定，制定本方案。原《执业医师法》已经废止。

改法：换成现行的规定，并核对条文；为说明沿革必须提到旧规定的，写“原《……》”。
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from plangen.deadline.dates import written
from plangen.language.laws import Law, laws
from plangen.patterns import lazily
from plangen.rules.citations import Citation, cited_laws
from plangen.rules.issue_date import issue_dates
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_PAST: Final = lazily(
    r"废止|失效|停止执行|取代|代替|替代|旧版|(?:施行|实施)[以之]?前|(?:设立|订立|签订)的"
)
_YEAR: Final = lazily(r"((?:19|20)[0-9]{2})年[^，]*\Z")
_BASIS: Final = lazily(r"根据|依据|按照|依照|遵照")
_COMING: Final = lazily(r"施行|实施|生效|出台|公布|颁布|宣传|学习|贯彻|培训|普及|准备")


def check(subject: Subject) -> Iterator[Offence]:
    """Find citations of what is no longer or not yet in force."""
    first, last = issue_dates(subject)
    for cited in cited_laws(subject):
        on_file = laws(subject.options.laws)
        law = on_file.find(cited.title) or on_file.find(cited.bare)
        if not law or law.kind == "标准":
            continue
        if law.until and law.until <= first and not _of_old(cited, law.until):
            hint = f"改为《{law.by}》，并核对引用的条文" if law.by else "换成现行的规定"
            yield _offence(
                cited, f"《{cited.title}》{written(law.until)}起已经废止{_heir(law)}", hint
            )
        elif law.since and law.since > last and _as_basis(cited):
            message = f"《{cited.title}》{written(law.since)}才施行，印发时还不能作依据"
            yield _offence(cited, message, "核对名称和施行日期，换成现行的规定")


def _offence(cited: Citation, message: str, hint: str) -> Offence:
    at = cited.wording
    return Offence(at.text, message, hint, at.clause, cited.offset, len(cited.title))


def _heir(law: Law) -> str:
    return f"，由《{law.by}》代替" if law.by else ""


def _of_old(cited: Citation, until: date) -> bool:
    """Whether the sentence speaks of it as a thing of the past: 2019年根据《合同法》订立的."""
    then = _YEAR.search(cited.before)
    if cited.before.endswith("原") or (then and int(then[1]) < until.year):
        return True
    return bool(_PAST.search(cited.before + cited.after))


def _as_basis(cited: Citation) -> bool:
    """Whether the sentence rests on it, and not merely prepares for it."""
    return bool(_BASIS.search(cited.before)) and not _COMING.search(cited.before + cited.after)
