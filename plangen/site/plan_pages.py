"""One plan → its pages."""

from pathlib import Path

from plangen.compose import compose
from plangen.plan import Plan
from plangen.site.changes import PlanChanges
from plangen.site.duties import MOST_ROWS, Duties
from plangen.site.full_text import FullText, full_text
from plangen.site.ledger import MOST_COUNTED, MOST_LINES, LedgerPages
from plangen.site.pages import Fragment, PlanPages, SiteOptions, SitePage
from plangen.site.publishing import printed_people, published
from plangen.tasks import task_rows
from plangen.workspace import Workspace
from plangen.writers.typeset import layout
from plangen.writers.typeset.html import page_sections
from plangen.writers.typeset.stylesheet import stylesheet


def plan_pages(path: Path, data: bytes, plan: Plan, folder: str, options: SiteOptions) -> PlanPages:
    """All pages of a plan, read from these bytes of its file, for the site's folder of it."""
    workspace = Workspace.of(path)
    document = compose(plan, workspace.templates)
    text = full_text(plan, document)
    shown = plan if options.internal else published(plan)
    rows = task_rows(shown, workspace.settings.workdays)
    duties = Duties(shown, rows, internal=options.internal)
    ledger = LedgerPages(shown, workspace, options)
    sheets = Fragment(
        "sheets",
        {
            "sheets": list(page_sections(layout(document, plan.style))),
            "stylesheet": stylesheet(plan.style),
        },
    )
    pages = [
        SitePage("index", "index", "正文", (Fragment("text", {"text": text}),)),
        SitePage("pages", "pages", "版面", (sheets,)),
        *duties.pages(),
        *ledger.pages(),
        *PlanChanges(path, data, plan, options).pages(),
    ]
    return PlanPages(
        plan=plan,
        folder=folder,
        pages=tuple(pages),
        passages=(*(("index", passage) for passage in text.passages), *duties.passages()),
        tasks=len(rows),
        lights=ledger.lights,
        remarks=tuple(_remarks(path, plan, text, duties, ledger, options)),
    )


def _remarks(
    path: Path,
    plan: Plan,
    text: FullText,
    duties: Duties,
    ledger: LedgerPages,
    options: SiteOptions,
) -> list[str]:
    """What whoever makes the site should know: what was left out, and what the notice prints."""
    remarks = []
    if not options.internal:
        printed = "\n".join(passage.text for passage in text.passages)
        people = printed_people(plan, printed)
        if people:
            names = "、".join(people[:3]) + (f"等 {len(people)} 人" if len(people) > 3 else "")
            remarks.append(f"{path}：公文本身印着责任人或责任领导（{names}），正文和版面照印的原样")
    if duties.left_out:
        remarks.append(
            f"{path}：按单位的表超过 {MOST_ROWS} 行，有 {duties.left_out} 个单位没有列出任务；"
            "它们的任务看清单（plangen checklist）"
        )
    if ledger.too_many:
        remarks.append(
            f"{path}：台账超过 {MOST_COUNTED} 行，网页上没有；看 plangen status -o 台账.xlsx"
        )
    if ledger.left_out:
        remarks.append(
            f"{path}：台账只列出最要紧的 {MOST_LINES} 行，另有 {ledger.left_out} 行；"
            "全部的看 plangen status -o 台账.xlsx"
        )
    return remarks
