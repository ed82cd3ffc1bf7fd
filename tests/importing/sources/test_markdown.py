"""Markdown: headings, lists with their numbers, tables."""

from support.sources import lines, read, table

from plangen.docx_file.stream import StreamParagraph

TEXT = """---
标题: 某某方案
---
# 关于**做好**工作的通知

各单位：

## 一、目标

    四个空格也是段落
第二行

3. 甲
4. 乙

   乙的第二段

- 丙
1.不是列表

[注]: 这一行也是文字

| 序号 | 任务 |
|---|---|
| 1 | 排查<br>整改 |

<p>网页</p>

![图](a.png)
"""


def test_markdown() -> None:
    source = read("方案.md", TEXT.encode())
    assert lines(source.blocks) == [
        *("标题: 某某方案", "关于做好工作的通知", "各单位：", "一、目标"),
        *("四个空格也是段落\n第二行", "3.甲", "4.乙", "乙的第二段", "丙\n1.不是列表"),
        *("[注]: 这一行也是文字", "网页"),
    ]
    assert source.blocks[1] == StreamParagraph("关于做好工作的通知", "", "heading 1", 1)
    assert table(source.blocks) == [
        [(0, 1, 1, "序号"), (1, 1, 1, "任务")],
        [(0, 1, 1, "1"), (1, 1, 1, "排查\n整改")],
    ]
    assert source.cautions == ("图片“图”没有读",)
