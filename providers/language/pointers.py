"""What a sentence speaks of that the reader would have to look at or look up: pictures, places that only the tools of a
book resolve, and what was said before."""

from __future__ import annotations

import re

from providers.language.referrals import without_referrals

_COLOURS = "red|blue|green|orange|yellow|gr[ae]y|purple|pink|black"
_PICTURES = (
    "figures?|diagrams?|graphs?|plots?|charts?|maps?|pictures?|images?|panels?|screenshots?|drawings?|illustrations?|"
    "scatter ?plots?|sub-?figures?|sub-?plots?"
)
_PLACED = (
    "following|next|previous|preceding|above|below|left|right|top|bottom|upper|lower|middle|left-hand|right-hand|"
    "resulting|accompanying"
)
_COUNTED = "first|second|third|fourth|last|two|three|four"
_ENGLISH = (
    rf"\b(?:the|this|these|those|that|each|both|in|see) (?:(?:{_COUNTED}) )?(?:{_PLACED}) (?:(?:{_COUNTED}) )?(?:\w+ )?"
    rf"(?:{_PICTURES})\b",
    rf"\bthe (?:{_COUNTED}) (?:\w+ )?(?:figure|diagram|plot|picture|panel|screenshot|scatter ?plot)s?\b",
    r"\b(?:this|that|these|those) (?:\w+ )?(?:figure|diagram|plot|picture|screenshot|scatter ?plot|panel)s?\b",
    rf"\b(?:{_PICTURES}) (?:above|below|on the (?:left|right)|to the (?:left|right)|"
    r"(?:also )?(?:shows?|illustrates?|displays?|depicts?))\b",
    r"\b(?:here is|here's|this is|below is|we have) (?:an?|the) (?:[\w-]+ ){0,2}(?:plot|graph|figure|diagram|chart|"
    r"picture|illustration|screenshot|photo)\b",
    r"\b(?:in|on) the (?:(?:top|bottom|middle|left|right|upper|lower|first|second|third|[\w]+-[\w]+) )?"
    r"(?:sub-?)?(?:plot|figure|graph|histogram|diagram)\b",
    r"\bmarked (?:by|with) an?\b",
    r"\bat the (?:top|bottom|left|right) of the (?:figure|diagram|graph|plot|picture)\b",
    r"\bthe listing (?:also |above |below )?shows?\b",
    r"\b(?:shaded|dashed|dotted|highlighted|hatched) (?:area|region|line|curve|box|bar|arrow|dot|circle|rectangle|"
    r"portion|part|cell)s?\b",
    rf"\b(?:{_COLOURS}) (?:line|curve|bar|arrow|dot|portion|shading|star)s?\b",
    r"\b(?:indicated|shown|marked|drawn|plotted|depicted|colou?red|highlighted) (?:in|by|as|with) (?:an? |the )?"
    rf"(?:\w+ )?(?:{_COLOURS}|bold|arrows?|dots?)\b",
    r"(?<=\s)\([a-h](?:, ?[a-h])*\)(?=[.,;])|^[^()]*\w (?-i:[a-h])\)(?=[.,;])|^[^()]*\bin (?-i:[a-h])\)(?=[ .,;])",
    r"^(?:please )?(?:keep|show|display|return to|go back to|keep or return to|bring up|project)\b[^.]{0,60}"
    r"\b(?:image|slide|picture|photo|diagram)s?[.!]?$",
    r"\b(?:animation|animated gif|gif|slide ?show|visuali[sz]ation|simulation|video|applet) (?:above|below)\b|"
    r"\b(?:the|this|following|above) (?:animation|gif|slide ?show|applet)\b",
    r"\((?:(?:the )?(?:top|bottom|left|right|middle|cent(?:er|re)|far left|far right)"
    r"(?: (?:row|panel|side|image|photo|hand side))?)\)",
)
_GERMAN = (
    r"\b(?:gut|deutlich|schön) (?:\w+ ){0,5}zu (?:sehen|erkennen)\b",
    r"\((?:oben|unten|links|rechts|mitte)\)",
    r"\b(?:die|der|diese[rsmn]?|obige[nr]?|folgende[nr]?) (?:animation|diashow|bildschirmaufnahme)\b",
    r"\b(?:die|der|das|dem|den|im|am|zur|siehe|diese[rsmn]?) (?:obige|folgende|nächste|linke|rechte|untere|obere|"
    r"nachfolgende|nebenstehende)[nrsm]? (?:\w+-)?(?:abbildung|bild|diagramm|grafik|graph|schaubild|skizze|foto|"
    r"zeichnung|karte|figur)\w*",
    r"\b(?:diese[rsmn]?|der|die) (?:abbildung|grafik|skizze|schaubild)\b",
    r"\b(?:im|am|dieses|diesem) (?:bild|diagramm|schaubild|foto)\b",
    r"\b(?:gestrichelte|gepunktete|schraffierte|schattierte|(?:farbig|rot|grün|blau) markierte)[nrsm]? \w+",
)
_FRENCH = (
    r"\b(?:l['’]|cette )animation\b|\bce diaporama\b",
    r"\((?:à )?(?:gauche|droite)\)|\(en (?:haut|bas)\)|\bci-contre\b",
    r"\b(?:la|le|les|l['’]|cette|ce|ces|au|sur le|sur la) ?(?:figure|schéma|graphique|diagramme|image|photo|carte|"
    r"illustration|dessin)s? (?:suivante?s?|ci-dessous|ci-dessus|précédente?s?)",
    r"\b(?:cette|la) figure\b|\bce (?:schéma|graphique|diagramme|dessin)\b",
    r"\b(?:zone|aire|courbe|ligne|flèche|partie)s? (?:hachurée?s?|grisée?s?|en pointillés?|pointillée?s?)",
)
_SPANISH = (
    r"\b(?:la|esta) animación\b",
    r"\((?:a la )?(?:izquierda|derecha)\)|\((?:arriba|abajo)\)",
    r"\b(?:la|el|las|los|esta|este|estas|estos) (?:figura|imagen|diagrama|gráfic[oa]|esquema|foto|mapa|ilustración|"
    r"dibujo)s? (?:siguientes?|anterior(?:es)?|de (?:arriba|abajo|la (?:izquierda|derecha))|adjunt[oa]s?)",
    r"\b(?:esta|la) (?:gráfica|figura|imagen)\b|\beste (?:gráfico|diagrama|esquema)\b",
    r"\b(?:el|la|los|las) siguientes? (?:diagrama|gráfic[oa]|esquema|figura|imagen|foto|mapa)s?\b",
    r"\b(?:línea|zona|área|región|curva|flecha)s? (?:punteadas?|discontinuas?|sombreadas?|rayadas?)",
)
_DRAWN = re.compile("|".join((*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH)), re.IGNORECASE)
_UNRESOLVED = re.compile(
    r"\\(?:eq|auto|page)?ref\{|@ref\(|\{(?:num)?ref\}|"
    r"(?<![\w.@])@(?:(?:fig|tbl|tab|sec|eq|lst|thm|exm)[-:][\w-]+|[A-Za-z][\w:-]*\d{4}[a-z]?\b)"
)
"""References of a book that its own tools would have resolved: to figures, chapters, equations, its bibliography."""
_OPENS = re.compile(
    r"(?:^|(?<=[.!?] ))(?:As (?:\w+ ){1,4}in|In|From|By|Recall from|Comme (?:\w+ ){1,3}dans|Como (?:\w+ ){1,3}en) "
    r"@ref\([^()]{1,100}\),\s+(?P<first>\S)"
)
"""A reference that a sentence begins with."""
_BESIDE = re.compile(
    r",? \(?(?:see|cf\.|as (?:\w+ ){1,3}in|siehe|vgl\.|voir|véase) (?:also )?"
    r"@ref\([^()]{1,100}\)\)?(?=[.,;:]|$)|"
    r"\s?\((?:see|cf\.|compare|siehe|s\.|vgl\.|véase|ver|voir)(?=\s)[^()]{0,80}(?:\([^()]{0,80}\)[^()]{0,40})?\)"
)
"""A reference beside a sentence that says all that it says without it."""
_NUMBERED_PLACE = re.compile(
    r" (?:in|from|of|aus|von|dans|de|en) (?:figure|fig\.|listing|table|section|chapter|example|abbildung|tabelle|"
    r"figura|tabla|tableau) \d{1,3}(?:[.–-]\d{1,3}){0,3}(?![\w%])|"
    r" (?:in|from|of) \d{1,2}(?:\.\d{1,2}){2,3}(?![\w%])",
    re.IGNORECASE,
)
_SHOWN = {
    "table": r"tables?|tabelle\w*|tableaux?|tablas?|cuadros?",
    "code": r"code|listing|program|command|snippet|script|output|programm|befehl|ausgabe|listados?|código|programa|"
    r"programme|commande",
    "list_item": r"list|liste|lista|bullets?",
    "formula": r"(?:equation|formula|expression|formel|gleichung)\w*|équations?|formules?|ecuaci\w+|fórmulas?",
    "": r"structure|layout|score|patch|subpatch|template|tree|graph|hierarchy|directory|drawing|grid|matrix|struktur|"
    r"aufbau|verzeichnis\w*|estructura|árbol|arbre|schema",
}
"""What a sentence may say that stands above it, and the kind of block that it would be ("" for any but prose)."""
_ANY_SHOWN = "|".join(_SHOWN.values())
_THING_ABOVE = re.compile(
    rf"\b(?:the|this|an?) (?:above|preceding|previous) (?:\w+ )?(?P<en>{_ANY_SHOWN})\b|"
    rf"\b(?P<en2>{_ANY_SHOWN}) (?:(?:shown|given|displayed|listed|printed) )?above\b|"
    rf"\b(?P<any>(?<!as )(?:shown|displayed|depicted|pictured|drawn)) above\b|"
    rf"\bobige[nrsm]? (?P<de>{_ANY_SHOWN})|\b(?P<de2>{_ANY_SHOWN}) (?:(?:weiter )?oben)\b|"
    rf"\b(?P<fr>{_ANY_SHOWN}) (?:(?:montrée?|donnée?|présentée?) )?ci-dessus\b|"
    rf"\b(?P<es>{_ANY_SHOWN}) (?:mostrad[oa] )?(?:de |más )?arriba\b",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    r"\b(?:(?:as|has been|have|we|was|were|already) (?:\w+ )?(?:mentioned|described|discussed|explained|noted|seen|saw|"
    r"shown) (?:above|earlier|before|previously)|"
    r"(?:the|in the) (?:above|preceding|previous) (?:example|code|list|section|figure|paragraph|table|equation|formula|"
    r"exercise|output|program|discussion|argument|command|definition|theorem|step)|"
    r"(?:example|code|list|table|equation|formula|exercise) (?:above|from above)|\w+ from above|"
    r"(?:wie )?(?:oben|zuvor|bereits) (?:beschrieben|erwähnt|gezeigt|gesehen|genannt)\w*|"
    r"im ob(?:igen|en genannten) (?:beispiel|code)|(?:die|der|das) obige[nrs]?|"
    r"(?:avons|a|ont) vu (?:plus haut|précédemment|ci-dessus)|"
    r"(?:exemple|code|liste|tableau|formule) (?:ci-dessus|précédent)|"
    r"(?:mencionad|vist|descrit)\w* (?:anteriormente|antes|más arriba)|"
    r"(?:vimos|hemos visto) (?:anteriormente|antes|más arriba)|"
    r"(?:ejemplo|código|tabla|fórmula) (?:anterior|de arriba))\b",
    re.IGNORECASE,
)


def kind_above(sentence: str) -> str | None:
    """The kind of block that a sentence says to stand above it: "table", "code", "list_item", "formula", "" for any
    that is no prose; None if it says so of nothing."""
    found = _THING_ABOVE.search(sentence)
    if found is None:
        return None
    named = next((word for word in found.groupdict().values() if word), "")
    return next((kind for kind, words in _SHOWN.items() if re.fullmatch(words, named, re.IGNORECASE)), "")


def looks_at_a_picture(prose: str) -> bool:
    """Whether it speaks of a picture or graph that one has to see, or of what is drawn in one."""
    return _DRAWN.search(prose) is not None


def is_unresolved(prose: str) -> bool:
    """Whether a reference of a book's own tools is left in it."""
    return _UNRESOLVED.search(prose) is not None


def without_pointers(text: str) -> str:
    """The text without references that stand beside what it says: "(see §3)", "As noted in @ref(x), …"."""
    shown = _OPENS.sub(lambda found: found["first"].upper(), text)
    return without_referrals(_BESIDE.sub("", shown))


def without_numbers(text: str) -> str:
    """A lead-in without the number of the figure or listing that it speaks of."""
    return _NUMBERED_PLACE.sub("", without_pointers(text))


def speaks_of_before(sentence: str) -> bool:
    """Whether it speaks of something said or shown before it."""
    return _SAID_BEFORE.search(sentence) is not None
