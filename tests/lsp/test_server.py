"""An editor is told what check, the schema and the plan say, of the text that it has open."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from lsprotocol import types as lsp
from support.editors import Editor, editor
from support.event_loop import run_to_end

from plangen.samples import sample_plan

PLAN = sample_plan(2026)
ASTRAL = "𠮷"
"""A character of two UTF-16 units, as stand in names of people and places."""


def with_editor(
    act: Callable[[Editor], Awaitable[None]],
    encodings: list[lsp.PositionEncodingKind] | None = None,
) -> None:
    async def play() -> None:
        async with editor(encodings) as window:
            await act(window)

    run_to_end(play())


def place(text: str, word: str, units: str = "utf-16-le", width: int = 2) -> lsp.Position:
    """Where a word first stands, as an editor counts."""
    before = text[: text.index(word)]
    line = before.rpartition("\n")[2]
    return lsp.Position(before.count("\n"), len(line.encode(units)) // width)


def applied(text: str, edits: list[lsp.TextEdit], width: int = 2) -> str:
    """A text with edits made in it as an editor makes them."""
    assert width == 2
    for edit in sorted(edits, key=lambda edit: edit.range.start, reverse=True):
        stops = []
        for position in (edit.range.start, edit.range.end):
            lines = text.split("\n")
            assert position.line < len(lines)
            units = lines[position.line].encode("utf-16-le")
            assert position.character * 2 <= len(units)
            head = units[: position.character * 2].decode("utf-16-le")
            stops.append(sum(len(line) + 1 for line in lines[: position.line]) + len(head))
        text = text[: stops[0]] + edit.new_text + text[stops[1] :]
    return text


@pytest.fixture
def uri(tmp_path: Path) -> str:
    (tmp_path / "plans").mkdir()
    path = tmp_path / "plans" / "年度 方案.yaml"
    path.write_text("the disk has something else", "utf-8")
    return path.as_uri()


def test_findings_are_those_of_the_unsaved_text(uri: str) -> None:
    wrong = PLAN.replace("text: 适龄", f"text: {ASTRAL}{ASTRAL}县适龄")
    wrong = wrong.replace("达到95%以上", "达到95%以上,")

    async def act(window: Editor) -> None:
        window.open(uri, PLAN)
        assert await window.diagnostics() == []
        window.type(wrong)
        found = await window.diagnostics()
        comma = next(one for one in found if one.code == "halfwidth-punctuation")
        assert comma.source == "plangen"
        assert "改法" in comma.message
        start = place(wrong, ",。")
        assert comma.range == lsp.Range(start, lsp.Position(start.line, start.character + 1))
        window.type(wrong.replace("year: 2026", "year: [二〇"))
        (fault, *_) = await window.diagnostics()
        assert fault.severity is lsp.DiagnosticSeverity.Error
        window.type(PLAN)
        assert await window.diagnostics() == []

    with_editor(act)


def test_a_finding_in_the_register_leads_there(uri: str) -> None:
    before, _, rest = PLAN.partition("register:")
    text = f"{before}register: {{from: 名册.csv}}\n\npreamble:{rest.partition('preamble:')[2]}"
    register = Path(url2pathname(urlsplit(uri).path)).with_name("名册.csv")
    register.write_text("名称\n市疾控中心\n市疾控中心\n", "utf-8")

    async def act(window: Editor) -> None:
        window.open(uri, text)
        (twice, *_) = await window.diagnostics()
        assert twice.range.start == lsp.Position(0, 0)
        (place,) = twice.related_information or ()
        assert place.location.uri == register.as_uri()
        assert place.location.range.start == lsp.Position(2, 0)

    with_editor(act)


@pytest.mark.parametrize(
    ("kind", "units", "width"),
    [
        (lsp.PositionEncodingKind.Utf8, "utf-8", 1),
        (lsp.PositionEncodingKind.Utf32, "utf-32-le", 4),
    ],
)
def test_places_are_counted_as_the_editor_counts(
    uri: str, kind: lsp.PositionEncodingKind, units: str, width: int
) -> None:
    text = PLAN.replace("text: 适龄", f"text: {ASTRAL}适龄").replace("达到95%以上", "达到95%以上,")

    async def act(window: Editor) -> None:
        window.open(uri, text)
        found = await window.diagnostics()
        comma = next(one for one in found if one.code == "halfwidth-punctuation")
        assert comma.range.start == place(text, ",。", units, width)

    with_editor(act, [kind])


def labels(answer: object) -> dict[str, str | None]:
    assert isinstance(answer, list)
    return {item.label: item.detail for item in answer}


def test_completion_offers_keys_values_and_ids(uri: str) -> None:
    async def offered(window: Editor, text: str, at: str) -> list[lsp.CompletionItem]:
        window.type(text.replace("‸", ""))
        position = place(text, "‸")
        asked = lsp.CompletionParams(window.document, position)
        answer = await window.text_document_completion_async(asked)
        assert isinstance(answer, list)
        for item in answer:
            assert isinstance(item.text_edit, lsp.TextEdit)
            assert item.text_edit.range.end == position
        assert at in [item.label for item in answer]
        return list(answer)

    async def act(window: Editor) -> None:
        window.open(uri, PLAN)
        item = PLAN.replace("            goals: [vac", "            dead‸\n            goals: [vac")
        deadline = (await offered(window, item, "deadline: "))[0]
        assert deadline.detail == "完成时限"
        assert deadline.documentation
        goal = await offered(
            window, PLAN.replace("goals: [vaccination]", "goals: [‸"), "vaccination"
        )
        assert goal[0].detail
        unit = PLAN.replace(
            "units: [cdc]}\n            tasks", f"units: [{ASTRAL}, 市疾‸]}}\n            tasks"
        )
        cdc = next(one for one in await offered(window, unit, "cdc") if one.label == "cdc")
        assert isinstance(cdc.text_edit, lsp.TextEdit)
        assert applied(unit.replace("‸", ""), [cdc.text_edit]) == unit.replace("市疾‸", "cdc")
        form = PLAN.replace("form: notice ", "form: ‸ ")
        assert labels(await offered(window, form, "letter"))["letter"]

    with_editor(act)


def test_hover_explains_keys_deadlines_and_ids(uri: str) -> None:
    text = PLAN.replace(
        "deadline: 每季度末25日前", f"evidence: {ASTRAL}\n                deadline: 每季度末25日前"
    )

    async def told(window: Editor, word: str) -> str:
        asked = lsp.HoverParams(window.document, place(text, word))
        answer = await window.text_document_hover_async(asked)
        if answer is None:
            return ""
        assert isinstance(answer.contents, lsp.MarkupContent)
        return answer.contents.value

    async def act(window: Editor) -> None:
        window.open(uri, text)
        assert "完成时限" in await told(window, "deadline: 每季度末")
        assert "3月25日" in await told(window, "每季度末25日前\n")
        assert "市疾病预防控制中心" in await told(window, "cdc]}")
        assert "疫苗接种率" in await told(window, "vaccination]")
        assert await told(window, "适龄儿童") == ""

    with_editor(act)


def test_mends_one_by_one_and_all(uri: str) -> None:
    wrong = PLAN.replace("text: 适龄", f"text: {ASTRAL}适龄").replace("达到95%以上", "达到95%以上,")
    wrong = wrong.replace("狠抓落实", "狠抓落实,很好")

    async def act(window: Editor) -> None:
        window.open(uri, wrong)
        await window.diagnostics()
        start = place(wrong, ",。")
        here = lsp.Range(start, start)
        asked = lsp.CodeActionParams(window.document, here, lsp.CodeActionContext([]))
        actions = await window.text_document_code_action_async(asked)
        assert actions
        made = []
        for action in actions:
            assert isinstance(action, lsp.CodeAction)
            assert action.edit
            assert action.edit.changes
            made.append((action.kind, applied(wrong, list(action.edit.changes[uri]))))
        (quick, one), (every, all_of_them) = made
        assert (quick, every) == (lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll)
        assert one == wrong.replace("以上,。", "以上，。")
        assert all_of_them == one.replace("落实,很好", "落实，很好")
        only = lsp.CodeActionContext([], [lsp.CodeActionKind.SourceFixAll])
        asked = lsp.CodeActionParams(window.document, here, only)
        assert len(await window.text_document_code_action_async(asked) or []) == 1

    with_editor(act)


def test_the_outline_bears_numerals_and_fmt_lays_the_text_out(uri: str) -> None:
    untidy = PLAN.replace("year: 2026", f"year:   2026 # {ASTRAL}").replace("\n", "\r\n")

    async def act(window: Editor) -> None:
        window.open(uri, untidy)
        asked = lsp.DocumentSymbolParams(window.document)
        answer = await window.text_document_document_symbol_async(asked)
        assert answer
        plan = answer[0]
        assert isinstance(plan, lsp.DocumentSymbol)
        assert [child.name for child in plan.children or ()][-3:] == [
            "一、工作目标",
            "二、工作措施",
            "三、工作要求",
        ]
        options = lsp.FormattingOptions(2, insert_spaces=True)
        edits = await window.text_document_formatting_async(
            lsp.DocumentFormattingParams(window.document, options)
        )
        assert edits
        text = untidy.replace("\r\n", "\n")
        assert applied(text, list(edits)) == text.replace("year:   2026", "year: 2026")
        window.type("series: [")
        assert not await window.text_document_formatting_async(
            lsp.DocumentFormattingParams(window.document, options)
        )

    with_editor(act)


def broken() -> list[str]:
    texts = [
        "",
        "series: [",
        "\ufeffseries: a\n",
        "series: \x00\ud800",
        "sections:\n\t- a",
        "series: |\r\r\n x",
    ]
    for stop in range(40, len(PLAN), 97):
        texts.append(PLAN[:stop])
    return texts


def test_nothing_typed_breaks_it(uri: str) -> None:
    async def act(window: Editor) -> None:
        window.open(uri, PLAN)
        for text in broken():
            window.type(text)
            for position in (lsp.Position(0, 0), lsp.Position(3, 4), lsp.Position(10**6, 10**6)):
                document = window.document
                await window.text_document_completion_async(
                    lsp.CompletionParams(document, position)
                )
                await window.text_document_hover_async(lsp.HoverParams(document, position))
                everywhere = lsp.Range(lsp.Position(0, 0), position)
                await window.text_document_code_action_async(
                    lsp.CodeActionParams(document, everywhere, lsp.CodeActionContext([]))
                )
                await window.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
        assert window.trouble == []

    with_editor(act)


def test_any_file_may_be_open(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plangen.toml").write_text("style = 3", "utf-8")

    async def act(window: Editor) -> None:
        window.open("untitled:Untitled-1", PLAN.replace("year: 2026", "year: 26"))
        assert [one.code for one in await window.diagnostics()]
        window.open((tmp_path / "plans" / "a.yaml").as_uri(), PLAN)
        (told,) = await window.diagnostics()
        assert "plangen.toml" in told.message
        window.open((tmp_path / "compose.yaml").as_uri(), "services: {web: {image: a}}\n")
        asked = lsp.HoverParams(window.document, lsp.Position(0, 2))
        assert await window.text_document_hover_async(asked) is None
        assert window.shown.empty()

    with_editor(act)
