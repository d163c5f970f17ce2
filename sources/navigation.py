"""Lines that lead to other pages: `Prev | Up | Next`, `<<‹ Zurück`. They are furniture in every format."""

from __future__ import annotations

import re

from sources.marks import unmarked

_WORDS = frozenset(
    """
    prev previous next up home top back start index contents toc forward continue first last
    previous_page next_page previous_chapter next_chapter previous_section next_section previous_lesson next_lesson
    go_back go_up back_to_top table_of_contents main_page skip_to_content read_more continue_reading
    zurück weiter vor vorherige nächste nächster vorheriger hoch inhalt inhaltsverzeichnis startseite nach_oben
    vorherige_seite nächste_seite
    précédent précédente suivant suivante accueil retour sommaire haut table_des_matières page_suivante page_précédente
    anterior siguiente inicio volver índice arriba próximo próxima voltar seguinte início atrás página_siguiente
    precedente successivo successiva indietro avanti indice su vorige volgende terug omhoog inhoud
    föregående nästa tillbaka upp forrige næste neste tilbage tilbake edellinen seuraava
    poprzednia poprzedni następna następny wstecz dalej spis_treści předchozí další zpět obsah nahoru
    назад вперёд вперед далее предыдущая следующая предыдущий следующий наверх содержание оглавление главная
    上一页 下一页 上一章 下一章 上一节 下一节 返回 首页 目录
    上一頁 下一頁 目錄 前へ 次へ 戻る 目次 トップ 이전 다음 목차
    """.split()
)
_SEPARATORS = re.compile(r"<<|>>|--+|[|«»‹›←→↑↓⇐⇒⇑◀▶▲▼◄►❮❯⟨⟩<>\[\]()·•—–/\\,;\s]+")
_ARROWS = re.compile(r"[|«»‹›←→↑↓⇐⇒⇑◀▶▲▼◄►❮❯]|<<|>>")
_POINTERS = re.compile(r"[«»‹›←→⇐⇒<>]")
_BACK = re.compile(r"(?:<<|[«‹←⇐◀◄])\s+[^«»‹›.!?:]{3,50}")
"""A link back alone: “<< All manuals”."""
_LABELLED = re.compile(r"(?:^|\|)\s?(?:next|prev|previous|up)\s?:", re.IGNORECASE)
_LONGEST, LONGEST_OF_LINKS = 200, 600
_LINKS = re.compile(r"(?:\s*\|?\s*\[ ?[^\[\]\n]{1,120}\]){2,40}\s*\|?\s*")
"""Links in brackets and nothing else, as Texinfo sets them: `[ << Tutorial ] [Top][Contents][ Notation >> ]`."""


def is_navigation(text: str) -> bool:
    """Whether a line holds nothing but words and signs of navigation, at least two of them."""
    if len(text) <= LONGEST_OF_LINKS and _LINKS.fullmatch(text) and _POINTERS.search(text):
        return True
    if _BACK.fullmatch(text.strip()):
        return True
    if not text.strip() or len(text) > _LONGEST:
        return False
    text = unmarked(text)
    if len(_LABELLED.findall(" ".join(text.split()).replace(",", "|"))) > 1:
        return True
    words = [word.strip(".:").casefold() for word in _SEPARATORS.split(text) if word.strip(".:")]
    signs = _ARROWS.search(text) is not None
    return bool(words) and len(words) + signs > 1 and signs + _known(words) > 1 and _all_known(words)


def _known(words: list[str]) -> int:
    return sum(word in _WORDS for word in words)


def _all_known(words: list[str]) -> bool:
    """Every word is one of navigation, alone or with those beside it."""
    number = 0
    while number < len(words):
        for length in (3, 2, 1):
            if "_".join(words[number : number + length]) in _WORDS:
                number += length
                break
        else:
            return False
    return True
