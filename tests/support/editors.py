"""An editor that speaks LSP with `plangen lsp`, over its standard input and output."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

_WITHIN = 60.0


class Editor(LanguageClient):
    """One window of an editor: a text at a time, sent whole."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.shown: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.trouble: list[str] = []
        """What the server said went wrong."""
        self.uri = ""
        self._version = 0

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def show(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown.put_nowait(params)

        @self.feature(lsp.WINDOW_SHOW_MESSAGE)
        def hear(params: lsp.ShowMessageParams) -> None:
            self.trouble.append(params.message)

    def open(self, uri: str, text: str) -> None:
        self.uri = uri
        item = lsp.TextDocumentItem(uri, "yaml", 1, text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def type(self, text: str) -> None:
        self._version += 1
        document = lsp.VersionedTextDocumentIdentifier(self._version, self.uri)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))

    async def diagnostics(self) -> list[lsp.Diagnostic]:
        """What is shown next."""
        return list((await asyncio.wait_for(self.shown.get(), _WITHIN)).diagnostics)

    @property
    def document(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri)


@asynccontextmanager
async def editor(encodings: list[lsp.PositionEncodingKind] | None = None) -> AsyncIterator[Editor]:
    """An editor with its server started; ended in good order."""
    window = Editor()
    await window.start_io(sys.executable, "-m", "plangen", "lsp")
    general = lsp.GeneralClientCapabilities(position_encodings=encodings)
    capabilities = lsp.ClientCapabilities(general=general)
    await window.initialize_async(lsp.InitializeParams(capabilities, root_uri=Path.cwd().as_uri()))
    window.initialized(lsp.InitializedParams())
    try:
        yield window
    finally:
        await window.shutdown_async(None)
        window.exit(None)
        await window.stop()
