"""PDF files in other scripts and with text layers that lie."""

from __future__ import annotations

import io
import string
from pathlib import Path

import pytest
import reportlab
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sources import UnreadableSource, read_source
from sources.pdf.legibility import is_gibberish
from tests.sources.blocks import texts, whole
from tests.sources.pdf_files import LEFT, PROSE, TOP, Draw, drawn, lines

_FONT = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
_MIRROR = str.maketrans("()", ")(")

_HEBREW = [
    "גאות היא עלייה איטית של פני הים לאורך החוף. הגאות",
    "נגרמת על ידי כוח המשיכה של הירח. הירח מושך את",
    "המים בצד הקרוב.",
]
_MORE_HEBREW = "עלייה של המים נמדדת על ידי בשנת בגובה מטר לפי תוכנת של החוקרים שלום עולם ץףךןם"
_ARABIC = [
    "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق",
    "وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم",
    "بعضا بروح الإخاء.",
]


@pytest.fixture(autouse=True)
def _letters_of_other_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts for letters that the font at hand lacks: drawn as accented ones, said to be what they stand for."""
    honest = ttfonts.makeToUnicodeCMap

    def naming(name: str, subset: list[int], *more: object) -> object:
        return honest(name, [_MEANT.get(code, code) for code in subset], *more)

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", naming)


_FOREIGN = sorted({letter for row in (*_HEBREW, *_ARABIC, _MORE_HEBREW) for letter in row if ord(letter) > 0x500})
_DRAWN = {letter: chr(0xC0 + number) for number, letter in enumerate(_FOREIGN)}
_MEANT = {ord(drawn_as): ord(letter) for letter, drawn_as in _DRAWN.items()}


def painted(rows: list[str], right: float = A4[0] - LEFT, top: float = TOP) -> Draw:
    """Lines as a viewer paints them from left to right, flush right."""

    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("Letters", _FONT))
        canvas.setFont("Letters", 11)
        for number, row in enumerate(rows):
            canvas.drawRightString(right, top - 15 * number, "".join(_DRAWN.get(letter, letter) for letter in row))

    return draw


def visual(row: str) -> str:
    """A right-to-left row with its Latin words and numbers as it is painted from left to right."""
    parts: list[str] = []
    for word in row.split(" "):
        ltr = any(character.isascii() and character.isalnum() for character in word)
        if ltr and parts and parts[-1][-1:].isalnum() and parts[-1].isascii() and not word.isdecimal():
            parts[-1] += " " + word
        else:
            parts.append(word)
    return " ".join(
        part if part.isascii() and part[:1].isalnum() else part[::-1].translate(_MIRROR) for part in parts[::-1]
    )


@pytest.mark.parametrize("rows", [_HEBREW, _ARABIC])
def test_right_to_left_lines_are_read_in_order(rows: list[str]) -> None:
    read = read_source(drawn(painted([visual(row) for row in rows])), "file.pdf")
    assert texts(read, "paragraph") == [" ".join(rows)]


def test_words_and_numbers_of_other_scripts_within_them() -> None:
    rows = ["הגאות (עלייה של המים) נמדדת על ידי NASA בשנת 2024", "בגובה 0.6 מטר לפי תוכנת Open Water של החוקרים"]
    read = read_source(drawn(painted([visual(row) for row in rows])), "file.pdf")
    assert texts(read, "paragraph") == [" ".join(rows)]


def test_a_word_that_runs_left_within_a_line_that_runs_right() -> None:
    row = "The word " + "שלום עולם"[::-1] + " is a greeting of two words in an old language."
    assert "The word שלום עולם is a greeting" in whole(read_source(drawn(painted([row])), "file.pdf"))


_TEXT = (
    "The lighthouse is a tower with a strong light that shows ships where the coast is. The first ones were open fires "
    "on hills. A keeper carried wood or coal to the fire all night, and its light was seen from "
    "afar by all who were at "
    "sea. Each lighthouse has its own rhythm of flashes, and sailors tell the towers apart by it."
)


def shifted(text: str, by: int) -> str:
    letters = string.ascii_lowercase
    moved = letters[by:] + letters[:by]
    return text.translate(str.maketrans(letters + letters.upper(), moved + moved.upper()))


def false_layer(monkeypatch: pytest.MonkeyPatch, by: int) -> Draw:
    """A page that shows `_TEXT` while its font says that every letter is another one."""
    honest = ttfonts.makeToUnicodeCMap

    def lying(name: str, subset: list[int], *more: object) -> object:
        return honest(name, [ord(shifted(chr(code), by)) if code < 128 else code for code in subset], *more)

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", lying)
    return wrapped("Lying")


def wrapped(font: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont(font, _FONT))
        canvas.setFont(font, 11)
        words = _TEXT.split()
        for number in range(0, len(words), 10):
            canvas.drawString(LEFT, TOP - 14 * number / 10, " ".join(words[number : number + 10]))

    return draw


@pytest.mark.parametrize("by", [1, 3, 13, 22])
def test_a_text_layer_that_lies_is_refused(by: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_source(drawn(false_layer(monkeypatch, by)), "file.pdf")
    assert (caught.value.kind, caught.value.status) == ("no_text", 422)
    assert "cannot be read" in caught.value.sentence
    assert "OCR" in caught.value.sentence


def test_pages_that_lie_among_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = lines([*PROSE, "", *PROSE])
    read = read_source(drawn(honest, honest, false_layer(monkeypatch, 3), honest, honest, honest), "file.pdf")
    assert [(held.what, held.where) for held in read.not_carried] == [("unreadable_text", "page 3")]
    assert shifted("lighthouse", 3) not in whole(read)


_HONEST = {
    "german": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und "
    "Gewissen begabt "
    "und sollen einander im Geist der Brüderlichkeit begegnen. Jeder hat Anspruch auf die hier verkündeten Rechte.",
    "polish": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni "
    "obdarzeni rozumem i "
    "sumieniem i powinni postępować wobec innych w duchu braterstwa. Każdy człowiek posiada "
    "wszystkie prawa i wolności.",
    "welsh": "Genir pawb yn rhydd ac yn gydradd â'i gilydd mewn urddas a hawliau. Fe'u cynysgaeddir â rheswm "
    "a chydwybod, a "
    "dylai pawb ymddwyn y naill at y llall mewn ysbryd cymodlon. Y mae gan bawb hawl i'r holl hawliau hyn.",
    "vietnamese": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền. Mọi con người đều "
    "được tạo hoá "
    "ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình bằng hữu. Mọi người đều được hưởng quyền.",
    "russian": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и "
    "совестью и должны "
    "поступать в отношении друг друга в духе братства. Каждый человек должен обладать всеми правами и свободами.",
    "hebrew": " ".join(_HEBREW * 3),
    "arabic": " ".join(_ARABIC * 3),
    "code": "def merge_sort(arr): if len(arr) <= 1: return arr mid = len(arr) // 2 left = "
    "merge_sort(arr[:mid]) int main(int "
    "argc, char **argv) { printf(argv[0]); return 0; } struct node { struct node *next; int val; }; static void *ptr = "
    "malloc(sizeof(struct node)); for (size_t i = 0; i < n; ++i) buf[i] = src[i] ^ key[i % klen];",
    "assembler": "mov eax, ebx; push ebp; mov ebp, esp; sub esp, 16; xor ecx, ecx; cmp dword ptr [ebp-4], 0; jne "
    "short loc_1; "
    "call _printf; add esp, 8; pop ebp; ret; lea rdi, [rip+msg]; mov rsi, rdx; test rax, rax; jz L2; shl rcx, 3; "
    "movzx edx, byte ptr [rsi]; inc rsi; dec rcx; jmp L1; nop; and rsp, -16; sub rsp, 32",
    "acronyms": "NATO UNESCO WHO IMF WTO ILO FAO UNICEF OPEC OECD ASEAN NAFTA MERCOSUR EFTA USA FBI CIA NSA DNA "
    "RNA ATP ADP NADH "
    "HTTP HTTPS FTP SMTP IMAP POP DNS DHCP TCP UDP ICMP ARP BGP OSPF RIP MPLS VLAN VPN SSL TLS SSH XML HTML CSS JSON "
    "YAML CSV PDF PNG JPG GIF SVG CPU GPU RAM ROM SSD HDD USB PCI SATA",
    "bases": "ACGTTGCATGCCGATAGCTAGCTAGGATCGATCGCTAGCTAGCATCGATCGATCAGCTAGCATCGACTAGCATCAG" * 4,
    "numbers": " ".join(f"{number} {number * 37 % 991} kg" for number in range(400)),
    "formulas": "x = a + b y = x z f x = m x + n dx dt sin cos tan x y z u v w p q r s " * 8,
    "short": "Hx qz vrw.",
}


@pytest.mark.parametrize("name", _HONEST)
def test_honest_texts_are_not_accused(name: str) -> None:
    assert not is_gibberish(_HONEST[name])


@pytest.mark.parametrize("name", ["german", "polish"])
@pytest.mark.parametrize("by", range(1, 26, 3))
def test_exchanged_letters_are_found_in_other_languages(name: str, by: int) -> None:
    assert is_gibberish(shifted(_HONEST[name], by))


@pytest.mark.parametrize("by", range(1, 32))
def test_exchanged_letters_are_found_in_russian(by: int) -> None:
    letters = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
    exchanged = str.maketrans(letters, letters[by:] + letters[:by])
    assert is_gibberish(_HONEST["russian"].lower().translate(exchanged))


@pytest.mark.parametrize(
    "text",
    [
        "Барлық адамдар тумысынан азат және қадір-қасиеті мен құқықтары тең болып дүниеге келеді. Адамдарға "
        "ақыл-парасат, ар-ождан берілген, сондықтан олар бір-бірімен туыстық қарым-қатынас жасаулары тиіс.",
        "Хүн бүр төрж мэндлэхэд эрх чөлөөтэй, адилхан нэр төртэй, ижил эрхтэй байдаг. Оюун ухаан нандин чанар "
        "заяасан хүн гэгч өөр хоорондоо ахан дүүгийн үзэл санаагаар харьцах учиртай.",
        "Барлык кешеләр дә азат һәм үз абруйлары һәм хокуклары ягыннан тиң булып туалар. Аларга акыл һәм вөҗдан "
        "бирелгән һәм бер-берсенә карата туганнарча мөнәсәбәттә булырга тиешләр.",
    ],
)
def test_other_languages_in_cyrillic_letters_are_not_accused(text: str) -> None:
    assert not is_gibberish(text * 2)


def test_mojibake_is_found() -> None:
    assert is_gibberish(_HONEST["russian"].encode("cp1251").decode("latin-1"))


def test_characters_without_meaning_are_counted() -> None:
    assert is_gibberish("", unmapped=400)
    assert not is_gibberish(_TEXT, unmapped=5)


def test_what_a_file_holds_besides_its_text_is_named() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number in range(3):
        lines(PROSE)(canvas)
        if number == 1:
            canvas.acroForm.textfield(name="who", x=72, y=300)
            canvas.drawImage(_picture(), LEFT, 400, 200, 100)
        if number == 2:
            canvas.drawImage(_picture(), LEFT, 400, 200, 120)
            for line in range(80):
                canvas.line(LEFT, 100 + line, LEFT + line, 200)
            canvas.textAnnotation("Look here.", Rect=[100, 100, 120, 120])
        canvas.showPage()
    canvas.save()
    held = {(entry.what, entry.where, entry.count) for entry in read_source(buffer.getvalue(), "f.pdf").not_carried}
    assert held == {
        ("picture without words", "page 2", 1),
        ("picture without words", "page 3", 1),
        ("drawing", "page 3", 1),
        ("form", "page 2", 1),
        ("comment", "page 3", 1),
    }


def test_a_scanned_page_among_pages_of_text_is_named() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.drawImage(_picture(), 0, 0, *A4)

    read = read_source(drawn(lines(PROSE), lines(PROSE), scan), "file.pdf")
    assert [(held.what, held.where) for held in read.not_carried] == [("scanned_page", "page 3")]


def _picture() -> ImageReader:

    return ImageReader(Image.effect_noise((80, 60), 60).convert("RGB"))


@pytest.fixture
def _ligatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that draws "ff" as one glyph, of which the file says that it stands for two letters."""
    honest = ttfonts.makeToUnicodeCMap

    def naming(name: str, subset: list[int], *more: object) -> str:
        named = [0xFB00 if code == ord("ÿ") else code for code in subset]
        return str(honest(name, named, *more)).replace("FB00", "00660066")

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", naming)


@pytest.mark.usefixtures("_ligatures")
@pytest.mark.parametrize("again", [(), ((0.4, 0),)])
def test_a_ligature_keeps_its_letters(again: tuple[tuple[float, float], ...]) -> None:
    text = "The effect of the coefficient differs, and all of this stuff is on offer off the shelf."

    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("Joined", _FONT))
        for right, down in ((0.0, 0.0), *again):
            lines([text.replace("ff", "ÿ")], font="Joined", left=LEFT + right, top=TOP - down)(canvas)

    assert [block.text for block in read_source(drawn(draw), "file.pdf").blocks] == [text]
