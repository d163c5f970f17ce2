"""Words by which a sentence shows that it needs what stands around it: what was said, shown or asked before it, or what
comes next."""

from __future__ import annotations

import re

CONCLUDES = re.compile(
    r"\b(?:statt ?dessen|therefore|hence|consequently|however|nevertheless|do (?:this|that|so)|deshalb|daher|demnach|"
    r"dennoch|jedoch|"
    r"hingegen|folglich|donc|par conséquent|cependant|toutefois|néanmoins|por (?:lo )?tanto|sin embargo|por eso)\b",
    re.IGNORECASE,
)
DEICTIC = re.compile(
    r"\b(?:this(?! \w*[^siu\W]s\b)|these|those|such|diese[rsmn]?|solche[rsmn]?|ce|cet|cette|ces|est[eao]s?|dich[oa]s?) "
    r"(?!section|chapter|book|course|lesson|document|guide|tutorial|page|manual|case|way|time|reason|kapitel|abschnitt|"
    r"buch|kurs|fall|grund|weise|chapitre|livre|cours|leçon|cas|façon|libro|curso|capítulo|lección|caso|modo|is\b|are\b|as\b|"
    r"that\b|qui\b|que\b|sont\b|est\b|es\b|ist\b)(?=[^\W\d_]{3})",
    re.IGNORECASE,
)
ASKED = re.compile(r"\b(?:they|them|it|these|this|sie|es|ihn|ils|elles|cela|ellos|ellas|esto)\b[^.!]*\?", re.IGNORECASE)
"""A question about something named before."""
WHY = re.compile(
    r"^(?:why|how come|how can that|warum|wieso|pourquoi|¿?por qué)\b[^.!?]{0,60}"
    r"\b(?:this|that|it|das|dies|cela|ça|esto|eso)\b",
    re.IGNORECASE,
)
"""A question for the reason of what was shown right before."""
OF_BEFORE = re.compile(
    r"^[^,.:;]{3,40}, (?:it|they|he|she|this|these|those|er|sie|es|il|elle|ils|elles|esto|estos|estas)\b|"
    r"^[^,.:;]{3,40} one, ",
    re.IGNORECASE,
)
"""A sentence whose subject is told by the one before it."""
SIGNED = re.compile(r"(?:[—–―]|--)\s?(?=[A-ZÄÖÜÉ])")
"""How the name of whom a text quotes begins, below the quotation."""
LOOKS = re.compile(
    r"^(?:look|examine|inspect|watch|(?:schauen|betrachten|sehen) sie|regardez|observez|examinez|mire|observe)\b",
    re.IGNORECASE,
)
"""A task on something that the sentence before it showed."""
SHOWS_SOON = re.compile(
    r"^(?:now,? )?(?:let['’]s|let us|we (?:will |shall )?now) (?:\w+ )?(?:see|look|watch|walk|go|step)\b|"
    r"^(?:sehen|schauen) wir(?: uns)?\b|^voyons\b|^regardons\b|^veamos\b|^observemos\b",
    re.IGNORECASE,
)
"""A sentence that announces what comes right below."""
BREAKS_OFF = re.compile(
    r"(?:\b(?:e\.g|i\.e|viz|p\. ?ej|p\. ?ex|z\. ?b|d\. ?h)\.|\b(?:such as|for example|namely|zum beispiel|nämlich|"
    r"por ejemplo|par exemple|for an example)[.:]?)\s?$",
    re.IGNORECASE,
)
"""How a sentence ends whose example stands behind it."""
SHOWS = re.compile(
    r"\bhere['’]s\b|\blet['’]s (?:try|do|use|run|test) (?:that|this|it)\b|"
    r"\b(?:so|hier) (?:sieht|sähe) [^.]{0,60} aus\b|"
    r"\bhier (?:ist|sind|kommt)\b|\baquí (?:está|están|tienes?|hay|se muestra)\b|\bhe aquí\b|\bvoici\b|"
    r"\blooks? (?:something )?like this\b|\bsee what happens\b",
    re.IGNORECASE,
)
"""What announces a listing, table or picture, besides the words of the language tables."""
SEES_AT = re.compile(r"\bin @ref\([^()]{1,100}\),? (?:we|you) (?:can )?see\b", re.IGNORECASE)
OF_POINTER = re.compile(
    r"^(?:it|they|there|this|these|that|those|es|sie|dort|diese[rs]?|il|ils|elle|elles|celui-ci|celle-ci|ello|ellos|"
    r"ellas|est[eao]s?|allí)\b",
    re.IGNORECASE,
)
"""A sentence about what the one before it sends the reader to."""
TRIES = re.compile(
    r"^(?:now,? |then,? |so,? |and )?(?:check|try|run|test|call|execute) "
    r"(?:it|this|that|the (?:help|code|program|script|app))\b",
    re.IGNORECASE,
)
"""A sentence about code that the reader should have before him."""
IT = re.compile(r"\b(?:it|its|this|that|here|now)\b", re.IGNORECASE)
SEEN = re.compile(
    r"^(?:here|aquí|ici|hier),? (?:we|you|one|podemos|puedes?|se|vemos|on|nous|vous|sehen|sieht|erkennt)\b|"
    r"\b(?:run|execute|compile|build|rerun|starten?|ausführen|ejecuta[rs]?|exécute[rz]?) "
    r"(?:this|it|that|es|dies|esto|ceci|cela)"
    r"(?=[,.;]|:?$| (?:on|with|in|from|again|and|now|using|you|as|without|for)\b)|"
    r"^(?:also,? )?(?:note how|see how|notice|observe|beachten sie,? (?:wie|dass)|fíjate|observa|remarquez|notez)\b|"
    r"^in (?:this|the) example above\b|^(?:below|above|beneath|behind|beside|inside|next to) (?:it|this|that|them)\b|"
    r"^(?:e\.g\.|i\.e\.|z\. ?b\.|d\. ?h\.|p\. ?ej\.|p\. ?ex\.)",
    re.IGNORECASE,
)
"""A sentence about what stands right above it."""
NUMBERED = re.compile(r"\b(?:listing|figure|abbildung|figura|figure) \d", re.IGNORECASE)
