"""What messages say to do at a terminal or in a plan's file, said as the screen does it.

报不适用；属实的，用 plangen close --waive 定下来 → 报不适用；属实的，到“台账”里定为不适用
"""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plangen.findings.finding import Finding

_SAID: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"--(?:unit|word|period|due) [^：]*：", ""),
        (r"用 --unit (?:写编号)?说明是(?:谁报的|哪一家报的|哪一家)", "在“谁报的”里选好，再收一次"),
        (
            r"用 --plan 指明(?:是哪份方案|那份方案)?(?:，一次只收这份方案的)?",
            "到那一份方案的“收件”里收",
        ),
        (r"用 plangen close --return 退回", "到“台账”里退回"),
        (r"用 plangen close --waive 定下来", "到“台账”里定为不适用"),
        (r"用 plangen close --extend \S+ 定下来", "到“台账”里延期"),
        (r"用 plangen status -o \S+ 重新生成一份", "到“台账”里重新下载一份"),
        (r"；要先看版面，先在这一行行首加 #", ""),
        (r"写某一条工作目标的“编号”", "在“服务的目标”里选一条工作目标"),
        (r"里写“服务的目标：[^”]*”", "的“服务的目标”里选上它"),
        (r"之后加 --resume，从停下的地方接着做", "再生成一次，接着做"),
        (r"核对 --period 和 --as-of", "换一期"),
        (r"加 --overwrite", "按“仍然覆盖”"),
        (r"再运行一次", "再做一次"),
        (r"用 plangen init 生成一份样例", "到首页新建一份样例"),
        (r"plangen rule --all", "手册的“规则”一章"),
    )
)


def office_words(text: str) -> str:
    """A message without commands and without keys."""
    from plangen.editing.key_titles import titled

    return _without_commands(titled(text)[0])


def _without_commands(text: str) -> str:
    for pattern, words in _SAID:
        text = pattern.sub(words, text)
    return text


def told_of(finding: "Finding") -> tuple[str, str]:
    """What is wrong and how to mend it, without commands and without keys."""
    from plangen.editing.key_titles import titled

    message, hint = titled(finding.message, finding.hint)
    return _without_commands(message), _without_commands(hint)
