"""What the checks that forms list say of real reports and of our own texts: each alarm was read and is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.at_hand import FORMS
from tests.ingest.samples import sample
from tests.limits import processor_seconds
from tests.profiles import examples
from tests.render.samples import SAMPLES
from tests.rules.cases import filing, with_text
from tests.strategies import filings
from toolkit.filing import Filing, Paragraph, Source
from toolkit.finding import Finding
from toolkit.form.form import Form
from toolkit.ingest import read_any
from toolkit.narrative import evaluate
from toolkit.rules.checks import checks_of
from toolkit.rules.checks.base import Stage

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "hegang-2021"

TRUE: Mapping[str, Mapping[str, str]] = {
    "corpus/blank-template-2021-edition.docx": {},
    "corpus/hongze-2023.pdf": {},
    "corpus/huaian-2024.pdf": {},
    "corpus/shanghai-office-2019.html": {},
    "corpus/shuyang-fgj-2023.html": {},
    "seed/hegang-2021.txt": {},
}
"""The alarms of each real report by code, with their places."""

REAL = (
    ("某市工业信息科技局", "2025年，工业信息科技局未收到申请。工信局信息公开平台主要依托市政府门户网站。"),
    ("某市教育局", "2025年，市教育局在市委、市政府的领导下，认真落实条例。结合教育局工作实际，加强网站建设。"),
    ("某新区经济合作局", "2025年，经合局紧紧围绕新区党工委、管委会的部署要求，认真贯彻落实条例。"),
    ("某市自然资源和城乡建设局", "进一步完善市自然资源和城乡建设局信息公开机制。微信公众号关注量3789个。"),
    ("某市公安局", "市公安局持续深化政务公开。县公安局积极配合。省公安厅统一部署。"),
    ("国家税务总局某市税务局", "市税务局积极公开。各县区税务局认真落实。国家税务总局某市税务局依法答复。"),
    ("某县水利局", "3月由县委督查室带队，对各乡镇、各部门进行检查。4月，县政府办公室牵头召开会议。"),
    ("某县安棚镇人民政府", "安棚镇积极利用宣传橱窗、漫画墙、led等。安棚镇及16个行政村全部建设政务公开专区。"),
    ("某区经纬街道办事处", "街道以服务群众为导向。经纬街道认真落实条例，把信息公开纳入街道年度工作计划。"),
    ("某镇人民政府", "镇党委政府高度重视。我镇认真执行规定。全镇依法办理申请。镇政府公示栏公布了信息。"),
    ("某区白云街道办事处", "2025年，白云街以党的二十大精神为指导。我街共受理申请1件，与上年持平。"),
    ("某局", "均有待今后予以高度重视并加以解决。信息种类繁多，需加强各部门配合，进一步完善制度。"),
    (
        "某局",
        "（一）存在的主要问题。各科室人员公开意识有所松懈。（二）整改措施。2025年我局加大力度，一是完善机制。",
    ),
    ("某局", "对照要求，还有一些需要加强和改进的地方。主要表现在：一是解读质量仍需提升。"),
    ("某局", "按照《关于印发<报告格式>的通知》（国办公开办函〔2021〕30号）和国务院令第711号要求编制。"),
    ("某局", "可在“中国某市”门户网站（www.example.gov.cn）下载，地址http://www.example.gov.cn/a_b/c5546/index.shtml。"),
    ("某局", "制定“8+4”经济政策体系，公开《2025年惠企纾困实事》10件，访问量达2234399人次。"),
    ("某局", "坚持“以公开为常态、不公开为例外”，做到“件件有回应、事事有落实”，打造“白云e家通”平台。"),
    ("某局", "地址：某街27号，邮编：150016，电话：0451-84545823、0436—3225852，联系人：王某某。"),
)
"""Sentences worded as real reports word them, each with the agency that would say so."""

HOSTILE = (
    *("（", "）", "一、", "（一）", "{", "{{", "《", "》", "[", "年 ", "2025年", "2025年将", "月  日", " ", "\u3000"),
    *("http", "http：", "http://", "www.", "www。", "a@", "a.", "@", "市", "局", "某市局", "镇", "小王，", "??", "？"),
    *(
        "认真",
        "进一步",
        "根据",
        "国务院令第",
        "国办公开办函〔",
        "X",
        "×",
        "*",
        "一是",
        "不够，",
        "部分地区",
        "，",
        "。",
    ),
)


def alarms(own: Filing) -> list[Finding]:
    """What the checks on wording find."""
    checks = [each for each in checks_of(own.form) if each.check.stage is Stage.WORDS and each.listed.code != "DL-01"]
    return [each for listing in checks for each in listing.run(own)]


@pytest.mark.parametrize("name", TRUE)
def test_real_reports(corpus: Path, name: str) -> None:
    found = alarms(read_any(corpus / name, FORMS)[0])
    assert {each.code: str(each.where) for each in found} == TRUE[name], [each.text for each in found]


@pytest.mark.parametrize("suffix", [".xlsx", ".json", ".docx", ".html", ".md", ".txt"])
def test_the_example(suffix: str) -> None:
    (path,) = EXAMPLE.glob(f"*{suffix}")
    assert [each.text for each in alarms(read_any(path, FORMS)[0])] == []


@pytest.mark.parametrize("form", FORMS.available)
def test_the_sample_of_ingest(form: str) -> None:
    assert [each.text for each in alarms(sample(form))] == []


@pytest.mark.parametrize(("name", "codes"), [("zeros", []), ("awkward", ["TX-12", "TX-12"]), ("large", ["TX-13"])])
def test_the_samples_of_render(name: str, codes: list[str]) -> None:
    """One holds “&amp;” and braces on purpose, another the same paragraph over and over."""
    assert [each.code for each in alarms(SAMPLES[name]())] == codes


@pytest.mark.parametrize("form", FORMS.available)
def test_the_forms_own_drafts(form: str) -> None:
    known = FORMS.form(form)
    own = replace(filing(), form=known, year=known.years.first, narrative=dict(_drafts(known)))
    assert [each.text for each in alarms(own)] == []


def _drafts(form: Form) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    for slot in form.text_slots:
        yield slot, tuple(Paragraph(text=draft.text, heading=draft.heading) for draft in form.drafts(slot))


@pytest.mark.parametrize("form", FORMS.available)
def test_composed_sentences(form: str) -> None:
    @settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
    @given(filings(form))
    def check(own: Filing) -> None:
        assert [each.text for each in alarms(own)] == []
        texts = tuple(Paragraph(text=evaluate(f"{{{{ {name} }}}}", own)) for name in own.form.sentences)
        assert [each.text for each in alarms(replace(own, narrative={"overview": texts}))] == []

    check()


@pytest.mark.parametrize(("agency", "text"), REAL)
def test_text_as_real_reports_word_it(agency: str, text: str) -> None:
    for source in (Source.WORKBOOK, Source.REPORT):
        for slot in ("preamble", "overview", "problems"):
            own = with_text(filing(source), slot, f"{text}将予改进。" if slot == "problems" else text)
            own = replace(own, agency=replace(own.agency, value=agency), level=None)
            assert [each.text for each in alarms(own)] == []


@pytest.mark.timing
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        own = with_text(filing(), "problems", text)
        own = replace(own, contact=replace(own.contact, value=text))
        return min(processor_seconds(lambda: alarms(own)) for _ in range(3))

    seconds(100)  # compiles the patterns
    assert seconds(20_000) < 0.05 + 16 * seconds(5_000)
