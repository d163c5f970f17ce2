"""French."""

from providers.language.tables.language import Language, words

_ARTICLE = r"(?:(?:Le terme|Le mot|La notion de|Le concept de|Une?|Le|La|Les|Des) (?:d['’]|l['’])?|L['’])"
_TERM = r"(?:[«“\"] ?)?(?P<term>[^\s,.;:()«»“”\"][^,.;:()«»“”\"]{1,55}?)(?: ?[»”\"])?"
_NAME = r"(?P<term>[A-ZÀÂÇÉÈÊÎÔ][\w.+-]*(?: [A-ZÀÂÇÉÈÊÎÔ][\w.+-]*){0,2})"
_BRACKET = r"(?: ?\([^()]{1,70}\))?"
_ALIAS = r"(?:, (?:[A-Z][\w.-]{1,12}|(?:ou|(?:aussi|également|parfois) (?:appel|nomm|dénomm)ée?s?|appelée?s? (?:aussi|également|parfois)) [^,;:()]{2,50}),)?"
_MEANING = r"(?P<meaning>(?:une? |le |la |les |l['’]|des |tout |toute |tous |toutes |cel(?:ui|le) |ceux |chaque ).+)"

_WORD = r"[a-zàâçéèêîôûA-Z][\wàâçéèêîôû-]+"
_OF = r"d(?:e |['’]|u |es |e la |e l['’])"

FRENCH = Language(
    code="fr",
    stop_words=words(
        """
        à afin ai ainsi alors après au aucun aucune aussi autre autres aux avant avec avoir beaucoup bien c'est car ce
        ceci cela celle celles celui ces cet cette ceux chaque chez comme comment contre d'abord d'un d'une dans de
        depuis des deux donc dont du elle elles en encore entre est et était étaient été être eux fait faire faut font
        grâce hors ici il ils je jusqu'à l'on la le les leur leurs lorsque lui là ma mais malgré me même mêmes mes
        moins mon ne ni non nos notre nous on ont ou où par parce parfois pas pendant peu peut peuvent plus plusieurs
        pour pourquoi près puis quand que quel quelle quelles quelque quelques quels qui quoi s'il sa sans se sera ses
        si sinon soi soit son sont sous souvent sur ta tandis tant te tel telle telles tels tes toi ton toujours tous
        tout toute toutes très trop tu un une utilise utiliser utilisé vers voici voir votre vous y permet
        """
    ),
    vague=words(
        """
        bon bonne meilleur meilleure premier première second seconde dernier dernière seul seule
        exemple exemples cas façon manière chose choses section chapitre partie parties endroit point points ordre
        forme ligne lignes nombre nom noms sortie résultat résultats message ordinateur version écran situation détail
        option texte mot mots fait idée raison temps jour problème question réponse fin début étape gens page
        exercice exercices défi défis enjeu enjeux aspect aspects terme termes année années objectif but différence avantage inconvénient cause conséquence importance solution possibilité courant courante
        fréquent fréquente important importante possible simple classique utile nouveau nouvelle principal principale autre
        fois plupart reste
        information travail groupe taille contenu état
propriété propriétés caractéristique caractéristiques
        """
    ),
    determiners=words(
        "le la les un une des du au aux ce cet cette ces son sa ses leur leurs notre votre mon ma chaque"
    ),
    verb_marks=words("à de pour je tu il elle on nous vous ils elles ne peut doit faut"),
    openers=words(
        """
        ce ceci cela cet cette ces celui celle il elle ils elles ici là alors ensuite puis donc ainsi mais et ou or
        car cependant pourtant toutefois aussi enfin finalement d'abord premièrement deuxièmement sinon
        inversement notamment autrement leur leurs son sa ses tel telle lequel laquelle
        """
    ),
    opening_cues=r"(?:dans ce|dans cette|dans ces|à cet|pour cela|pour ce|par exemple|c'est|en effet|de plus|en outre|"
    r"à l['’](?:opposé|inverse)|de façon analogue|autrement dit|en cas de doute|au contraire|comme (?:indiqué|"
    r"mentionné|vu)|de même|par conséquent)\b",
    deixis=r"\b(?:ci-dessus|ci-dessous|suivante?s?|précédente?s?|voir|plus haut|plus bas|(?:figure|tableau|chapitre|"
    r"section|exemple) \d|cet exemple|ce chapitre|cette section|ici)\b",
    narrative=r"\b(?:nous|notre|nos|je|mon|ma|maintenant|imaginons|supposons)\b|[!?]\s*$",
    aside=r"^\(?(?:on va (?:passer|voir)|nous allons (?:passer|voir)|passons à|voir|cf\.|pour plus d|pour en savoir plus|ce chapitre|cette section|(?:figure|tableau) \d)",
    example=r"\b(?:par exemple|p\. ex\.|comme|notamment|tels? que|telles? que)\b",
    use=r"\b(?:utilise[rz]?|utilisée?s?|sert|servent|permet(?:tent)?|utile|pratique|peut être|vous pouvez|il faut|conseillé)\b",
    contrast=r"\b(?:contrairement|tandis que|alors que|en revanche|différence|diffère|par rapport à|au lieu de)\b",
    step=r"^(?:étape \d|d'abord|ensuite|puis|enfin|finalement|\d+[.)])",
    condition=r"^(?:si|quand|lorsque|lorsqu['’])\b",
    definition=r"\b(?:est|sont) (?:un|une|le|la|les|des|appelée?s?)\b|\b(?:désigne|signifie|se compose|appelle|consiste)\b",
    front_matter=r"^(?:table des matières|sommaire|index|glossaire|licence.*|remerciements|préface|avant-propos|"
    r"bibliographie|références|notes|exercices?|solutions?|à propos.*|mentions légales|annexes?|copyright.*|"
    r"objectifs|voir aussi|commentaires|liens)$",
    generic_title=r"^(?:introduction|présentation|aperçu|résumé|conclusion|généralités|bases|contexte|exemples?|"
    r"remarques?|divers|vue d['’]ensemble|activation.*|accès.*|détails|synthèse|but)$",
    numbering_words="chapitre|section|partie|leçon|unité|module|annexe|étape",
    drop=r"\b(?:sans|supprime[rz]?|retire[rz]?|enlève|enlever|moins(?: de| sur)?|omettre|pas de)\b",
    more=r"\b(?:plus (?:de|sur|d')|ajoute[rz]?|développe[rz]?|approfondi[rs]?|insiste[rz]?(?: sur)?)\b",
    first=r"\b(?:commence[rz]? par|débute[rz]? par|d'abord)\b",
    last=r"\b(?:termine[rz]? par|fini[rs]?(?:sez)? par)\b",
    verbs={
        "beginner": (
            ("use", "Utiliser {term} pour {aim}"),
            ("pair", "Distinguer « {a} » de « {b} »"),
            ("steps", "Exécuter les étapes de « {title} »"),
            ("defined", "Définir le terme « {term} »"),
            ("does", "Décrire ce que fait {term}"),
            ("code", "Expliquer le sens de {term}"),
            ("noun", "Expliquer le rôle de « {term} »"),
        ),
        "intermediate": (
            ("use", "Utiliser {term} pour {aim}"),
            ("pair", "Comparer « {a} » et « {b} »"),
            ("steps", "Exécuter les étapes de « {title} »"),
            ("defined", "Expliquer le terme « {term} » par un exemple personnel"),
            ("does", "Expliquer quand utiliser {term}"),
            ("code", "Expliquer quand {term} est nécessaire"),
            ("noun", "Expliquer le rôle de « {term} »"),
        ),
        "advanced": (
            ("use", "Justifier quand employer {term} pour {aim}"),
            ("pair", "Comparer « {a} » et « {b} »"),
            ("steps", "Justifier l'ordre des étapes de « {title} »"),
            ("defined", "Analyser un cas personnel à l'aide du terme « {term} »"),
            ("does", "Justifier quand employer {term}"),
            ("code", "Évaluer l'emploi de {term} dans un cas personnel"),
            ("noun", "Analyser le rôle de « {term} »"),
        ),
    },
    articles=r"Une?|Des|Les?|La|L['’]",
    things=r"filtre|commande|option|fonction|méthode|outil|dialogue|fenêtre|réglage|paramètre|champ|variable|mot-clé|attribut|"
    r"directive|instruction|opérateur|programme|utilitaire|bouton|menu|mode|classe|module|type|propriété|événement|"
    r"évènement|"
    r"macro|greffon|extension|élément|balise|paquet|fichier|touche|curseur|glissière|case|entrée|action|rapport|script|"
    r"bibliothèque|colonne|vue|sous-menu",
    this=r"C(?:et?|ette)",
    restating=r"(?:C['’]est|Ce sont|Il s['’]agit d['’](?=une? )) ?(?=(?:une?|les?|la|l['’]) ?)",
    doing=r"(?!(?:est|doit|peut|fait|une|elle|cette|comme|encore|même|autre|existe|fonctionne|entre|contre|quelque|chaque|"
    r"dont|tout|avant|avait|était)\b)[a-zàâçéèêîôû]{3,}(?:e|et|it|ît)\b",
    apposing=r"une?",
    enumerating=r"sont|comprend|comprennent|inclut|incluent|se composent? de|contient|contiennent|comportent?|offre|proposent?",
    inside=words("de du des la le les à au aux en par"),
    remark=r"(?:remarques?|note|important|attention|rappel|à retenir|définition|explication|conseil|astuce|idée clé|en résumé|"
    r"retenez|concept|notion)\s?:\s+",
    field=r"(?:(?:en|dans|pour) (?:la |le |les |l['’])?[^,;:()]{3,40}|pour rappel|rappelons que), ?(?=(?:une?|les?|la|on|des) |l['’])",
    defining=(
        r"(?P<subject>(?:Le |La |L['’])(?P<term>[a-zà-ÿ]+(?: [a-zà-ÿ]+){0,2}?) d['’]une? [\wà-ÿ' -]{2,30}?) "
        r"(?P<link>est|se définit comme|est définie? comme) (?P<meaning>(?:le |la |l['’]|une? )(?:[\wà-ÿ]+ ){0,2}[\wà-ÿ]+ "
        r"(?:d[eu']|des|que|qui|entre|par|à|en) .+)",
        rf"(?P<subject>{_ARTICLE}{_TERM}{_BRACKET}{_ALIAS}) (?P<link>est|sont|désignent?|signifient?|constituent?) "
        rf"{_MEANING}",
        rf"(?P<subject>{_ARTICLE}{_TERM}{_BRACKET}{_ALIAS}) (?P<link>se définit comme|se définissent comme|"
        rf"(?:est|sont) définie?s? comme|correspond à|correspondent à|consiste en|consistent en|représentent?|fait "
        rf"référence à) {_MEANING}",
        rf"(?P<subject>{_NAME}{_BRACKET}{_ALIAS}) (?P<link>est|sont|désigne|signifie) {_MEANING}",
        rf"(?P<subject>{_ARTICLE}{_TERM}{_BRACKET}{_ALIAS}) (?P<link>consiste à|consistent à) "
        rf"(?P<meaning>[a-zéèê]+(?:er|ir|re) .+)",
        rf"On (?:appelle|nomme|désigne par|entend par|qualifie de) (?:une? (?=.* une? )|l['’])?{_TERM}{_BRACKET},? "
        r"(?P<meaning>(?:une? |le |la |les |l['’]|des |tout |toute ).+)",
        rf"Par (?:une? |le |la |l['’])?{_TERM}{_BRACKET},? on (?:entend|désigne) (?P<meaning>(?:une? |le |la |les |"
        rf"l['’]|des |tout |toute ).+)",
        r".*\b(?:le |la |les |une? |l['’])(?P<term>[a-zéèêà][\w-]+(?: [a-zéèêà][\w-]+)?), qui (?:est|sont) "
        r"(?P<meaning>(?:le |la |les |une? |l['’])[^,;:()]{12,120})",
        r"(?P<meaning>(?:Le |La |Les |Une? |L['’]|Tout |Toute |Ceux |Celles ).+?),? (?:(?:est|sont) (?:souvent |parfois |généralement "
        r")?(?:appelée?s?|nommée?s?|dénommée?s?)|s['’]appellent?|se nomment?|portent? le nom de) "
        rf"(?:une? |le |la |les |l['’]|des )?{_TERM}{_BRACKET}(?:,? (?:et|car|parce|qui|mais|ou|en|dans) .*)?",
        r"(?P<subject>(?:Le |La |L['’]|Une? )?(?:[a-zà-ÿ-]+ ){0,2}(?P<term>`[^`]+`)) (?P<link>est) "
        r"(?P<meaning>(?:une? |le |la |l['’]).+)",
        r"(?P<subject>(?:Le |La |L['’]|Une? )?(?:[a-zà-ÿ-]+ ){0,2}(?P<term>`[^`]+`)) (?P<does>(?!(?:une|elle|cette|"
        r"comme|encore|même|permette|doive|existe|reste|simple|est|peut|doit|dont|qui)\b)[a-zéèê]{3,}(?:e|it|end|"
        r"ît)) (?P<meaning>.+)",
    ),
    purposes=(
        r"^(?:Le |La |L['’])?(?:[a-zà-ÿ-]+ ){0,2}(?P<term>`[^`]+`) (?:permet|sert) (?:d['’]|de |à "
        r")(?P<meaning>[a-zéèê]+(?:er|ir|re)\b[^;:]+)$"
        r"|^Pour (?P<meaning2>[a-zéèê]+(?:er|ir|re)\b[^;:,`]+), (?:utilisez|exécutez|lancez|tapez|saisissez|on "
        r"utilise|il suffit d['’]utiliser|il faut utiliser|employez) "
        r"(?:le |la |l['’])?(?:[a-zà-ÿ-]+ ){0,2}(?P<term2>`[^`]+`)$"
        r"|\b(?:[Vv]ous pouvez|[Oo]n peut|[Ii]l est possible d['’e]) ?(?P<meaning3>[a-zéèê]+(?:er|ir|re)\b[^;:`]+?) "
        r"(?:avec|grâce à|à l['’]aide de|via|en utilisant) "
        r"(?:le |la |l['’])?(?:[a-zà-ÿ-]+ ){0,2}(?P<term3>`[^`]+`)$"
    ),
    vague_meaning=r"(?:(?:le|la|les|l['’]) ?(?:même|premier|première|second|seconde|dernier|dernière|seule?|meilleure?|suivante?|plus)s?|"
    r"(?:le|la|l['’]) ?(?:principale?|essentiel(?:le)?)|une? (?:bon|bonne|(?:[\wéèê]+ )?exemple|excellente?|manière|"
    r"façon|notion souvent|sorte|autre|grande?|simple)|l['’]une? des|"
    r"(?:(?:une?|le|la|les|des) )?(?:[\wà-ÿ]+ ){1,2}(?:fondamentale?|cruciale?|essentiel(?:le)?|clé|importante?|centrale?)s?)\b",
    procedure=r"\b(?:étapes?|ordre de|ordre dans lequel|procédure|instructions)\b",
    furniture=r"(?:précédent|suivant|accueil|sommaire|version)$",
    elsewhere=r"§ ?\d|\b(?:dans|aux) (?:les )?(?:prochains? |derniers? )?(?:chapitres|sections|leçons|parties) (?:suivante?s|précédente?s|ultérieure?s)\b|"
    r"\b(?:figures?|fig\.|tableaux?|chapitres?|sections?|annexe|pages?|équations?|listing|exemple|exercice) ?\d|"
    r"\bcomme (?:nous l['’]avons|on l['’]a|vous l['’]avez) vu\b|\b(?:au|du|le|la|dans la|dans le) "
    r"(?:chapitre|section|leçon|partie|vidéo|séance|cours) (?:précédente?|suivante?)\b|"
    r"\b(?:dans|dans le|dans la) (?:prochaine?|précédente?) (?:chapitre|section|leçon|partie|vidéo|séance|cours)\b|"
    r"\b(?:consultez|lisez|reportez-vous à|référez-vous à|voyez|voir) (?:\w+ ){0,4}(?:guide|manuel|documentation|article|page|lien|section|"
    r"chapitre|blog|tutoriel|livre)\b|\b(?:dans|le) (?:le )?(?:chapitre|notebook|complément) (?-i:[«A-ZÉ])|"
    r"\b(?:en savoir plus|plus d['’]informations|ce lien|lien suivant)\b|\bvoici (?:les|des|un|le) (?:graphiques?|diagrammes?|schémas?|figures?|images?)\b|"
    r"\b(?:nous|on) (?:le |la |les |y |en )?(?:verr(?:ons|a)|étudier(?:ons|a)|explique(?:rons|ra)|reviendr(?:ons|a)) (?:\w+ ){0,3}(?:plus (?:tard|loin)|ensuite|"
    r"dans la suite|bientôt)\b|"
    r"\b(?:le|au|la) (?:chapitre|section) (?:«|sur |consacrée? )|"
    r"\b(?:la|cette) (?:figure|image|photo)\b",
    labels=r"(?:essayer en ligne|essayez|exemples?|remarques?|notes?|source|photo|image|voir aussi)\b.{0,40}$",
    units=r"%|pour cent|°C|degrés?|mm|cm|km/h|km|kg|g|m|l|bar|mètres?|litres?|secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|"
    r"années?|bits?|octets?|[KMG]o|ms",
    limits=r"\b(?:doit|doivent|devrait|au moins|au plus|plus de|moins de|minimum|maximum|maximal|minimal|jusqu['’]à|inférieure?|supérieure?)\b",
    task_words=words(
        "sert servir servent décrire expliquer définir distinguer comparer rôle sens signification terme exemple propre points "
        "correctement adapté adaptée principaux différence différences analyser évaluer tâche cas cause causes "
        "conséquence conséquences raison raisons règle règles aide "
        "sûr sûre simple petit petite grand grande nouveau nouvelle réel minimal minimale clair claire"
    ),
    ahead=r"\b(?:suivante?s?|ci-dessous|comme suit)\b",
    example_title=r"exemples?\b",
    phrases={
        "and": "et",
        "beginner_topic": "Résumer les points essentiels de « {title} »",
        "intermediate_topic": "Expliquer les points essentiels de « {title} »",
        "advanced_topic": "Évaluer les points essentiels de « {title} »",
        "criterion_checks": "Répond correctement à au moins 80 % des questions sur « {title} ».",
        "criterion_objective": "Atteint l'objectif « {objective} » sans consulter la source.",
        "criterion_exercise": "Résout l'exercice et compare le résultat avec la solution.",
        "quoted": "« {text} »",
        "course_summary": "Ce cours traite de {titles}.",
        "lesson_summary": "Cette leçon traite de {titles}.",
        "feedback": "La source dit : « {sentence} » À relire : {place}.",
        "place_page": "« {heading} » dans {file}, page {page}",
        "place": "« {heading} » dans {file}",
        "example": "Exemple : {term}",
        "output_prompt": "Avant l'exécution, notez ce que ceci affiche. Comparez ensuite.",
        "command_prompt": "Dites ce que fait chacune de ces commandes avant de lire la réponse, puis comparez avec "
        "la sortie.",
        "code_prompt": "Lisez ce code et expliquez ligne par ligne ce qu'il fait. Comparez avec la source.",
        "fault_prompt": "Ce code ne fait pas ce qu'il devrait. Trouvez pourquoi et corrigez-le.",
        "write_prompt": "Écrivez le code pour {aim}. Comparez-le ensuite à celui de la source.",
        "gaps_prompt": "Complétez ce qui manque et dites ce que fait chacun de ces mots.",
        "list_prompt": "Sans revenir en arrière, notez les {count} points que la source énumère ici : {lead}",
        "hint_place": "Relisez {place}.",
        "solution_says": "La source dit : {text}",
        "application": "{text} Décrivez une situation personnelle où cela s'applique.",
        "resource": "{heading}",
        "pages": "p. {page}",
        "page_range": "p. {first}–{last}",
        "caption": "Les liens entre les notions",
        "ask_abbreviation": "Écrit en toutes lettres, le sigle « {short} » signifie {gap}.",
        "ask_command": "Le nom de la commande `{short}` est l'abréviation de {gap}.",
        "ask_term": "Quel terme correspond à cette description : « {meaning} » ?",
        "ask_code": "Lequel de ces éléments correspond à la description « {meaning} » ?",
        "ask_kind": "____ {said}.",
        "ask_meaning": "Quelle description correspond à {term} ?",
        "ask_doing": "Que fait {term} ?",
        "ask_purpose": "Que faut-il utiliser pour {meaning} ?",
        "ask_aim": "« {claim}. » Quel but ou quel effet la source indique-t-elle ?",
        "ask_reason": "« {claim}. » Quelle raison la source indique-t-elle ?",
        "ask_true": "Quelle affirmation sur {terms} est vraie ?",
        "ask_next": "{title} : quelle étape vient juste après « {step} » ?",
        "ask_first": "{title} : quelle étape vient en premier ?",
        "ask_forbidden": "{topic} : que ne faut-il PAS faire ?",
        "ask_told": "{topic} : que faut-il faire, d’après la source ?",
        "ask_amount": "Quelle valeur la source donne-t-elle pour « {label} » ?",
        "ask_member": "Lequel de ces éléments appartient à « {lead} » ?",
        "ask_not_member": "Lequel de ces éléments n'appartient PAS à « {lead} » ?",
        "ask_completed": "Lequel de ces éléments complète la phrase « {lead} … » ?",
        "ask_not_completed": "Lequel de ces éléments ne complète PAS la phrase « {lead} … » ?",
        "judge": "La description « {meaning} » correspond à {term}.",
        "about": "{topic} : {question}",
        "ask_of": "Qu’est-ce qui s’applique à {term} ?",
        "ask_printed": "Qu'affiche ce code ?\n\n{code}",
        "ask_missing_line": "Quelle ligne faut-il à la place de `____` pour que le code donne ce résultat ?\n\n{code}\n\n{output}",
        "ask_query": "Quelle requête donne ce résultat ?\n\n{output}",
        "ask_value": "Quelle est la valeur de cette expression ?\n\n{code}",
        "ask_last_value": "Quelle est la valeur de la dernière expression ?\n\n{code}",
        "ask_error": "Sur quelle erreur ce code se termine-t-il ?\n\n{code}",
        "ask_command_for": "Quelle commande utilise-t-on pour {aim} ?",
        "ask_code_for": "Avec quel code peut-on {aim} ?",
        "ask_code_that": "Lequel de ces codes {aim} ?",
        "ask_cell": "Qu'est-ce qui figure sous « {head} » pour {row} ?",
        "ask_cell_of": "Quelle indication de « {head} » vaut pour {row} ?",
        "ask_row_with": "Qu'est-ce qui a « {cell} » comme {head} ?",
        "ask_row": "Quelle entrée de « {first} » correspond à « {cell} » sous « {head} » ?",
        "order_prompt": "Remettez ces étapes dans l'ordre. {title} :",
        "compare_prompt": "Comparez {a} et {b} : dites ce qu'est chacun et en quoi ils diffèrent.",
        "fill_prompt": "Complétez les cellules vides de ce tableau sans revenir en arrière.",
        "mistake_prompt": "L'une de ces affirmations est fausse. Trouvez-la et corrigez-la.",
    },
)
