"""以“中华人民共和国”开头的法律，名称要能在法律名录里查到。

为什么：名录收了现行的法律，核对到2025年4月，此后公布的也收了一些；查不到的，多半是名称写错了，或者把条例、办法说成了法。

依据：《立法法》规定法律由全国人民代表大会及其常务委员会制定并公布；
公布的法律以国家法律法规数据库为准，名称照公布的写是通行做法。

不合：
    preamble: 根据《中华人民共和国校园安全法》，制定本方案。 # ← 中华人民共和国校园安全法

合：
    preamble: 根据《中华人民共和国消防法》《福建省消防条例》《校园安全工作规范》，制定本方案。

改法：到国家法律法规数据库核对名称；新近公布、名录还没有收的，写豁免和理由。
"""

from collections.abc import Iterator
from typing import Final

from plangen.language.laws import Laws, laws
from plangen.nearest import nearest
from plangen.rules.citations import cited_laws
from plangen.rules.subject import Offence, Severity, Subject

SEVERITY: Final = Severity.ADVICE
_REPUBLIC: Final = "中华人民共和国"


def check(subject: Subject) -> Iterator[Offence]:
    """Find laws that are not on file, nor nearly so; on regulations the file is not complete."""
    for cited in cited_laws(subject):
        name = cited.bare
        if not (name.startswith(_REPUBLIC) and name.endswith("法")) or name.endswith("办法"):
            continue
        on_file = laws(subject.options.laws)
        if on_file.find(name) is None and on_file.near(name) is None:
            message = f"法律名录里没有《{cited.title}》"
            at = cited.wording
            hint = f"{_like(name, on_file)}到国家法律法规数据库核对名称"
            yield Offence(at.text, message, hint, at.clause, cited.offset, len(cited.title))


def _like(name: str, on_file: Laws) -> str:
    bare = name.removeprefix(_REPUBLIC)
    titles = [law.title for law in on_file.named.values() if law.kind == "法律"]
    like = nearest(bare, titles)
    return f"相近的有《{like}》；" if like else ""
