"""`plangen collect`: what has come back, taken into the ledger."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plangen.cli.program import CLEAN, FAULTY, program
from plangen.cli.progress_options import as_of_option, asked_plans, folder_option
from plangen.cli.terminal import say, tell

if TYPE_CHECKING:
    from plangen.progress.collecting import Collection, CollectOrder, FileVerdict
    from plangen.progress.reported_state import ReportedState


@program.command(short_help="把报回来的清单收进台账：每个文件收没有收，哪里有疑问。")
@click.argument("files", metavar="文件夹或文件…", nargs=-1, required=True)
@click.option(
    "--plan",
    "plans",
    metavar="方案.yaml",
    multiple=True,
    help="是哪份方案的清单；可以写几次；不写，就是 plans 里的全部方案。",
)
@click.option(
    "--unit", metavar="名称", default="", help="这些文件都是这一家报的；清单自己说不清时才写。"
)
@click.option(
    "--word",
    "words",
    metavar="说法=状态",
    multiple=True,
    help="完成情况的一个说法是什么意思，如 基本完成=进行中；记在设置里，以后不再问。",
)
@as_of_option
@folder_option
@click.pass_context
def collect(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    plans: tuple[str, ...],
    unit: str,
    words: tuple[str, ...],
    as_of: date,
    folder: Path,
) -> None:
    """读报回来的任务清单（xlsx、xls、ods、csv 和网页），收进台账 progress/年度/台账.csv。

    收到的文件不改动；同一个文件再收一次，台账不变。
    """
    from dataclasses import replace

    from plangen.progress.collecting import CollectOrder, files_in
    from plangen.progress.remembering import explained, own_words_of, remember

    workspace, asked = asked_plans(ctx, plans)
    own_words = own_words_of(workspace)
    if words:
        own_words |= remember(workspace, explained(words))
    paths = list(files_in(map(Path, files)))
    order = CollectOrder(paths, asked, folder, as_of, own_words, unit)
    collection = _collected(order)
    if collection.unknown_words and sys.stdin.isatty() and sys.stderr.isatty():
        told = _ask(collection)
        if told:
            own_words |= remember(workspace, told)
            collection = _collected(replace(order, own_words=own_words))
    for line in _report(collection):
        tell(line)
    troubled = any(file.judgement.questions or file.judgement.refused for file in collection.files)
    ctx.exit(FAULTY if troubled or collection.disagreements else CLEAN)


def _collected(order: "CollectOrder") -> "Collection":
    from plangen.progress.collecting import collect as collect_files

    with click.progressbar(
        length=len(order.files),
        label="收清单",
        hidden=not sys.stderr.isatty(),
        file=sys.stderr,
    ) as bar:
        return collect_files(order, lambda: bar.update(1))


def _ask(collection: "Collection") -> "dict[str, ReportedState]":
    """Ask whoever sits there what each unknown word means; an empty answer leaves it open."""
    from plangen.progress.reported_state import ReportedState

    states = list(ReportedState)
    choices = "，".join(f"{number} {state}" for number, state in enumerate(states, 1))
    told = {}
    for word, count in collection.unknown_words.items():
        say(f"完成情况写的“{word}”（{count} 处）是什么意思？{choices}；不清楚的直接按回车")
        answer = click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True)
        if answer.strip().isdecimal() and 1 <= int(answer) <= len(states):
            told[word] = states[int(answer) - 1]
    return told


def _report(collection: "Collection") -> Iterator[str]:
    from plangen.progress.reported_state import plain_word

    for file in collection.files:
        yield f"{file.path}：{_verdict(file)}"
        for question in file.judgement.questions:
            yield f"  {question}"
    for line in collection.disagreements:
        yield f"说法不一：{line}"
    for word, count in collection.unknown_words.items():
        typed = word if word.isalnum() else f'"{plain_word(word)}"'
        yield (
            f"看不懂的说法：“{word}”（{count} 处）；写 --word {typed}=进行中 这样的一项再收一次，"
            "记在设置里，以后不再问"
        )
    yield _summary(collection)


def _verdict(file: "FileVerdict") -> str:
    from plangen.progress.judging_rows import RowFate

    judgement = file.judgement
    if judgement.refused:
        return f"{file.verdict}：{judgement.refused}"
    if file.known:
        return file.known
    counts = [f"{fate} {judgement.fates[fate]}" for fate in RowFate if judgement.fates[fate]]
    units = "、".join(dict.fromkeys(judgement.units))
    return f"{file.verdict}：{units}，{judgement.fates.total()} 行（{'，'.join(counts)}）"


def _summary(collection: "Collection") -> str:
    from collections import Counter

    verdicts = Counter(file.verdict for file in collection.files)
    told = [f"{verdict} {count}" for verdict, count in sorted(verdicts.items())]
    return (
        f"{len(collection.files)} 个文件：{'，'.join(told) or '没有清单'}；"
        f"台账 {collection.lines} 行，新增 {collection.added}，变动 {collection.changed}"
    )
