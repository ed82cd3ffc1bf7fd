"""Numbers as deadlines write them: 12, 十二, 二〇二二, 两."""

N = "(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|[0-9]{1,2})"
"""The pattern of a month or a day."""
COUNT = "(?:[1-9][0-9]{0,2}|两|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
"""The pattern of how many, from 1 to 999."""
