"""A text box hung on a paragraph, in the two dialects that Word, WPS and older readers draw."""

from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from docx.document import Document as Package
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length


@dataclass(frozen=True, slots=True)
class BoxPosition:
    """Where a box lies along one axis: on an edge of what it is measured from, or so far in."""

    origin: str
    """`margin` or `page`."""
    edge: str = ""
    """`left`, `top`, `right` or `bottom`."""
    offset: int = 0
    """EMU from the origin, where no edge is named."""

    def drawing(self) -> str:
        """Say it in DrawingML."""
        if self.edge:
            return f"<wp:align>{self.edge}</wp:align>"
        return f"<wp:posOffset>{self.offset}</wp:posOffset>"

    def vml(self, axis: str, side: str) -> str:
        """Say it in VML."""
        position = f"{side}:{Length(self.offset).pt}pt"
        if self.edge:
            position = f"mso-position-{axis}:{self.edge}"
        return f"{position};mso-position-{axis}-relative:{self.origin}"


def number_boxes(package: Package) -> None:
    """Give every box of the text, headers and footers an id of its own, as ECMA-376 asks."""
    numbers = count(1)
    for part in package.part.package.iter_parts():
        if isinstance(part, XmlPart):
            for box in part.element.iter(qn("wp:docPr")):
                box.set("id", str(next(numbers)))


@dataclass(frozen=True, slots=True)
class BoxFrame:
    """What a box is, besides its content."""

    name: str
    about: str
    """What stands in it, for those who do not see it."""
    size: tuple[Length, Length]
    """Width and height."""
    position: tuple[BoxPosition, BoxPosition]
    """Across and down."""
    turned: bool = False
    """Whether it is read with the paper turned a quarter to the left."""
    grows: bool = False
    """Whether it becomes higher with its text: upwards, where its foot lies on an edge."""


def box_run(frame: BoxFrame, content: str) -> Any:
    """Make the run that holds a box of paragraphs and tables, which stand at its foot."""
    width, height = frame.size
    across, down = frame.position
    return parse_xml(
        _RUN.format(
            name=frame.name,
            about=frame.about,
            content=content,
            cx=int(width),
            cy=int(height),
            width_pt=width.pt,
            height_pt=height.pt,
            across=across.drawing(),
            across_from=across.origin,
            down=down.drawing(),
            down_from=down.origin,
            vml_across=across.vml("horizontal", "margin-left"),
            vml_down=down.vml("vertical", "margin-top"),
            vert=' vert="vert"' if frame.turned else "",
            fit="spAutoFit" if frame.grows else "noAutofit",
            vml_fit="mso-fit-shape-to-text:t;" if frame.grows else "",
            layout_flow="layout-flow:vertical;" if frame.turned else "",
        )
    )


_RUN: Final = """<w:r
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">
 <wp:simplePos x="0" y="0"/>
 <wp:positionH relativeFrom="{across_from}">{across}</wp:positionH>
 <wp:positionV relativeFrom="{down_from}">{down}</wp:positionV>
 <wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
 <wp:wrapNone/><wp:docPr id="0" name="{name}" descr="{about}"/><wp:cNvGraphicFramePr/>
 <a:graphic><a:graphicData
  uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
  <wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>
   </a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>
  </wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>
  <wps:bodyPr{vert} lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:{fit}/></wps:bodyPr>
 </wps:wsp> </a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:rect alt="{about}" filled="f" stroked="f" style="position:absolute;\
width:{width_pt}pt;height:{height_pt}pt;z-index:1;{vml_across};{vml_down}"
 ><v:textbox inset="0,0,0,0" style="{layout_flow}{vml_fit}v-text-anchor:bottom"
 ><w:txbxContent>{content}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""
