"""The language server over standard input and output; its answers are of unsaved texts."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from plangen import __version__
from plangen.findings.finding import CannotGoOn
from plangen.lsp import answers
from plangen.lsp.editor_plan import EditorPlan

_PAUSE: Final = 0.2
"""Seconds without a key pressed until the text is checked."""
_PLAN: Final = re.compile("^(?:series|sections):", re.MULTILINE)
"""What a plan file has, and hardly any other YAML, wherever it stands."""


class PlanServer(LanguageServer):
    """The plans that are open in one editor."""

    def __init__(self) -> None:
        """Serve whole texts: how an editor counts the places in them is then of no matter."""
        super().__init__("plangen", __version__, lsp.TextDocumentSyncKind.Full)
        self._plans: dict[str, EditorPlan] = {}

    def show(self, uri: str, text: str) -> None:
        """Look at a plan's text, and show soon what is found; what is no plan is left alone."""
        path = Path(to_fs_path(uri) or "未保存.yaml")
        if not (_PLAN.search(text) or path.parent.name == "plans"):
            self.forget(uri)
            return
        plan = self._plans.setdefault(uri, EditorPlan(path, self.workspace.position_codec))
        with suppress(CannotGoOn):  # told with the findings
            plan.take(text)
        asyncio.get_running_loop().call_later(_PAUSE, self._tell, uri, plan, plan.revision)

    def _tell(self, uri: str, plan: EditorPlan, revision: int) -> None:
        """Show what is found in a plan, unless it was typed in or closed meanwhile."""
        if self._plans.get(uri) is not plan or plan.revision != revision:
            return
        try:
            shown = answers.diagnostics(plan)
        except CannotGoOn as trouble:
            shown = [lsp.Diagnostic(plan.span(0, 0), str(trouble), source="plangen")]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown))

    def forget(self, uri: str) -> None:
        """Close a file: nothing is shown of it any more."""
        if self._plans.pop(uri, None):
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def answer(self, ask: Callable[[EditorPlan, Any], Any], params: Any) -> Any:
        """An answer of the open plan that a request is about; None where there is none."""
        try:
            plan = self._plans.get(params.text_document.uri)
            return ask(plan, params) if plan else None
        except CannotGoOn:
            return None


server: Final = PlanServer()


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def _opened(params: lsp.DidOpenTextDocumentParams) -> None:
    server.show(params.text_document.uri, params.text_document.text)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def _changed(params: lsp.DidChangeTextDocumentParams) -> None:
    server.show(params.text_document.uri, params.content_changes[-1].text)


@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
def _saved(params: lsp.DidSaveTextDocumentParams) -> None:
    """Read settings and register anew as well."""
    uri = params.text_document.uri
    server.forget(uri)
    server.show(uri, server.workspace.get_text_document(uri).source)


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def _closed(params: lsp.DidCloseTextDocumentParams) -> None:
    server.forget(params.text_document.uri)


def _answer(method: str, ask: Callable[[EditorPlan, Any], Any], options: Any = None) -> None:
    """Answer a kind of request about open plans; the editor is told the options beforehand."""
    server.feature(method, options)(lambda params: server.answer(ask, params))


_ACTIONS: Final = [lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]
_OPENERS: Final = [" ", "[", "{", ","]
"""What is typed before something that may be completed."""
_answer(lsp.TEXT_DOCUMENT_COMPLETION, answers.completion_items, lsp.CompletionOptions(_OPENERS))
_answer(lsp.TEXT_DOCUMENT_HOVER, answers.hover)
_answer(lsp.TEXT_DOCUMENT_CODE_ACTION, answers.mends, lsp.CodeActionOptions(_ACTIONS))
_answer(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, answers.outline)
_answer(lsp.TEXT_DOCUMENT_FORMATTING, answers.layout)
