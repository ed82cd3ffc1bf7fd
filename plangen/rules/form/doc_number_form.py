"""发文字号写作“机关代字〔年份〕顺序号”：六角括号，年份四位，不编虚位，不加“第”字，末尾有“号”。

为什么：字号是检索和引用公文的钥匙，写法不一，档案里就找不到；括号写错也是来文退改最多的一处。

依据：GB/T 9704-2012 关于发文字号的规定：“年份、发文顺序号用阿拉伯数字标注；年份应标全称，
用六角括号‘〔〕’括入；发文顺序号不加‘第’字，不编虚位（即1不编为01），在阿拉伯数字后加‘号’字”。

不合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局]}
      doc_number: "东应急[2026]第08号" # ← 东应急[2026]第08号
      title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。

合：
    issue:
      form: notice
      issuer_mark: {names: [城东区应急管理局]}
      doc_number: 东应急〔2026〕8号
      title: 城东区应急管理局关于印发城东区2026年消防安全工作方案的通知
      body: 现印发给你们。

改法：照“东应急〔2026〕8号”的样子写；命令、纪要另编的，写“第8号”“第3期”。
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from plangen.patterns import lazily
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_RIGHT: Final = lazily(r"[一-鿿]+〔(?:19|20)[0-9]{2}〕[1-9][0-9]*号")
_SERIAL: Final = lazily(r"(?:[一-鿿]+〔(?:19|20)[0-9]{2}〕|第)[1-9][0-9]*[号期次]")
_PARTS: Final = (
    r"[\[［【(（〔{〖〈<]\s*(?P<year>(?:19|20)[0-9]{2})年?\s*[\]］】)）〕}〗〉>]"
    r"\s*第?\s*(?P<serial>[0-9]+)\s*"
)
_WRONG: Final = lazily(rf"(?P<code>[一-鿿]+){_PARTS}号?")
_FAULTS: Final = (
    (lazily(r"[\[\]［］【】()（）{}〖〗〈〉<>]"), "年份用六角括号〔〕"),
    (lazily(r"[0-9０-９]年"), "年份后不加“年”字"),
    (lazily(r"第"), "顺序号前不加“第”字"),
    (lazily(r"(?<![0-9])0[0-9]*号?\Z"), "顺序号不编虚位"),
    (lazily(r"[0-9]\Z"), "末尾加“号”字"),
    (lazily(r"[０-９]"), "数字用半角"),
    (lazily(r"\s"), "当中不空格"),
)


def check(subject: Subject) -> Iterator[Offence]:
    """Find the plan's own number misformed."""
    issue = subject.plan.issue
    if issue.doc_number and not _sound(issue.doc_number, issue.form):
        right = _mended(issue.doc_number)
        hint = f"写作 {right}" if right else "写作 机关代字〔年份〕顺序号，如 东应急〔2026〕8号"
        message = f"发文字号“{issue.doc_number}”的写法不合标准：{_why(issue.doc_number)}"
        yield Offence(issue.doc_number, message, hint, mend=right)


def _sound(number: str, form: str) -> bool:
    if form in ("order", "minutes") and _SERIAL.fullmatch(number):
        return True
    return bool(_RIGHT.fullmatch(number))


def _mended(number: str) -> str | None:
    """The number as it should be; None when its parts cannot be told."""
    match = _WRONG.fullmatch(unicodedata.normalize("NFKC", number).replace(" ", ""))
    return match["code"] + _tail(match) if match else None


def _tail(match: re.Match[str]) -> str:
    return f"〔{match['year']}〕{int(match['serial'])}号"


def _why(number: str) -> str:
    """What is wrong with it."""
    faults = [why for wrong, why in _FAULTS if wrong.search(number)]
    return "，".join(faults) or "应当是“机关代字〔年份〕顺序号”"
