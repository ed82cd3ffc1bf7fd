"""公文: the notice, as Word and PDF, and the 任务分解表: made, opened and downloaded."""

from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec

from starlette.responses import FileResponse, Response

from plangen.compose import compose
from plangen.exports import (
    ASSIGNMENT_WRITERS,
    assignment_table,
    notice_docx,
    notice_path,
    notice_pdf,
    paper_path,
    unfilled_number,
)
from plangen.files import save
from plangen.findings.finding import CannotGoOn
from plangen.fingerprint import save_paper
from plangen.page_findings import page_findings
from plangen.web.made_papers import PaperEntry, open_paper, paper_entry
from plangen.web.opening import paper_in
from plangen.web.plan_folder import OpenPlan
from plangen.web.visit import Visit

_NO_TYPST = "这台电脑上没有装写 PDF 的组件（typst）；用 Word 打开公文，另存为 PDF 也一样"


def show(visit: Visit) -> Response:
    """The papers, as they stand in the folder."""
    open_plan = visit.open_plan
    document = partial(compose, open_plan.plan, open_plan.workspace.templates)
    return visit.page(
        "papers.html",
        papers=list(_papers(visit)),
        remarks=list(page_findings(open_plan.plan, document, open_plan.name)),
        questions=len(open_plan.plan.questions),
        unfilled=list(unfilled_number(open_plan.plan, open_plan.name)),
    )


def _papers(visit: Visit) -> Iterator[PaperEntry]:
    plan, folder = visit.open_plan.plan, visit.folder.papers
    table = assignment_table(plan, visit.open_plan.workspace.settings.workdays, ())
    refusal = "" if find_spec("typst") else _NO_TYPST
    yield paper_entry("notice", "公文", notice_path(plan, folder))
    yield paper_entry("pdf", "公文（PDF）", notice_path(plan, folder, "pdf"), refusal)
    for kind, label in (("docx", "任务分解表（Word）"), ("xlsx", "任务分解表（Excel）")):
        yield paper_entry(f"table-{kind}", label, paper_path(plan, table.title, kind, folder))


def act(visit: Visit) -> Response:
    """Make what a button says, or open it."""
    asked = visit.said("do")
    if asked == "open":
        return open_paper(visit)
    made = []
    for entry in _papers(visit):
        if asked == entry.key and entry.refusal:
            raise CannotGoOn(entry.refusal)
        if asked == entry.key or (asked == "all" and not entry.refusal):
            entry.refuse_edited(overwrite=visit.said("overwrite") == "1")
            made.append(entry)
    remarks = [_make(visit.open_plan, entry) for entry in made]
    said = "".join(f"{remark}。" for remark in remarks if remark)
    return visit.again(f"已生成{'、'.join(entry.label for entry in made)}。{said}")


def _make(open_plan: OpenPlan, entry: PaperEntry) -> str:
    """Write a paper; what is to be said of it."""
    plan, workspace = open_plan.plan, open_plan.workspace
    if entry.key in ("notice", "pdf"):
        for finding in unfilled_number(plan, open_plan.name):
            raise CannotGoOn(f"{finding.message}；填上顺序号再生成")
    if entry.key == "pdf":
        pages = notice_pdf(plan, workspace.templates)
        save(entry.path, pages.data)
        return "；".join(pages.stand_ins)
    if entry.key == "notice":
        data = notice_docx(plan, workspace.templates)
    else:
        kind = entry.path.suffix[1:]
        table = assignment_table(plan, workspace.settings.workdays, workspace.templates)
        data = ASSIGNMENT_WRITERS[kind](table)
    remark = save_paper(entry.path, data, overwrite=entry.is_edited)
    return remark.replace(f"{entry.path} ", f"{entry.label}")


def send(visit: Visit) -> Response:
    """A paper to download."""
    path = paper_in(visit.folder.papers, visit.request.path_params["path"])
    return FileResponse(path, filename=path.name)
