import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.wording import count_words, fold, fold_quote, same_statement, says, sentences, terms


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_quote(fold_quote(text)) == fold_quote(text)


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("The cat sat", "cat", True),
        ("The cat sat", "cat sat", True),
        ("concatenate", "cat", False),
        ("The cat sat", "Cat", False),
        ("It’s “so” — really…", 'It\'s "so" - really...', True),
        ("ﬁne ﬂour", "fine flour", True),
        ("two\n   lines", "two lines", True),
        ("Use `git add` now", "Use git add", True),
        ("hy\u00adphen", "hyphen", True),
        ("我们学习发酵。", "学习", True),
        ("anything", "", False),
    ],
)
def test_word_for_word(text: str, quote: str, said: bool) -> None:
    assert says(fold_quote(text), fold_quote(quote)) == said


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Explain B-tree indexes.", "explain b-tree  indexes", True),
        ("Explain how yeast ferments dough", "Explain how yeast ferments a dough", True),
        ("Normalise a table", "Normalize a table", True),
        ("Explain how TCP carries data between hosts", "Explain how UDP carries data between hosts", False),
        ("Describe symmetric encryption of files", "Describe asymmetric encryption of files", False),
        ("Explain commits", "Explain how commits are made", False),
        ("Use C++", "Use C#", False),
    ],
)
def test_same_statement(first: str, second: str, same: bool) -> None:
    assert same_statement(first, second, "en") == same
    assert same_statement(second, first, "en") == same


def test_words() -> None:
    assert count_words("It's a well-known loaf, isn’t it?") == 6
    assert count_words("我们学习发酵") == 3


def test_a_text_counts_alike_whatever_its_script_does_between_words() -> None:
    """One paragraph in five languages."""
    told = {
        "en": "A spring tide is a tide with a large range. It comes shortly after the new moon and the full moon, when "
        "the sun and the moon pull along one line. A neap tide is one with a small range.",
        "ru": "Сизигийный прилив — это прилив с большой амплитудой. Он наступает вскоре после новолуния и полнолуния, "
        "когда Солнце и Луна притягивают воду вдоль одной линии. Квадратурный прилив — это прилив с малой амплитудой.",
        "ja": "大潮とは、満潮と干潮の差が大きい潮のことである。"
        "新月と満月のすぐあとに、太陽と月が一直線に並んで海水を引くときに起こる。"
        "小潮とは、差が小さい潮のことである。",
        "zh": "大潮是指潮差很大的潮汐。它在新月和满月之后不久出现，"
        "这时太阳和月亮沿着同一条直线吸引海水。小潮是指潮差很小的潮汐。",
        "th": "น้ำเกิดคือน้ำขึ้นน้ำลงที่มีความแตกต่างมาก เกิดขึ้นไม่นานหลังวันเดือนดับและวันเพ็ญ "
        "เมื่อดวงอาทิตย์และดวงจันทร์ดึงดูดน้ำไปในแนวเดียวกัน "
        "น้ำตายคือน้ำขึ้นน้ำลงที่มีความแตกต่างน้อย",
    }
    counts = {language: count_words(text) for language, text in told.items()}
    assert all(26 <= count <= 48 for count in counts.values()), counts


def test_sentences() -> None:
    assert sentences("One is here. Two (too). Three?\n\nFour") == ["One is here.", "Two (too).", "Three?", "Four"]


def test_terms_are_stems_without_function_words() -> None:
    assert terms("The fermenting of doughs in R", "en") == {"ferment", "dough", "r"}
    assert terms("Die Gärung der Teige", "de") == terms("Gärungen im Teig", "de")
