"""Notices as other programs make them: no style of ours, everything set in place."""

import io

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

SENTENCE = (
    "各医疗卫生单位要充分认识禁毒工作的重要性和紧迫性，切实加强领导，狠抓工作落实，务求取得实效"
)


class Foreign:
    """A notice as another program makes it: no style of ours, everything set in place."""

    def __init__(self, *, grid: bool = False) -> None:
        self.package = docx.Document()
        section = self.package.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self.package.settings.odd_and_even_pages_header_footer = True
        for footer, align in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH[align]
            for text in ("— ", "PAGE", " —"):
                run = self.look(paragraph.add_run("" if text == "PAGE" else text), "宋体", 14)
                if text == "PAGE":
                    for kind in ("begin", text, "end"):
                        tag = "w:instrText" if kind == text else "w:fldChar"
                        element = run._r.makeelement(qn(tag))
                        run._r.append(element)
                        if kind == text:
                            element.text = " PAGE \\* MERGEFORMAT "
                        else:
                            element.set(qn("w:fldCharType"), kind)
        self.grid = grid
        if grid:
            element = section._sectPr.find(qn("w:docGrid"))
            for name, value in {
                "type": "linesAndChars",
                "linePitch": 579,
                "charSpace": -849,
            }.items():
                element.set(qn(f"w:{name}"), str(value))

    def look(self, run, font: str, size: float):
        run.font.name, run.font.size = font, Pt(size)
        run._r.rPr.rFonts.set(qn("w:eastAsia"), font)
        return run

    def add(self, *pieces: str | tuple[str, str], align: str = "JUSTIFY", size: float = 16, **ind):
        paragraph = self.package.add_paragraph()
        layout = paragraph.paragraph_format
        layout.alignment = WD_ALIGN_PARAGRAPH[align]
        layout.space_after = Pt(0)
        if not self.grid:
            layout.line_spacing = Pt(28.95)
        else:
            layout.line_spacing = 1.0
        for name, chars in ind.items():
            setattr(layout, name, Pt(chars * 15.8))
        for piece in pieces:
            text, font = (piece, "仿宋") if isinstance(piece, str) else piece
            run = self.look(paragraph.add_run(text), font, size)
            if not self.grid:
                spacing = run._r.rPr.makeelement(qn("w:spacing"), {qn("w:val"): "-5"})
                run._r.rPr.append(spacing)
        return paragraph

    def saved(self) -> bytes:
        data = io.BytesIO()
        self.package.save(data)
        return data.getvalue()


def opened(title: str = "关于开展禁毒宣传教育工作的通知", **set_as: object) -> Foreign:
    """A notice that has its title, a blank line, and nothing below yet."""
    made = Foreign()
    made.add((title, "方正小标宋_GBK"), align="CENTER", size=22, **set_as)
    made.add("")
    return made


def foreign(*, grid: bool = False, **changed: str) -> Foreign:
    """A conforming notice by another program; `changed` replaces the text of a part."""
    made = Foreign(grid=grid)

    def text(part: str, sound: str) -> str:
        return changed.get(part, sound)

    title = (text("title", "关于开展禁毒宣传教育工作的通知"), "方正小标宋_GBK")
    made.add(title, align="CENTER", size=22)
    made.add("")
    made.add(text("recipients", "各县（区）卫生局，局属各单位："))
    made.add(f"{SENTENCE}。现通知如下：", first_line_indent=2)
    made.add((text("first", "一、加强领导"), text("heading_font", "SimHei")), first_line_indent=2)
    made.add(("（一）明确责任。", "楷体_GB2312"), f"{SENTENCE}。", first_line_indent=2)
    made.add((text("second", "（二）落实任务。"), "KaiTi"), f"{SENTENCE}。", first_line_indent=2)
    made.add(f"　　{SENTENCE}，{SENTENCE}。")
    made.add(("二、抓好宣传", "黑体"), first_line_indent=2)
    made.add(f"{text('third', '1.')}印发材料。{SENTENCE}。", first_line_indent=2)
    made.add("")
    made.add(text("attachment", "附件：任务表"), first_line_indent=2)
    made.add("")
    made.add("某某市卫生健康委员会办公室", left_indent=13)
    made.add(text("date", "2026年1月8日"), left_indent=15)
    made.add(text("note", "（联系人：王一，电话：12345）"), first_line_indent=2)
    return made
