"""`plangen site`: the plans of a folder as a site for the intranet, or as one file each."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plangen.cli.program import CLEAN, FAULTY, code, program, show
from plangen.cli.progress_options import as_of_option
from plangen.cli.terminal import say, tell

if TYPE_CHECKING:
    from plangen.site.writing import SiteOutcome

_SITE: Final = "site"
_MAILED: Final = 10_000_000
"""Bytes that mail still takes."""
_TOLD: Final = 1_000_000
"""Bytes from which on it is said how large a site is."""


@program.command(short_help="内网网站：正文、版面、任务、台账、对照、沿革和查找，双击就能打开。")
@click.argument("places", metavar="[文件夹或方案.yaml…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    default=_SITE,
    type=click.Path(path_type=Path),
    help="写到哪个文件夹；不写，就是 site。",
)
@click.option("--single", is_flag=True, help="每份方案一个网页文件，什么都在里面，可以直接发送。")
@click.option(
    "--internal",
    is_flag=True,
    help="责任人、责任领导、电话，以及进展说明、存在问题也写上；只给本单位看。",
)
@as_of_option
@click.option(
    "--ledger",
    "ledgers",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="台账在哪个文件夹；不写，就是工作文件夹里的 progress。",
)
@click.option("--overwrite", is_flag=True, help="有人改过的网页，也照样覆盖。")
@click.pass_context
def site(
    ctx: click.Context,
    /,
    places: tuple[Path, ...],
    output: Path,
    single: bool,
    internal: bool,
    as_of: date,
    ledgers: Path | None,
    overwrite: bool,
) -> None:
    """把工作文件夹里的全部方案，或者写出的几份，做成网页；不用服务器，不连外网，拷到哪里都能看。

    标了密级的方案不做，并说明原因。再运行一次，多余的旧网页会删去；有人改过的不动。
    """
    from plangen.site.building import read_plans, single_names, site_title
    from plangen.site.pages import SiteOptions
    from plangen.site.rendering import single_file, site_files
    from plangen.site.writing import SINGLE_RECORD, SITE_RECORD, write_site

    sources = read_plans(places or [Path()])
    files = [source.file for source in sources]
    show(files, err=True)
    if code(files) != CLEAN:
        ctx.exit(code(files))
    options = SiteOptions(as_of, ledgers, internal)
    plans = [source.pages(options) for source in sources]
    for plan in plans:
        for remark in plan.remarks:
            say(f"提示：{remark}")
    if single:
        made = {name: single_file(plan) for name, plan in single_names(plans).items()}
    else:
        made = dict(site_files(plans, site_title(plans)))
    record = SINGLE_RECORD if single else SITE_RECORD
    outcome = write_site(output, made, record, overwrite=overwrite)
    _tell(outcome, output, len(plans), sum(map(len, made.values())))
    for name, data in made.items():
        if single and len(data) > _MAILED:
            say(
                f"提示：{output / name} 有 {len(data) / 1e6:.0f} MB，发邮件太大；不加 --single 再做"
            )
    ctx.exit(FAULTY if outcome.edited or outcome.stale else CLEAN)


def _tell(outcome: "SiteOutcome", output: Path, plans: int, size: int) -> None:
    """Say what became of the files."""
    for name in outcome.edited:
        why = "有人改过，或者不是 plangen 生成的，没有动它；要覆盖，写 --overwrite"
        say(f"错误：{output / name} {why}")
    for name in outcome.stale:
        say(f"错误：{output / name} 用不着了，可是有人改过，没有删；看过再自己删")
    counts = f"新写 {outcome.written} 个文件，不变 {outcome.unchanged} 个"
    if outcome.removed:
        counts += f"，删去旧的 {outcome.removed} 个"
    if size >= _TOLD:
        counts += f"，共 {size / 1e6:.1f} MB"
    tell(f"{plans} 份方案 → {output}（{counts}）")
