"""`plangen lsp`: the language server, which an editor starts."""

from plangen.cli.program import program
from plangen.findings.finding import CannotGoOn


@program.command(short_help="给编辑器（VS Code、Neovim、Helix）用的语言服务。")
def lsp() -> None:
    """由编辑器启动，经标准输入输出和它说话（LSP）：边写边查、补全、悬停说明、改法、大纲、排版。"""
    try:
        from plangen.lsp.server import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise CannotGoOn("语言服务要另装一样东西：pip install 'plangen[lsp]'") from error
    server.start_io()
