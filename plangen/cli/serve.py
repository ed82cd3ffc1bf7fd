"""`plangen serve`: the workbench in a browser."""

from pathlib import Path

import click

from plangen.cli.program import program
from plangen.cli.terminal import tell
from plangen.findings.finding import CannotGoOn


@program.command(short_help="工作台：在浏览器里做全部的事，不用写命令。")
@click.argument("folder", metavar="[文件夹]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--port",
    metavar="端口",
    type=click.IntRange(0, 65535),
    default=0,
    help="不写，就用一个空着的。",
)
@click.option("--no-open", is_flag=True, help="不打开浏览器，只说地址。")
def serve(folder: Path, port: int, no_open: bool) -> None:
    """打开一个文件夹的工作台：只在这台电脑上，不连外网；关上窗口就结束。

    文件夹里还没有方案，工作台会问从哪里开始。同一个文件夹再启动一次，打开的是同一个工作台。
    """
    if not folder.is_dir():
        raise CannotGoOn(f"没有 {folder} 这个文件夹；先建好它，或核对名字")
    try:
        from plangen.web.serving import serve as serve_folder
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise CannotGoOn("工作台要另装几样东西：pip install 'plangen[web]'") from error
    serve_folder(folder, port, tell, opens=not no_open)
