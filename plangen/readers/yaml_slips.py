"""Slips of the pen in YAML: what shows each, how it is told, and how it is mended."""

import re
from collections.abc import Callable
from typing import NamedTuple

from plangen.patterns import lazily

# Messages are pairs of what is wrong and how to mend it.
UNDECIDED = (
    "第 {} 行到第 {} 行有没有解决的合并冲突，两边改了同一处",
    "======= 上下是两种改法：留下要的，删去另一种和 <<<<<<<、=======、>>>>>>> 各行",
)
"""Said of a conflict, with its first and last line."""
STRAY_MARKER = ("这一行是合并冲突留下的标记", "核对上下各行，留下要的，删去这一行")
_QUOTE_IT = "把冒号后面的整段文字放进英文单引号：键: '文字'"
REFERENCE = (
    "以 & * ! 开头的内容，在 YAML 里是引用或标签，方案不用",
    f"是文字的，{_QUOTE_IT}；是要重复的内容，写进 defaults（默认值），由各条继承",
)


class Slip(NamedTuple):
    """A slip of the pen that shows in one line; the group `slip` is what is wrong."""

    pattern: re.Pattern[str]
    code: str
    message: str
    hint: str
    mend: Callable[[re.Match[str]], str]


SLIPS = (
    Slip(
        lazily(r"^ *(?P<slip>[\t\u3000\u00a0\u2000-\u200a][^\S\n]*)"),
        "tab-indent",
        "缩进用了制表符（Tab）或全角空格，YAML 只认英文空格",
        "删去行首的空白，换成英文空格，每层两个",
        lambda match: re.sub("[\t\u3000]", "  ", match[0]).replace("\u00a0", " "),
    ),
    Slip(
        lazily(r"^\s*(?:- +)*(?P<key>[A-Za-z_]+)(?P<slip>：)\s*"),
        "fullwidth-colon",
        "“{key}”后面是中文冒号“：”",
        "改成英文冒号，后面空一格，写作“{key}: ”",
        lambda match: match[0].partition("：")[0] + ": ",
    ),
    Slip(
        lazily(r"^\s*(?:- +)*(?P<key>[A-Za-z_]+)(?P<slip>:)(?=[^\s:/])"),
        "no-space",
        "“{key}:”的冒号后面没有空格，会和内容连成一个词",
        "冒号后面空一格，写作“{key}: ”",
        lambda match: match[0] + " ",
    ),
    Slip(
        lazily(r"(?<=[^\s，])(?P<slip>，)\s*(?=[a-z_]+[:：])"),
        "fullwidth-comma",
        "花括号里用了中文逗号“，”",
        "改成英文逗号，后面空一格",
        lambda match: ", ",
    ),
)
UNCLOSED = (
    "英文引号从这里开始，没有配对的后一个",
    "补上后一个引号；文字里的引号用中文引号“”",
)
PROBLEMS = (
    ("expected alphabetic or numeric", *REFERENCE),
    ("undefined alias", *REFERENCE),
    (
        "mapping values are not allowed",
        "这一行多出一个英文冒号加空格，或者缩进比上一行多",
        f"上下两行同级的，左边对齐；文字里有英文冒号的，改成中文冒号，或{_QUOTE_IT}",
    ),
    (
        "could not find expected ':'",
        "这一行不是“键: 内容”",
        "接着上面文字的，比键多缩进两格；另起一项的，写成“键: 内容”，冒号用英文，后面空一格",
    ),
    ("found unexpected end of stream", *UNCLOSED),
    ("expected ',' or ']'", "方括号 [ 从这里开始，没有配对的 ]", "补上 ]，各项之间用英文逗号分开"),
    ("expected ',' or '}'", "花括号 { 从这里开始，没有配对的 }", "补上 }，各项之间用英文逗号分开"),
    (
        "block sequence entries are not allowed",
        "“- ”不能写在键的同一行",
        "另起一行，缩进两格，再写“- ”",
    ),
    (
        "found unknown escape character",
        "英文双引号里的反斜杠 \\ 有特殊含义，这里的写法不认识",
        "改用英文单引号",
    ),
    (
        "expected comment or line break",
        "竖线 | 后面不能再写文字",
        "文字从下一行写起，比键多缩进两格",
    ),
    (
        "found another document",
        "文件里出现了第二份文档（--- 分隔线）",
        "一份文件只写一个方案，删去 --- 和后面的内容",
    ),
    ("expected <document start>", "这里的缩进比文件开头少，前后接不上", "最外层的键都顶格写"),
    ("expected '-' indicator", "这里应当是列表的下一项，却不是以“- ”开头", "补上“- ”，或调整缩进"),
    (
        "expected key",
        "这里接不上：缩进与上文不齐，或者引号后面还有文字",
        f"同级的键左边对齐；文字以英文引号开头的，{_QUOTE_IT}，或改用中文引号“”",
    ),
    ("cannot start any token", "文字不能以这个符号开头", _QUOTE_IT),
    ("expected node content", "这里应当有内容，却是一个标点", "补上内容，或删去多余的标点"),
)
"""Words of PyYAML's own message, and ours in its place; the first that fits."""
