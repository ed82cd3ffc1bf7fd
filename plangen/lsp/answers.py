"""What the server answers of an open plan, in the types of the protocol."""

from typing import Final

from lsprotocol import types as lsp

from plangen.checking.mending import bearable, mended
from plangen.editing.outlining import OutlineEntry, outlined
from plangen.findings.finding import Finding, Severity
from plangen.lsp.editor_plan import EditorPlan
from plangen.source.formatting import formatted

_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.ADVICE: lsp.DiagnosticSeverity.Information,
}


def diagnostics(plan: EditorPlan) -> list[lsp.Diagnostic]:
    """All that `plangen check` finds in the text as it is now."""
    return [_diagnostic(plan, entry.finding) for entry in plan.findings()]


def _diagnostic(plan: EditorPlan, finding: Finding) -> lsp.Diagnostic:
    """A finding; one about the register's file stands at the beginning and leads there."""
    mark, place = finding.mark, plan.range(finding.mark, finding.length)
    message = f"{finding.item}　{finding.message}" if finding.item else finding.message
    elsewhere = []
    if mark.file != str(plan.path):
        place, row = plan.span(0, 0), lsp.Position(mark.line - 1, 0)
        beside = (plan.workspace.plans / mark.file).absolute().as_uri()
        location = lsp.Location(beside, lsp.Range(row, row))
        elsewhere.append(lsp.DiagnosticRelatedInformation(location, message))
    return lsp.Diagnostic(
        place,
        "\n改法：".join(filter(None, (message, finding.hint))),
        _SEVERITIES[finding.severity],
        finding.code,
        source="plangen",
        related_information=elsewhere,
    )


def mends(plan: EditorPlan, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """The mends of what is found in a range, one by one, then all of the file at once."""
    uri, chosen = params.text_document.uri, params.range
    findings = [entry.finding for entry in plan.findings()]
    ours = [it for it in findings if it.mend is not None and it.mark.file == str(plan.path)]
    actions = []
    for finding in ours:
        place = plan.range(finding.mark, finding.length)
        if place.start <= chosen.end and chosen.start <= place.end:
            title = f"改成“{finding.mend}”" if finding.mend else "删去"
            edit = lsp.WorkspaceEdit({uri: [lsp.TextEdit(place, finding.mend or "")]})
            about = [_diagnostic(plan, finding)]
            actions.append(lsp.CodeAction(title, lsp.CodeActionKind.QuickFix, about, edit=edit))
    wanted = tuple(params.context.only or ())
    safe = bearable(plan.text, ours, plan.reads) if actions or wanted else ()
    if safe:
        edit = lsp.WorkspaceEdit({uri: plan.rewritten(mended(plan.text, safe))})
        title = f"能自动改的 {len(safe)} 处都改好"
        actions.append(lsp.CodeAction(title, lsp.CodeActionKind.SourceFixAll, edit=edit))
    return [action for action in actions if (action.kind or "").startswith(wanted or "")]


def completion_items(plan: EditorPlan, params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    """What may be typed at a place: keys with their titles, values, names and ids."""
    offset = plan.offset(params.position)
    items = []
    for order, choice in enumerate(plan.completions(plan.text, offset)):
        items.append(
            lsp.CompletionItem(
                choice.text,
                detail=choice.title,
                documentation=choice.help or None,
                filter_text=plan.text[choice.start : offset] or choice.text,
                sort_text=f"{order:04}",
                text_edit=lsp.TextEdit(plan.span(choice.start, offset), choice.text),
            )
        )
    return items


def hover(plan: EditorPlan, params: lsp.HoverParams) -> lsp.Hover | None:
    """What the word at a place means."""
    explanation = plan.explain(plan.offset(params.position))
    if explanation is None:
        return None
    words = lsp.MarkupContent(lsp.MarkupKind.PlainText, "\n".join(explanation.words))
    return lsp.Hover(words, plan.span(explanation.start, explanation.stop))


def outline(plan: EditorPlan, _params: object) -> list[lsp.DocumentSymbol]:
    """The plan with its parts, each by its numeral; of a broken text as it last was whole."""
    return [_symbol(plan, outlined(plan.parts, ()))]


def _symbol(plan: EditorPlan, entry: OutlineEntry) -> lsp.DocumentSymbol:
    part = plan.parts[entry.key]
    start = plan.position(*part.start)
    place = lsp.Range(start, max(start, plan.position(*part.end)))
    return lsp.DocumentSymbol(
        f"{entry.number}{entry.title}",
        lsp.SymbolKind.Module if entry.entries else lsp.SymbolKind.String,
        place,
        lsp.Range(start, start),
        entry.kind_name,
        children=[_symbol(plan, child) for child in entry.entries],
    )


def layout(plan: EditorPlan, _params: object) -> list[lsp.TextEdit]:
    """The edit into the canonical layout; none where the text has YAML errors."""
    return plan.rewritten(formatted(plan.text.encode(), str(plan.path)).after)
