"""What a new workspace holds beside its plan, and an empty plan of one's own words."""

from typing import Final

from plangen.findings.finding import CannotGoOn
from plangen.history.setup import ATTRIBUTES
from plangen.readers.plan_file import read
from plangen.samples import blank_plan, dated, starter

_LINE_ENDS: Final = """\
# 换行在哪台电脑上都用 LF；印发过的有摘要，一个字节也不动
plans/*.yaml text eol=lf
plans/*.yml text eol=lf
progress/*/*.csv text eol=lf
issued/** -text

"""
_IGNORED: Final = """\
# 可以重新生成的，和工作台自己记的
build/
.plangen/
"""


def workspace_files(year: int) -> dict[str, str]:
    """The texts of a workspace by their paths in it, for one that begins with a year's plan."""
    return {
        "schema/plan.schema.json": starter("schema/plan.schema.json"),
        ".vscode/settings.json": starter("starter/settings.json"),
        "README.md": dated("starter/README.md", year),
        ".gitattributes": f"{_LINE_ENDS}{ATTRIBUTES}\n",
        ".gitignore": _IGNORED,
    }


def empty_plan(year: int, title: str, issuer: str) -> str:
    """A plan in which nothing is decided yet; raises CannotGoOn for words that none can hold."""
    text = blank_plan(year, title, issuer)
    if read(text.encode("utf-8", "surrogatepass"), f"{year}.yaml").plan is None:
        raise CannotGoOn("标题或发文机关里有方案里不能写的字符；改一改")
    return text
