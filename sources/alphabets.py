"""Which letters a language is written in: what tells the right reading of old encodings from mojibake."""

from __future__ import annotations

import re
import unicodedata

_WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøœùúûüÿß"
_FOREIGN = "àáâäèéêëïíñóôöüç"
"""Of names and loan words, in any language of Latin letters."""
_LATIN = {
    "ca": _WESTERN + "ŀ·",
    "is": "áðéíóúýþæö",
    "fo": "áðíóúýæø",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "ro": "ăâîşșţț",
    "hr": "čćđšž",
    "bs": "čćđšž",
    "sr": "čćđšž",
    "sl": "čćđšž",
    "tr": "çğıöşüâîû",
    "az": "çəğıöşü",
    "et": "äõöüšž",
    "lv": "āčēģīķļņšūž",
    "lt": "ąčęėįšųūž",
    "sq": "çë",
    "eo": "ĉĝĥĵŝŭ",
    "cy": "âêîôûŵŷ",
    "mt": "ċġħż",
    "vi": "ăâđêôơư",
    **dict.fromkeys("en de fr es pt it nl da no nb nn sv fi gl eu oc lb af ga br fy rm".split(), _WESTERN),
}
_SCRIPTS = {
    **dict.fromkeys("ru uk bg sr mk be kk mn ky tg tt ba cv".split(), ("CYRILLIC",)),
    **dict.fromkeys("ar fa ur ps ug".split(), ("ARABIC",)),
    "el": ("GREEK",),
    "he": ("HEBREW",),
    "yi": ("HEBREW",),
    "th": ("THAI",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "zh": ("CJK",),
    "ja": ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC"),
    "ko": ("HANGUL", "CJK"),
}
_SIGN_IN_WORD = re.compile(
    r"(?<=[^\W\d_])[¡-©«-´¶-¿×÷‚„…†‡‰‹›™€](?=[^\W\d_])|(?<=[^\W\d_])[¡¤¥¦¨¬¯±´¶¸¼¾¿]|[¦¨¬¯±¶¸¼¾](?=[^\W\d_])"
)
_HEBREW_FINAL = re.compile("[םןףץך]")
_HEBREW_FINAL_INSIDE = re.compile("[םןףץך](?=[א-ת])")
_MOST_FOREIGN = 0.02
_MOST_RARE = 0.1
_BYTES_OF_SYLLABLE = 2
_MIXED = re.compile("[A-Za-z][^\x00-\u02ff\u2000-\uffff]|[^\x00-\u02ff\u2000-\uffff][A-Za-z]")
"""A letter of Latin beside one of another alphabet."""


def fits(text: str, language: str) -> bool:
    """Whether the letters of `text` are those of the language (ISO 639-1), and no sign stands inside a word."""
    letters = [letter for letter in text.lower() if letter > "\x7f" and letter.isalpha()]
    strange = sum(not _belongs(letter, language) for letter in letters)
    strange += len(_SIGN_IN_WORD.findall(text)) + len(_MIXED.findall(text))
    if language == "ko" and _rare_share(letters) > _MOST_RARE:
        return False
    if language == "he" and 2 * len(_HEBREW_FINAL_INSIDE.findall(text)) > len(_HEBREW_FINAL.findall(text)):
        return False
    return strange <= _MOST_FOREIGN * len(letters)


def _rare_share(letters: list[str]) -> float:
    """Of Korean syllables those outside the 2,350 that nearly all texts are written with (KS X 1001)."""
    usual = sum(len(letter.encode("euc-kr", "ignore")) == _BYTES_OF_SYLLABLE for letter in letters)
    return 1 - usual / max(len(letters), 1)


def _belongs(letter: str, language: str) -> bool:
    if language in _SCRIPTS and unicodedata.name(letter, "").startswith(_SCRIPTS[language]):
        return True
    return letter in _LATIN.get(language, "") or (language in _LATIN and letter in _FOREIGN)
