"""收回改动: what was edited in the printed notice, shown, and taken into the plan."""

from starlette.responses import Response

from plangen.comparison.wording import pieces
from plangen.docx_file.archive import Unusable, read_docx
from plangen.exports import notice_docx, notice_path
from plangen.files import read_bytes, save_edit
from plangen.importing.edits import ImportedEdits, import_edits
from plangen.plan import Plan
from plangen.readers.decoding import encoded
from plangen.web.visit import Visit


def show(visit: Visit) -> Response:
    """The edits that have a place in the plan, and those that have none."""
    return visit.page("corrections.html", edits=_edits(visit), pieces=pieces)


def _edits(visit: Visit) -> ImportedEdits:
    """The edits of the notice in the folder. Raises CannotGoOn."""
    open_plan = visit.open_plan
    templates = open_plan.workspace.templates
    docx = read_docx(notice_path(open_plan.plan, visit.folder.papers))
    if isinstance(docx, Unusable):
        raise docx

    def write(plan: Plan) -> bytes:
        return notice_docx(plan, templates)

    def read(text: str) -> Plan | None:
        return open_plan.workspace.read_plan(open_plan.path, text.encode()).plan

    return import_edits(open_plan.plan, open_plan.file.text, docx, write, read)


def act(visit: Visit) -> Response:
    """Write the edits into the plan."""
    edits, path = _edits(visit), visit.open_plan.path
    before = read_bytes(path, "方案文件")
    save_edit(path, encoded(edits.text, like=before), before)
    said = f"收进了 {len(edits.placed)} 处；再检查一遍，看数字、时限和正文是不是还对得上。"
    return visit.go(visit.address("check"), said)
