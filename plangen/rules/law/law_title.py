"""引用法律、法规、规章、标准，名称要与原文一字不差。

为什么：名称差一个字，就可能是另一部，也查不到；按名称核对依据、检索条文的人会扑空。

依据：《党政机关公文处理工作条例》第十九条，公文起草要符合国家法律法规；
引用法规写准确的名称，是通行做法。

不合：
    preamble: 根据《麻醉药品和精神药物管理条例》，制定本方案。 # ← 麻醉药品和精神药物管理条例
    annexes:
      - title: 工作依据
        text: 《戒毒药物维持治疗工作的管理办法》。 # ← 戒毒药物维持治疗工作的管理办法

合：
    preamble: 根据《麻醉药品和精神药品管理条例》《城东区消防安全管理办法》，制定本方案。
    annexes:
      - title: 工作依据
        text: 《戒毒药物维持治疗工作管理办法》。

改法：照公布的名称写；简称只用通行的，如《禁毒法》《安全生产法》。名称相近而确是另一部的，
写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.laws import Law, Laws, laws
from plangen.patterns import lazily
from plangen.rules.citations import Citation, cited_laws
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.WARNING
_LOCAL: Final = lazily(r"^[一-鿿]{2,8}?(?:省|市|县|区|州|盟|旗|乡|镇)(?!政|场|容|公|域|划|道|村)")


def check(subject: Subject) -> Iterator[Offence]:
    """Find titles that are nearly those of laws on file, and not quite."""
    for cited in cited_laws(subject):
        on_file = laws(subject.options.laws)
        if on_file.find(cited.title) or on_file.find(cited.bare) or _LOCAL.match(cited.title):
            continue
        if law := on_file.near(cited.bare):
            yield _offence(cited, law, on_file)


def _offence(cited: Citation, law: Law, on_file: Laws) -> Offence:
    right = _as_cited(cited.bare, law, on_file)
    return Offence(
        cited.wording.text,
        f"没有《{cited.title}》，名称相近的是《{right}》",
        f"改为《{right}》",
        cited.wording.clause,
        cited.offset,
        len(cited.title),
    )


def _as_cited(name: str, law: Law, on_file: Laws) -> str:
    """The right name, with 中华人民共和国 where the citation has it and the law too."""
    return law.full if law.full and name.startswith("中华人民共和国") else law.title
