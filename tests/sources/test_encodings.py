"""Old encodings: the right letters, or a refusal that says to save as UTF-8; never others in their place."""

from __future__ import annotations

import pytest

from sources import UnreadableSource, read_source
from tests.sources.blocks import whole

_TEXTS = {
    "ru": "Маяк - это высокая башня с ярким огнём. Он показывает кораблям дорогу ночью, и его видно очень далеко.",
    "pl": "Latarnia morska to wysoka wieża ze światłem. Pokazuje statkom drogę w nocy, a światło widać z daleka.",
    "cs": "Maják je vysoká věž se silným světlem. Ukazuje lodím cestu v noci a jeho světlo je vidět zdálky.",
    "hu": "A világítótorony magas torony erős fénnyel. Éjjel utat mutat a hajóknak, és fénye messziről látszik. Tűz.",
    "tr": "Deniz feneri, güçlü bir ışığı olan yüksek bir kuledir. Gece gemilere yol gösterir ve ışığı uzaktan görülür.",
    "el": "Ο φάρος είναι ένας ψηλός πύργος με δυνατό φως. Δείχνει τον δρόμο στα πλοία τη νύχτα.",
    "he": "המגדלור הוא מגדל גבוה עם אור חזק. הוא מראה לאוניות את הדרך בלילה, ואת האור רואים למרחקים.",
    "ar": "المنارة برج عال فيه ضوء قوي. وهي تدل السفن على الطريق في الليل ويرى ضوءها من بعيد.",
    "th": "ประภาคารเป็นหอคอยสูงที่มีไฟสว่าง มันบอกทางให้เรือในเวลากลางคืน",
    "zh": "灯塔是一种有强光的高塔。它在夜里给船只指路，灯光在很远的地方就能看见。",
    "ja": "灯台は強い光をもつ高い塔です。夜に船に道を知らせ、その光は遠くからも見えます。",
    "ko": "등대는 강한 빛을 내는 높은 탑이다. 밤에 배에 길을 알려 주며 그 빛은 멀리서도 보인다.",
    "sv": "Fyren är ett högt torn med ett starkt ljus. Den visar skeppen vägen på natten och ljuset syns långt.",
    "fr": "Le phare est une tour élevée qui porte une lumière très forte. Il guide les bateaux la nuit. Ça va!",
}
_ENCODED = [
    *(("ru", encoding) for encoding in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
    *(("pl", "cp1250"), ("pl", "iso8859-2"), ("cs", "cp1250"), ("cs", "iso8859-2"), ("hu", "cp1250"), ("tr", "cp1254")),
    *(("el", "cp1253"), ("he", "cp1255"), ("ar", "cp1256"), ("th", "cp874"), ("zh", "gbk"), ("zh", "gb18030")),
    *(("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("ko", "cp949"), ("sv", "cp1252"), ("fr", "cp1252")),
    *((language, "utf-16-le") for language in ("ru", "fr", "zh", "ja")),
    *((language, "utf-16-be") for language in ("ru", "fr")),
]


@pytest.mark.parametrize(("language", "encoding"), _ENCODED)
@pytest.mark.parametrize("times", [1, 60])
def test_the_letters_of_a_language(language: str, encoding: str, times: int) -> None:
    text = " ".join([_TEXTS[language]] * times)
    assert whole(read_source(text.encode(encoding), "a.txt")) == text


@pytest.mark.parametrize("name", ["windows-1251", "koi8-r"])
def test_an_encoding_that_a_page_names(name: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={name}"></head><p>Маяк.</p></html>'
    assert whole(read_source(page.encode(name), "a.html")) == "Маяк."


@pytest.mark.parametrize("name", ["punycode", "unicode_escape", "utf-7", "rot13", "no-such"])
def test_a_codec_that_is_no_encoding_of_pages_is_not_taken(name: str) -> None:
    page = f"<html><head><meta charset='{name}'></head><p>Größe +AGEAYg- und Maß.</p></html>"
    assert whole(read_source(page.encode("cp1252"), "a.html")) == "Größe +AGEAYg- und Maß."


def test_letters_that_fit_no_language_are_refused() -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_source(bytes(range(0xA0, 0x100)) * 20, "a.txt")
    assert (caught.value.kind, caught.value.status) == ("encoding", 422)
    assert "UTF-8" in caught.value.sentence
