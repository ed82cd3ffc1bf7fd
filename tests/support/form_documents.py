"""Documents in the forms of letter, minutes and order."""

from plangen.pages import Page

SENTENCE = "各医疗卫生单位要充分认识禁毒工作的重要性和紧迫性切实加强领导狠抓工作落实"


SIGNATURE = '<signature date="2022年3月7日"><issuer>南安市卫生健康局</issuer></signature>'


LABELS = """<copy-number>000001</copy-number><classification>秘密★1年</classification>
<urgency>特急</urgency>"""


LETTER = f"""<head form="letter"><issuer-mark><issuer>南安市卫生健康局</issuer></issuer-mark>
<doc-number>南卫函〔2022〕8号</doc-number></head><title>关于印发禁毒\n重点整治工作方案的函</title>
<recipients>各单位：</recipients>{f"<p>{SENTENCE}。</p>" * 8}{SIGNATURE}
<imprint><cc>抄送：{SENTENCE}。</cc></imprint>"""


NAMES = "、".join(["张三", "李四", "王五六"] * 9)


DOCUMENTS = {
    "letter": LETTER,
    "labelled": LETTER.replace('form="letter">', f'form="letter">{LABELS}'),
    "long letter": LETTER.replace(
        "南安市卫生健康局</issuer></issuer-mark>",
        f"{SENTENCE[:14]}局</issuer><issuer>南安市公安局</issuer></issuer-mark>",
    ),
    "letter with landscape": LETTER.replace(
        "<imprint>",
        '<annex label="附件" orientation="landscape"><title>表</title><p>文</p></annex>\n<imprint>',
    ),
    "order": f"""<head form="order"><issuer-mark suffix="命令"><issuer>南安市人民政府</issuer>
</issuer-mark><doc-number>第8号</doc-number></head><p>{SENTENCE}。</p>
<signature date="2022年3月7日" sealed="yes"><issuer>市长\u3000张三</issuer></signature>""",
    "minutes": f"""<head form="minutes"><issuer-mark suffix="纪要"><issuer>市卫健局办公会议</issuer>
</issuer-mark><doc-number>〔2022〕8号</doc-number></head><title>关于禁毒工作的会议纪要</title>
<p>{SENTENCE}。</p><attendance label="出席">{NAMES}</attendance>
<attendance label="请假">赵六</attendance><attendance label="列席">孙七</attendance>""",
    "minutes with attachment": f"""<p>{SENTENCE}。</p><attachments><attachment>名单</attachment>
</attachments><attendance label="出席">赵六</attendance>""",
}


def first_rule(page: Page) -> tuple[float, float]:
    """The upper and the lower edge of the first double rule."""
    thick, thin = page.rules[:2]
    return thick.middle - thick.thickness / 2, thin.middle + thin.thickness / 2
