"""How much and by when, as `plangen import` reads it from the sentences of a plan."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from support.program import run


def _item(text: str) -> dict[str, Any]:
    """The item that a paragraph of a plan of 2025 becomes."""
    lines = ["青石县2025年养老服务工作方案", "一、主要任务", f"（一）养老服务。{text}"]
    Path("a.txt").write_text("\n".join(lines), "utf-8")
    Path("a.yaml").unlink(missing_ok=True)
    code, out, _ = run("import", "a.txt", "-o", "a.yaml")
    assert code == 0, out
    plan = yaml.load(Path("a.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    item: dict[str, Any] = plan["sections"][0]["items"][0]
    return item


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            "护理床位占比由41%提高到55%以上。",
            [{"name": "护理床位占比", "at_least": "55", "unit": "%", "baseline": "41"}],
        ),
        (
            "培育区级示范站、示范院6家以上。",
            [{"name": "培育区级示范站、示范院", "at_least": "6", "unit": "家"}],
        ),
        (
            "改造老旧院舍12个以上、服务点7个以上。",
            [{"name": "改造老旧院舍", "at_least": "12", "unit": "个"}],
        ),
        (
            "全年培训护理员1.5万人次以上,满意度达到93%。",
            [
                {"name": "培训护理员", "at_least": "15000", "unit": "人次"},
                {"name": "满意度", "at_least": "93", "unit": "%"},
            ],
        ),
        (
            "确保建档、评估、回访率均达到98%。",
            [{"name": "建档、评估、回访率", "at_least": "98", "unit": "%"}],
        ),
        (
            "2025年度全县床位总量增长20%以上，年内预计新增率达到15%。",
            [
                {"name": "全县床位总量", "increase": "20", "unit": "%"},
                {"name": "新增率", "at_least": "15", "unit": "%"},
            ],
        ),
        (
            "全年提供不少于40个实训岗位，新建不少于3家社区食堂。",
            [
                {"name": "提供实训岗位", "at_least": "40", "unit": "个"},
                {"name": "新建社区食堂", "at_least": "3", "unit": "家"},
            ],
        ),
        (
            "其中将民办床位占比逐步提升至35%。",
            [{"name": "民办床位占比", "at_least": "35", "unit": "%"}],
        ),
        (
            "服务收入增速比二季度提高4个百分点。",
            [{"name": "服务收入增速", "increase": "4", "unit": "个百分点"}],
        ),
    ],
)
def test_figures_with_what_they_measure(text: str, targets: list[dict[str, str]]) -> None:
    assert _item(text).get("targets") == targets


@pytest.mark.parametrize(
    "text",
    [
        "建档率、回访率分别达到90%和70%。",
        "入住率达到80%时，停止收费优惠。",
        "工程进度达到30%以上，方可拨付资金。",
        "抽查合格率达到100%的得4分。",
        "近3年来，护理床位占比提高到52%。",
        "开展不少于200人、500人的活动。",
        "抓紧完成上级下达80亩以上的用地。",
        "年内加大投入，比例不低于40%。",
        "拿出不低于30%比例用于养老。",
        "入住率达到60%（含）以上即可申请评级。",
        "引进床位增长20%以上企业，加强服务。",
    ],
)
def test_figures_that_are_not_to_be_reached_or_are_anothers(text: str) -> None:
    assert "targets" not in _item(text)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("7月底前，各镇对辖区内的养老院逐家进行安全评估，列出问题清单。", "7月底前"),
        ("8月31日前受天气影响未营业的，推进减免。", None),
        ("9月底前各镇遴选3家养老院参加试点。", "9月底前"),
        ("11月底前完成改造的，给予补助。", None),
        ("统筹年底前无法完成支出的资金用于其他项目。", None),
        ("12月31日前对养老院减半征收水费，推进降本。", None),
    ],
)
def test_times_that_are_deadlines_and_times_of_cases(text: str, deadline: str | None) -> None:
    assert _item(text).get("deadline") == deadline
