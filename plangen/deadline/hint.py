"""What to write instead of an expression that cannot be read."""

import re

from plangen.deadline.observance import observances
from plangen.nearest import nearest

ACCEPTED = (
    "可以写：2022年6月底前、10月10日前、年底前、3月—11月、上半年、第三季度、每月25日前、"
    "每季度末25日前、每年2月、6·26国际禁毒日、全年、持续推进、印发后3个月内"
)

_SHAPES = (
    *("N年N月底前", "N年N月N日前", "N年底前", "N月底前", "N月N日前", "年底前", "年内", "到N年"),
    *("N月—N月", "N月N日—N月N日", "N年N月—N年N月", "N月上旬", "N月中旬", "N月下旬", "第N季度"),
    *("第一季度", "上半年", "下半年", "每月", "每月N日前", "每月底前", "每季度", "每季度末N日前"),
    *("每季度首月N日前", "每半年", "每年N月", "每年N月底前", "每周", "每周五前", "每日", "每N个月"),
    *("全年", "持续推进", "常态化", "长期坚持", "印发后N个月内", "印发后N个工作日内", "及时"),
)
"""Accepted forms, N for a number."""


def near_form(misspelt: str) -> str:
    """The accepted form nearest to a misspelt one, with the numbers of the latter."""
    shape = re.sub("[0-9]+", "N", misspelt)
    count = shape.count("N")
    alike = [known for known in (*_SHAPES, *observances()) if known.count("N") == count]
    near = nearest(shape, alike)
    for number in re.findall("[0-9]+", misspelt):
        near = near.replace("N", number, 1)
    near = near.replace("N", "")
    if near == misspelt:
        return ""
    return near
