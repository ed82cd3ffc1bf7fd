"""A DOCX, zipped or as one XML file → its stream, and what of it the stream leaves aside."""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from plangen.docx_file.aside import text_aside
from plangen.docx_file.package import tree_of
from plangen.docx_file.stream import Block, read_stream
from plangen.importing.sources.blocks import shortened

_ASIDE: Final = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
    "diagram": "图形里的",
}
_ELEMENTS: Final = (
    (("pic", "imagedata"), "文件里有 {} 张图片，图里的文字没有读；有用的请照着打进来"),
    (("sym",), "有 {} 个用符号字体插入的符号（如方框、对勾），没有读"),
    (("vanish",), "有 {} 处隐藏的文字，没有读；要用的，取消隐藏再导入"),
    (("altChunk",), "有 {} 段嵌入的文件，没有读；在 Word 里打开，另存一份再导入"),
    (
        ("ins", "del", "moveFrom", "moveTo"),
        "文件里有 {} 处修订痕迹，按全部接受来读；要照原样的，先在 Word 里处理修订",
    ),
)
"""What the stream leaves aside or decides about, by the names of its elements."""
_PART: Final = "{http://schemas.microsoft.com/office/2006/xmlPackage}part"


def read_docx(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The stream of a DOCX, automatic numbers as shown."""
    aside = text_aside(data)
    for kind, text in aside.texts:
        cautions.append(f"{_ASIDE[kind]}“{shortened(text)}”没有放进正文")
    for names, caution in _ELEMENTS:
        count = sum(aside.elements[name] for name in names)
        if count > 0:
            cautions.append(caution.format(count))
    return read_stream(data)


def read_flat_docx(data: bytes, cautions: list[str]) -> Iterable[Block]:
    """The stream of a DOCX whose parts stand in one XML file (Flat OPC); pictures left out."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for part in tree_of(data, "XML").iter(_PART):
            name = next((value for key, value in part.items() if key.endswith("}name")), "")
            content = part[0][0] if len(part) and len(part[0]) else None
            if content is not None:
                archive.writestr(name.lstrip("/"), etree.tostring(content))
    return read_docx(made.getvalue(), cautions)
