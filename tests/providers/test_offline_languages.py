"""Other languages than English: their own phrases where there is a table, signs where there is none."""

import re
from collections.abc import Iterator, Mapping, Sequence

import pytest

from learning.brief import Brief
from learning.outline_review import review_outline
from learning.quality import acceptable
from learning.section_review import review_section
from learning.source import Block
from providers.errors import ProviderProblem
from providers.language.tables import detect, language_of
from providers.offline import OfflineText
from tests.providers.conftest import document, prose, write_course

ENGLISH = (
    "A gasket is a ring that closes the gap between two parts. The valve limits the flow of the water in a pipe. Every "
    "pump has an impeller, which turns fast. The boiler heats the water for all rooms in the house. A thermostat "
    "measures the temperature of the air and controls the valve. The pipe joins the boiler to the radiator in the room."
)
GERMAN = (
    "Eine Dichtung ist ein Ring, der den Spalt zwischen zwei Teilen schließt. Das Ventil regelt den Durchfluss des "
    "Wassers in einem Rohr. Jede Pumpe hat ein Laufrad, das sich schnell dreht. Der Kessel erhitzt das Wasser für alle "
    "Räume im Haus. Ein Thermostat misst die Temperatur der Luft und steuert das Ventil. Die Leitung verbindet den "
    "Kessel mit dem Heizkörper in der Wohnung."
)
FRENCH = (
    "Une vanne est une pièce qui règle le débit de l'eau dans un tuyau. Le joint ferme la fente entre deux pièces de "
    "la pompe. La chaudière chauffe l'eau pour toutes les chambres de la maison. Un thermostat mesure la température "
    "de l'air et commande la vanne. Le tuyau relie la chaudière au radiateur de la chambre."
)
SPANISH = (
    "Una válvula es una pieza que regula el caudal del agua en un tubo. La junta cierra la ranura entre dos piezas de "
    "la bomba. La caldera calienta el agua para todas las habitaciones de la casa. Un termostato mide la temperatura "
    "del aire y gobierna la válvula. El tubo une la caldera con el radiador de la habitación."
)
POLISH = (
    "Zawór reguluje przepływ wody w rurze i chroni instalację. Pompa tłoczy wodę przez rurę do każdego pokoju w domu. "
    "Kocioł ogrzewa wodę dla wszystkich pokoi w domu. Termostat mierzy temperaturę powietrza i steruje pracą zaworu. "
    "Rura łączy kocioł z grzejnikiem w pokoju na piętrze."
)
CHINESE = (
    "阀门控制管道中的水流。水泵把水送到每个房间。锅炉为整栋房子加热水。恒温器测量空气温度并控制阀门。"
    "管道连接锅炉和散热器。"
)
POLISH_LESSON = (
    "Zawór reguluje przepływ wody w rurze i chroni całą instalację. Pompa tłoczy gorącą wodę do każdego pokoju w domu.",
    "Kocioł ogrzewa wodę, a palnik spala w nim gaz ziemny. Termostat mierzy temperaturę powietrza i steruje zaworem.",
    "Grzejnik oddaje ciepło do pokoju przez swoje żeliwne żebra. Naczynie wzbiorcze przyjmuje wodę, gdy się grzeje.",
    "Manometr pokazuje ciśnienie wody w całym układzie. Odpowietrznik wypuszcza powietrze, które zbiera się w rurach.",
    "Filtr zatrzymuje rdzę i piasek z sieci miejskiej. Uszczelka zamyka szczelinę między dwiema częściami pompy.",
    "Izolacja chroni rury w piwnicy przed stratą ciepła. Komin odprowadza spaliny z palnika ponad dach budynku.",
    "Instalator sprawdza ciśnienie dwa razy w roku przed zimą. Hałas w grzejniku oznacza zwykle powietrze w wodzie.",
    "Czujnik na zewnętrznej ścianie mierzy temperaturę na dworze. Sterownik oblicza z niej temperaturę wody w kotle.",
)
JAPANESE_LESSON = (
    "バルブは管の中の水の流れを調整します。ポンプは家のすべての部屋に温水を送ります。",
    "ボイラーは建物全体の水を温めます。サーモスタットは空気の温度を測ってバルブを動かします。",
    "放熱器は部屋の空気に熱を伝えます。膨張タンクは温まって増えた水を受け入れます。",
    "圧力計は配管の中の圧力を示します。フィルターは水道水の砂とさびを取り除きます。",
    "パッキンは二つの部品のすき間をふさぎます。断熱材は地下室の配管の熱を守ります。",
    "温水器は台所と浴室の水を温めます。安全弁は高い圧力から装置を守ります。",
    "技術者は冬の前に装置を点検します。メーターは各部屋の熱の量を記録します。",
    "煙突は燃焼ガスを屋根の上に出します。センサーは外壁で外の気温を測ります。",
)
ARABIC_LESSON = (
    "ينظم الصمام تدفق الماء ويحمي الشبكة كلها. تدفع المضخة الماء الساخن إلى كل غرفة.",
    "يسخن المرجل ماء البيت كله بالغاز الطبيعي. يقيس منظم الحرارة دفء الهواء ويتحكم بالصمام.",
    "ينقل المشعاع الدفء إلى هواء الغرفة ببطء. يستقبل خزان التمدد الماء الزائد عند التسخين.",
    "يعرض المانومتر ضغط الماء داخل الشبكة دائما. يمنع المرشح دخول الرمل والصدأ إلى المضخة.",
    "تغلق الحشية الفراغ بين جزأين من المضخة. يحفظ العزل دفء الأنابيب تحت أرض البيت.",
    "تخرج المدخنة غازات الاحتراق فوق سطح المبنى. يقيس المستشعر برودة الهواء خارج جدار البيت.",
    "يفحص الفني ضغط الشبكة مرتين قبل الشتاء. تعني ضوضاء المشعاع وجود هواء داخل الماء.",
    "يحسب جهاز التحكم حرارة المرجل كل ساعة. يفتح صمام الأمان عندما يرتفع الضغط كثيرا.",
    "يجمع الموزع أنابيب الطابق في مكان واحد. تقيس العدادات كمية الدفء في كل شقة.",
    "يربط الأنبوب المرجل بكل مشعاع في الطابق. تستبدل الورشة الحشية القديمة كل خمس سنوات.",
)


def text_in(language: str, sentences: str) -> list[Block]:
    parts = [part.strip() for part in sentences.replace("。", "。|").replace(". ", ".|").split("|") if part.strip()]
    numbered = [f"{part[:-1]} ({turn}){part[-1]}" if turn else part for turn in range(14) for part in parts]
    paragraphs = [" ".join(numbered[at : at + 3]) for at in range(0, len(numbered), 3)]
    return [Block(id=f"b{n}", kind="paragraph", text=text) for n, text in enumerate(paragraphs)]


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", GERMAN), ("fr", FRENCH), ("es", SPANISH), ("pl", POLISH), ("zh", CHINESE * 2)],
)
async def test_a_course_in_any_language_is_accepted(language: str, text: str) -> None:
    source = document(text_in(language, text), title="Heizung")
    brief = Brief(title="Heizung", lessons=1, sections_per_lesson=1, language=language, depth="overview")
    outline, contents = await write_course(OfflineText(), brief, [source])
    section = outline.section("1.1")
    assert acceptable(review_outline(outline, brief, [source]))
    findings = review_section(contents["1.1"], section, brief, [source])
    assert acceptable(findings), findings


@pytest.mark.parametrize(
    ("language", "title", "lesson"),
    [("pl", "Ogrzewanie", POLISH_LESSON), ("ja", "暖房", JAPANESE_LESSON), ("ar", "التدفئة", ARABIC_LESSON)],
)
async def test_a_language_without_words_of_its_own_is_served_by_those_of_the_source(
    language: str, title: str, lesson: Sequence[str]
) -> None:
    """Nothing is asked in signs, nothing framed in English: there are no exercises and checks where there are no words
    to put them in."""
    source = prose(*lesson).model_copy(update={"title": title, "filename": f"{title}.pdf"})
    brief = Brief(title=title, lessons=1, sections_per_lesson=1, language=language, depth="overview")
    outline, contents = await write_course(OfflineText(), brief, [source])
    content = contents["1.1"]
    assert acceptable(review_outline(outline, brief, [source]))
    assert acceptable(review_section(content, outline.section("1.1"), brief, [source]))
    everything = "\n".join(block.text for block in source.blocks)
    assert not content.exercises
    assert not content.checks
    said = "\n".join([*_texts(outline.model_dump()), *_texts(content.model_dump(exclude={"citations"}))])
    assert not re.search(r"[=→] ?\?", said)
    assert _latin_words(said) <= _latin_words(f"{everything} {title} {source.filename}") | NAMES


NAMES = frozenset({"multiple", "choice", "cloze", "low", "medium", "high"})
"""Latin words that are values of fields."""


def _texts(value: object) -> Iterator[str]:
    """All texts in a dumped message."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, Sequence):
        yield from (text for part in value for text in _texts(part))


def _latin_words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Za-z]{2,}", text)}


async def test_of_a_source_in_two_languages_only_what_is_in_that_of_the_course_is_used() -> None:
    both = [
        block.model_copy(update={"id": f"{name}{n}", "heading_path": (name,)})
        for name, blocks in (("en", text_in("en", ENGLISH)), ("de", text_in("de", GERMAN)))
        for n, block in enumerate(blocks)
    ]
    for language, other in (("en", "de"), ("de", "en")):
        brief = Brief(title="Heizung", lessons=1, sections_per_lesson=1, language=language, depth="overview")
        _, contents = await write_course(OfflineText(), brief, [document(both)])
        assert all(citation.block_id.startswith(language) for citation in contents["1.1"].citations), other


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "de"), (GERMAN, "en"), (FRENCH, "pl")])
async def test_a_course_in_another_language_than_its_sources_is_refused(text: str, language: str) -> None:
    brief = Brief(title="Heizung", lessons=1, sections_per_lesson=1, language=language, depth="overview")
    with pytest.raises(ProviderProblem) as caught:
        await write_course(OfflineText(), brief, [document(text_in("x", text))])
    assert caught.value.kind == "language_differs"
    assert "cannot translate" in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "language"), [(GERMAN, "de"), (FRENCH, "fr"), (SPANISH, "es"), ("The valve is a part of the pump.", "en")]
)
def test_the_language_of_a_source_is_told_by_its_small_words(text: str, language: str) -> None:
    assert detect(text, "en").code == language


def test_phrases_are_in_the_language_of_the_brief() -> None:
    assert language_of("de-AT").phrase("pages", page="3") == "S. 3"
    assert language_of("pl").phrase("pages", page="3") == "3"


def test_quotation_marks_are_those_of_the_language() -> None:
    assert language_of("de").quoted("Ventil") == "„Ventil“"
    assert language_of("es").quoted("válvula") == "«válvula»"


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "pl"])
def test_every_table_has_every_phrase(code: str) -> None:
    english, table = language_of("en"), language_of(code)
    assert table.phrases.keys() == english.phrases.keys()
    assert table.verbs.keys() == english.verbs.keys()
