"""Documents whose pages are measured, and what is found on a page."""

from plangen.document import gbt9704
from plangen.document import xml as document_xml
from plangen.pages import LINE_MM, TOP_MM, PageLine
from plangen.writers import docx

FANG = "FandolFang-Regular"


HEI = "FandolHei-Regular"


KAI = "FandolKai-Regular"


TITLE = "FandolSong-Bold"


SONG = "NotoSerifCJKjp-Regular-VKana"


BROWSERS_SONG = "NotoSerifCJKsc-Regular"


RED = (1.0, 0.0, 0.0)


SENTENCE = "各医疗卫生单位要充分认识禁毒工作的重要性和紧迫性切实加强领导狠抓工作落实"


LONG = f"<p>{SENTENCE * 40}</p>"


TITLES = "<title>关于印发禁毒\n重点整治工作方案的通知</title>"


HEAD = """<head><copy-number>000001</copy-number><classification>秘密★1年</classification>
<urgency>特急</urgency><issuer-mark suffix="文件"><issuer>南安市卫生健康局</issuer></issuer-mark>
<doc-number>南卫〔2022〕8号</doc-number></head>"""


UPWARD = HEAD.replace(
    "</head>",
    "<signatory>王立明</signatory><signatory>王勇</signatory><signatory>张国升</signatory></head>",
)


JOINT = """<head><issuer-mark suffix="文件"><issuer>南安市卫生健康局</issuer>
<issuer>南安市公安局</issuer></issuer-mark><doc-number>南卫〔2022〕8号</doc-number></head>"""


IMPRINT = """<imprint><cc>抄送：甲局。</cc><printed-by>乙局</printed-by>
<printed-on>2022年3月7日</printed-on></imprint>"""


def signed(issuers: str, date: str, sealed: str = "no") -> str:
    bodies = "".join(f"<issuer>{issuer}</issuer>" for issuer in issuers.split())
    return f'<p>正文。</p><signature date="{date}" sealed="{sealed}">{bodies}</signature>'


DOCUMENTS = {
    "notice": f"""{HEAD}{TITLES}<recipients>{SENTENCE}：</recipients><p>{SENTENCE}。</p>
<issued>{TITLES}<p>方案正文。</p></issued>""",
    "closing": f"""<p>正文。</p><attachments><attachment>{SENTENCE}</attachment>
<attachment>任务表</attachment></attachments><signature date="2022年3月7日">
<issuer>南安市卫生健康局</issuer></signature><note>（公开）</note>""",
    "plain head": f"{HEAD}{TITLES}<p>正文。</p>".replace(
        "<copy-number>000001</copy-number><classification>秘密★1年</classification>", ""
    ).replace("<urgency>特急</urgency>", ""),
    "upward": f"{UPWARD}{TITLES}<p>正文。</p>",
    "joint": f"{JOINT}{TITLES}<p>正文。</p>",
    "full": LONG,
    "headings": """<h1>一、目标</h1><h1>一、指导。<text>统一领导。</text></h1><h2>（一）教育</h2>
<h2>（二）管理。<text>加强管理。</text></h2><h3>1.学习</h3><h3>2.宣传。<text>广泛。</text></h3>
<h4>（1）上课</h4><p>“五专”——责任……5台。</p>""",
    "sealed": signed("南安市卫生健康局", "2022年3月7日", "yes"),
    "sealed jointly": signed("市卫健局 公安局", "2022年3月7日", "yes"),
    "long date": signed("卫健局", "2022年12月17日"),
    "unsealed jointly": signed("南安市卫生健康局 南安市公安局", "2022年3月7日"),
    "one attachment": (
        f"<p>正文。</p><attachments><attachment>{SENTENCE}</attachment></attachments>"
    ),
    "imprint": """<p>正文。</p><annex label="附件"><title>名单</title><roster>
<role name="组长"><name>田风才</name></role><role name="副组长"><name>孙素香</name><name>王勇</name>
</role><role name="成员"><name>宋瑜</name><name>张化庆</name><name>王勇</name><name>杨磊</name>
<name>赵云成</name><name>张国升</name></role></roster></annex><imprint>
<cc>抄送：南安市禁毒委员会办公室，南安市公安局，南安市司法局，南安市民政局，南安市财政局。</cc>
<printed-by>南安市卫生健康局办公室</printed-by><printed-on>2022年3月7日</printed-on></imprint>""",
    "room": "<p>一行。</p>" * 20 + IMPRINT,
    "no room": "<p>一行。</p>" * 21 + IMPRINT,
    "last line": "<p>一行。</p>" * 21 + f"<p>{SENTENCE}</p>",
    "signature alone": "<p>一行。</p>" * 20 + signed("甲局", "2022年3月7日"),
    "all closing parts alone": "<p>一行。</p>" * 20
    + signed("甲局", "2022年3月7日").replace(
        "</p>", "</p><attachments><attachment>甲</attachment></attachments>"
    ),
    "line end": f"<p>{SENTENCE[:26]}，{SENTENCE[:27]}。{SENTENCE[:28]}、</p>",
    "table": f"""<p>正文。</p><table><column width="4字" align="center"/><column width="1"/>
<header><cell>序号</cell><cell>任务</cell></header>
{f"<row><cell>1</cell><cell>{SENTENCE * 6}。</cell></row>" * 4}</table>""",
    "landscape": f"""<p>正文。</p><annex label="附件" orientation="landscape"><title>任务表</title>
<table><column width="1"/>{"<row><cell>甲</cell></row>" * 20}</table></annex>
<imprint><cc>抄送：甲。</cc></imprint>""",
    "extremes": f"""{TITLES}<p>正文。</p><table><column width="20字"/><column width="20字"/>
<column width="1"/><row><cell>甲</cell><cell>乙</cell><cell>丙</cell></row></table>
<table><column width="10字"/><row><cell>丁</cell></row></table>
<annex label="附件"><title>名单</title><roster><role name="{SENTENCE}"><name>{SENTENCE}</name>
</role></roster></annex><imprint><cc>{SENTENCE}：{SENTENCE}</cc></imprint>""",
    "charts": f"""<p>{SENTENCE}。</p><chart kind="bars" title="各单位" about="甲三，乙一。">
<category>甲单位</category><category>乙单位</category>
<series name="已办" look="dark"><value>3</value><value>1</value></series>
<series name="未办" look="strong"><value>0</value><value>2.5</value></series></chart>
<chart kind="columns" title="各月" about="六月四。"><category>6月</category>
<series name="待办" look="hatched"><value>4</value></series></chart><p>正文。</p>
<table><column/><row><cell fill="red">红</cell></row></table>""",
    "rare": "<p>王祎、燚玥和䶮</p>",
}


def written(xml: str, style: gbt9704.Style = gbt9704.STANDARD) -> bytes:
    return docx.write(document_xml.parse(f"<document>{xml}</document>"), style)


def line_number(line: PageLine) -> int:
    """Which of the page's 22 lines it stands on, from 1."""
    return round((line.baseline - TOP_MM) / LINE_MM + 0.2)
