"""Sentences that send the reader to read at another place, now or later, and what stands in brackets to that end."""

from __future__ import annotations

import re

_TEXTS = (
    "docs|documentation|guides?|manuals?|tutorials?|faq|readme|wiki|blog posts?|articles?|specifications?|"
    "api reference|"
    "user guide"
)
_MORE = (
    "details?|information|examples?|list|overview|reference|introduction|discussion|explanation|comparison|description|"
    "background|learn more|read more|find out more|know more|dive deeper"
)
_LOOK = "see|refer to|consult|visit|check(?: out)?|read|look at|head (?:over )?to|go to|have a look|take a look"
_TELLS = (
    "see|learn|discuss|cover|explain|look|return|come|talk|get|explore|show|introduce|describe|go|examine|revisit|study|"
    "meet|read|find out|dive|deal|address|tackle"
)
_LATER = "later(?: on)?|soon|shortly|in a (?:moment|bit|minute|while)|further down|in due course"
_ENGLISH = (
    rf"^(?:for|to|if you)\b[^.:]{{0,90}}\b(?:{_MORE})\b[^.:]{{0,90}}?,? "
    rf"(?:please |you (?:can|could|may) )?(?:{_LOOK})\b",
    rf"^(?:to|if you (?:want|would like|wish) to) (?:learn|read|know|find out) more\b.{{0,200}}"
    rf"\b(?:{_TEXTS}|books?|courses?|here)\b",
    rf"\b(?:see|consult|refer to|visit|browse|check(?: out)?|look (?:at|up|in|into)) "
    rf"(?:[\w.'’`-]+ ){{0,6}}?(?:{_TEXTS})\b",
    r"\bdocumentation (?:has|contains|provides|gives|includes|lists) (?:an? |the )?"
    r"(?:complete|full|detailed|more|further)\b",
    r"\bsee:? (?:also )?<?https?://",
    r"\bthere (?:are|exist) (?:also )?(?:many|several|some|plenty of|lots of|a number of) (?:\w+ )?"
    r"(?:tutorials|resources|introductions|books|articles|videos|guides|posts)\b",
    r"^in (?-i:[A-Z“\"])[^,.:]{2,60}, (?:we|you)(?:'ve| have)? (?:\w+ )?(?:saw|seen|learned|discussed|covered|"
    r"encouraged|introduced|described|showed|explained|met|looked)\b",
    r"\b(?:the )?(?-i:[A-Z]\w*) (?:section|chapter) (?:above|below)\b",
    r"(?:, |^)see:? (?:also )?(?:the )?(?-i:[A-Z“\"`])[^.]{1,90}[.:]?$",
    r"\bsee: (?-i:[A-Z“\"`])",
    rf"\b(?:we|i|you)(?:'ll| will| are going to| shall) (?:\w+ )?(?:{_TELLS})\b[^.;]{{0,60}}\b(?:{_LATER})\b",
    rf"\b(?:{_LATER}),? (?:we|you)(?:'ll| will)\b",
    r"\bin (?:an?|the|one of the) (?:future|later|upcoming|subsequent|coming) (?:section|chapter|lesson|lecture|part|"
    r"unit|episode|page|post|notebook|tutorial)s?\b",
    r"\b(?:we|i)(?:'ll| will) (?:[\w'’-]+ ){1,8}in (?-i:[A-Z])",
    r"\b(?:we|you|was|were|is|are|been)(?: have| had|'ve)? (?:\w+ )?(?:covered|discussed|introduced|seen|saw|met|"
    r"described|learned|explained) in (?-i:[A-Z])(?!\w*\d)",
    r"\b(?:as we go through|throughout|in|over) the (?:rest|remainder) of (?:this|the) (?:tutorial|book|course|chapter|"
    r"guide|lesson|lecture|section|manual)\b",
    r"\byou (?:can|could|may|might) (?:\w+ )?(?:jump|skip) (?:there|ahead|to)\b",
)
_GERMAN = (
    r"\bspäter (?:\w+ ){0,3}(?:erläutert|erklärt|behandelt|besprochen|eingeführt|eingegangen|vorgestellt)\b",
    r"\bim kapitel (?:zu|zum|zur|über)\b",
    r"\b(?:zu|zum|an) (?:einem )?späteren? (?:zeitpunkt|stelle)\b",
    r"^(?:für|um) (?:mehr|weitere|nähere|ausführliche)\b[^.:]{0,90}"
    r"\b(?:siehe|lesen sie|besuchen sie|konsultieren sie)\b",
    r"\b(?:dazu|darauf|hierzu|hierauf|mehr|genaueres|näheres) [^.;]{0,50}\b(?:später|weiter unten|in kürze)\b",
    r"\b(?:werden|wollen|kommen) wir (?:\w+ ){0,6}(?:später|weiter unten|in kürze|noch einmal)\b",
    r"\b(?:siehe|s\.|vgl\.):? (?:auch )?<?https?://",
    r"\b(?:weitere|nähere|mehr|ausführliche) (?:informationen|details|beispiele|hinweise) (?:\w+ ){0,6}"
    r"(?:finden|findet|gibt es|stehen|liefert|bietet)\b",
)
_SPANISH = (
    r"^(?:lee|lea|leer) más sobre\b|\bdiscutiremos (?:[\w]+ ){0,6}más adelante\b",
    r"^para (?:más|mayor(?:es)?) (?:detalles?|información|ejemplos?)\b",
    r"\b(?:lo |la |los |las )?(?:veremos|trataremos|explicaremos|estudiaremos|retomaremos|abordaremos|hablaremos|"
    r"aprenderemos) (?:[\w]+ ){0,6}(?:más adelante|más tarde|luego|después|pronto|en breve)\b",
    r"\bmás adelante (?:en (?:este|esta|el|la) \w+ )?(?:veremos|trataremos|explicaremos|aprenderás|verás)\b",
    r"\b(?:véase|ver|consulta|consulte|visita|visite):? (?:también )?<?https?://",
    r"\b(?:consulta|consulte|lee|lea|revisa|revise) (?:la|el|los|las) (?:\w+ ){0,3}(?:documentación|manual|guía|"
    r"tutorial|artículo|especificación)\b",
    r"\bpuedes? (?:leer|encontrar|ver) más\b",
)
_FRENCH = (
    r"\b(?:décrit|expliqué|détaillé|abordé|présenté)e?s? (?:\w+ ){0,4}"
    r"dans (?:la section|le chapitre|le guide|la page)\b",
    r"\bparcourir la liste complète\b",
    r"^pour (?:plus|davantage) (?:de |d['’])(?:détails?|informations?|précisions?|exemples?)\b",
    r"\b(?:voir|consultez|cf\.|visitez) ?:? (?:aussi )?<?https?://",
    r"\b(?:voir|consultez|reportez-vous à|référez-vous à|se reporter à) (?:aussi )?(?:le |la |les |l['’]|au |aux )"
    r"(?:[\w’'-]+ ){0,4}(?:documentation|manuel|guide|tutoriel|article|page|référence|foire)\b",
    r"\bplus loin dans (?:ce|cette|le|la)\b|\b(?:ultérieurement|plus tard) dans (?:ce|cette|le|la)\b",
    r"\b(?:nous|on|vous) (?:y |le |la |les |en )?(?:verr|reviendr|aborder|traiter|parler|détailler)\w{2,4} "
    r"(?:[\w’']+ ){0,5}(?:plus (?:tard|loin|en détail)|ultérieurement|bientôt)\b",
)
_SENT = re.compile("|".join((*_ENGLISH, *_GERMAN, *_SPANISH, *_FRENCH)), re.IGNORECASE)
_IN_BRACKETS = re.compile(
    r"\s?\((?:more (?:on|about|of) (?:this|that|these|those|it|which|them)|much more on|"
    r"(?:we|i)(?:['’]ll| will) [^()]{0,80}\b(?:later|below|soon|shortly|next|in)\b|"
    r"(?:discussed|described|explained|covered|introduced) (?:later|below|in)\b|"
    r"if you(?:['’]re| are) (?:curious|interested)|"
    r"mehr (?:dazu|darüber|hierzu)|(?:dazu|darauf|hierzu|genaue(?:re)?s|näheres|details)\b[^()]{0,40}\b(?:später|unten|"
    r"vorlesung|kapitel|abschnitt)|"
    r"más (?:sobre|acerca de) (?:esto|ello|este|esta)|(?:lo )?veremos\b|"
    r"nous (?:y |le |la |les |en )?(?:verrons|reviendrons)|plus de détails)"
    r"[^()]{0,120}\)|"
    r"\s?[—–]\s?(?:see|cf\.|siehe|vgl\.|voir|véase) [^.;()\n]{1,80}(?=[.;]|$)|"
    r"\s?\((?:why|how so|warum|wieso|pourquoi|¿?por qué)\s?\?\)",
    re.IGNORECASE,
)


def sends_away(prose: str) -> bool:
    """Whether a sentence sends the reader to another text or place, or puts off what it speaks of.

    Apostrophes are straight ones, and code, formulas and addresses stand as they are.
    """
    return _SENT.search(prose) is not None


def without_referrals(text: str) -> str:
    """The text without brackets that do so: "(more on this later)"."""
    return _IN_BRACKETS.sub("", text) if "(" in text else text
