"""The other commands, and what the command line says when it is mistyped."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.program import ROOT, run

from plangen import __version__
from plangen.cli import program
from plangen.workspace import read_plan

NOTICE_2022 = "南安市卫生健康局关于印发2022年南安市卫健系统禁毒重点整治工作实施方案的通知"


def test_version_and_help() -> None:
    assert run("--version") == (0, f"plangen {__version__}\n", "")
    code, out, _ = run("-h")
    assert code == 0
    assert run() == (0, out, "")
    assert "用法：plangen [选项] 命令 [参数]…" in out
    for name in program.list_commands():
        assert f"\n  {name} " in out
        code, out_of_one, _ = run(name, "--help")
        assert code == 0
        assert f"用法：plangen {name}" in out_of_one
        assert not any(word in out_of_one for word in ("Usage", "Options", "Show"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "没有“chekc”这个命令。是不是想写“check”？"),
        (
            ["印发"],
            f"没有“印发”这个命令。可以用的命令：{'、'.join(program.list_commands())}。",
        ),
        (["check", "--formt", "json"], "没有“--formt”这个选项。是不是想写“--format”？"),
        (["inspect"], "缺少参数 文件.docx…。"),
        (["check", "x", "--format", "xml"], "--format 只能写 text、json、sarif、github 中的一个。"),
        (["check", "x", "--format"], "选项“--format”用得不对：后面要写一个值，或不该写值。"),
        (["notice", "x", "-o", "x.doc"], "--output 不对：文件名要以 .docx 结尾"),
        (["notice", "x", "--pdf", "-o", "x.docx"], "--output 不对：文件名要以 .pdf 结尾"),
        (["notice", "x", "--fonts", "."], "--fonts 要和 --pdf 一起用：DOCX 里只写字体的名字"),
        (["notice", "x", "y"], "多出了参数：y。"),
        (
            ["tasks", "x", "-o", "x.pdf"],
            "看不出 x.pdf 要什么格式；后缀写 .json、.csv、.xlsx、.docx、.md、.txt，或另写 --format",
        ),
        (
            ["diff", "x", "y", "-o", "x"],
            "看不出 x 要什么格式；后缀写 .json、.md、.html、.docx、.txt，或另写 --format",
        ),
        (
            ["diff", "x", "y", "--redline", "-o", "x.html"],
            "--redline 是公文的 DOCX，不能和 --by 或别的 --format 一起用",
        ),
        (["serve", "--port", "99999"], "--port 要写 0 到 65535 的整数。"),
        (["checklist", "x", "--jobs", "0"], "--jobs 要写不小于 1 的整数。"),
        (["notice", "x", "--pdf", "--fonts", "无"], "--fonts 写的文件夹没有，或者不是文件夹。"),
        (["issue", "x", "--on", "6月"], "--on 不对：日期写作 2026-06-30，并核对有没有这一天"),
        (["init", "x", "--year", "26"], "--year 不对：要写四位数字的年份，如 2026"),
    ],
)
def test_a_mistyped_command_is_told_what_to_type(arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    *usage, last = err.splitlines()
    assert last == f"错误：{said}"
    assert not usage or usage[0].startswith("用法：plangen")


def imported_by(*arguments: str | Path) -> set[str]:
    """The modules that a run of the program imports."""
    code = (
        "import sys\n"
        "from plangen.cli import main\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_version_imports_nothing_heavy() -> None:
    heavy = {"yaml", "jinja2", "docx", "lxml", "dateutil", "json", "pathvalidate", "holidays"}
    heavy |= {"icalendar", "xlsxwriter", "rich", "boolean", "python_calamine", "distributed"}
    heavy |= {"rapidfuzz"}
    assert not heavy & imported_by("--version")


def test_checking_does_not_import_what_makes_papers() -> None:
    plans = [ROOT / "plans/2018.yaml", ROOT / "plans/2022.yaml"]
    assert not {"jinja2", "docx", "lxml", "xlsxwriter", "urllib.request"} & imported_by(
        "check", *plans
    )


def test_a_notice_with_a_warning_does_not_import_the_rules(tmp_path: Path) -> None:
    text = (ROOT / "plans/2022.yaml").read_text("utf-8")
    plan = tmp_path / "x.yaml"
    plan.write_bytes(text.encode("gb18030"))
    modules = imported_by("notice", plan, "-o", tmp_path / "x.docx")
    assert not [name for name in modules if name.startswith("plangen.rules")]
    assert not {"urllib.request", "holidays"} & modules


def test_build_makes_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = run("build", "-o", tmp_path / "out")
    assert (code, err) == (0, "")
    shown = [f"{path.relative_to(tmp_path)}" for path in sorted(tmp_path.glob("out/*/*"))]
    first, second = "卫生计生系统2018年禁毒工作", "2022年南安市卫健系统禁毒重点整治工作"
    assert shown == [
        f"out/2018/{first}任务分解表.docx",
        f"out/2018/{first}任务分解表.xlsx",
        f"out/2018/{first}任务清单",
        f"out/2018/{first}实施方案.docx",
        f"out/2022/{second}任务分解表.docx",
        f"out/2022/{second}任务分解表.xlsx",
        f"out/2022/{second}任务清单",
        f"out/2022/{NOTICE_2022}.docx",
    ]
    *lines, last = out.splitlines()
    said = sorted(
        line.partition(" → ")[2].partition("（17 ")[0].partition("（9 ")[0] for line in lines
    )
    assert said == [str(tmp_path / path) for path in shown]
    assert last == "共 2 份方案，生成 6 个文件、26 份清单。"


def test_build_goes_on_past_a_faulty_plan(tmp_path: Path) -> None:
    faulty = ROOT / "tests/readers/faults/duplicate-id.yaml"
    code, out, _ = run("build", faulty, ROOT / "plans/2018.yaml", "-o", tmp_path)
    assert code == 1
    assert "[duplicate-id]" in out
    assert out.endswith("共 2 份方案，生成 3 个文件、17 份清单。\n")


def test_build_never_writes_one_file_twice(tmp_path: Path) -> None:
    plan = ROOT / "plans/2018.yaml"
    code, _, err = run("build", plan, plan, "-o", tmp_path)
    assert code == 2
    assert err == f"错误：{plan} 和 {plan} 会写成同一个文件；改标题\n"


@pytest.mark.parametrize("command", ["build", "check"])
def test_without_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(command)
    assert code == 2
    assert err.endswith("错误：plans 文件夹里没有方案（*.yaml）；写出方案的文件名\n")


def test_init_makes_a_workspace_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("init", "本局", "--year", "2027")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "已生成 本局/plans/2027.yaml",
        "已生成 本局/schema/plan.schema.json",
        "已生成 本局/.vscode/settings.json",
        "已生成 本局/README.md",
        "已生成 本局/.gitattributes",
        "已生成 本局/.gitignore",
        "下一步：改 本局/plans/2027.yaml，再运行 plangen check 和 plangen notice；",
        "不用命令的，运行 plangen serve 本局，在浏览器里改。",
    ]
    monkeypatch.chdir("本局")
    sound = (0, "检查了 1 个文件，没有发现问题。\n", "")
    assert run("check", "plans/2027.yaml", "--ignore", "rest-day") == sound
    assert run("build")[0] == 0
    assert "2026" not in Path("plans/2027.yaml").read_text("utf-8")
    assert "plangen draft 2028 --from plans/2027.yaml\n" in Path("README.md").read_text("utf-8")
    assert Path(".vscode/settings.json").read_text("utf-8") == (
        ROOT / ".vscode/settings.json"
    ).read_text("utf-8")


def test_init_begins_empty_or_with_last_years_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "空", "--empty", "--year", "2027", "--issuer", "某市商务局").code == 0
    made = read_plan(Path("空/plans/2027.yaml"))
    assert made.plan
    assert (made.plan.issuer, made.plan.year) == ("某市商务局", 2027)
    assert made.plan.title == "某市商务局2027年重点工作实施方案"
    assert run("notice", ROOT / "plans/2022.yaml", "-o", "旧.docx").code == 0
    assert run("init", "旧", "--from", "旧.docx").code == 0
    plan = read_plan(Path("旧/plans/2022.yaml")).plan
    assert plan
    assert plan.sections
    assert "draft 2023 --from plans/2022.yaml" in Path("旧/README.md").read_text("utf-8")
    assert "build/\n" in Path("旧/.gitignore").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--empty", "--example"), "只写一样"),
        (("--from", "a.docx", "--year", "2026"), "不写 --year"),
        (("--title", "甲"), "要和 --empty 一起写"),
        (("--empty", "--title", "甲\x01"), "不能写的字符"),
        (("--from", "没有.docx"), "没有.docx"),
    ],
)
def test_init_that_cannot_begin_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("init", "新", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert not Path("新").exists()


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("我的", "utf-8")
    code, out, err = run("init", tmp_path)
    assert (code, out) == (2, "")
    assert err == f"错误：{tmp_path} 里已经有 README.md，没有改动；换一个文件夹\n"
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text("utf-8") == "我的"
