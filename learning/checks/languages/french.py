"""French."""

from __future__ import annotations

from learning.checks.languages.language import ONE_OPTION, SOME_OPTIONS, Language, pairs, patterns, words

_PLACE = (
    r"(?:exemple|figure|listing|tableau|diagramme|image|schéma|chapitre|section|annexe|page|exercice|équation|partie|"
    r"paragraphe)"
)

FRENCH = Language(
    code="fr",
    function_words=words(
        "le la les un une des du de d l au aux et ou où mais donc car ne pas n est sont était étaient être été peut "
        "peuvent doit doivent que qu qui quoi dont ce cet cette ces se sa son ses leur leurs il elle ils elles on nous "
        "vous dans en par pour sur sous avec sans entre vers chez comme si quand lorsque plus très aussi tout tous "
        "toute "
        "toutes chaque autre autres y a ont c à quel quelle quels quelles"
    ),
    context=patterns(
        r"\b(?:la|le|les|l['’]) ?(?:premi(?:er|ère)|deuxième|second|seconde|troisième|derni(?:er|ère)|autre) "
        r"(?:expérience|"
        r"étude|essai|test|groupe|méthode|exemple|cas|solution|option|variante)\b(?! (?:de|d['’]|du|des|en|qui|que|"
        r"pour|à)\b)",
        r"\b(?:comme (?:nous l['’]avons )?(?:vu|dit|indiqué|mentionné|montré)|(?:vu|montré|décrit|mentionné|défini|"
        r"cité|"
        r"présenté)e?s? (?:plus haut|ci-dessus|ci-dessous|précédemment|auparavant|plus loin))\b",
        r"\bci-(?:dessus|dessous|après|contre)\b",
        r"\b(?:le|la|les|l['’]) ?(?:\w+ )?(?:précédente?s?|suivante?s?|susmentionnée?s?)\b(?! (?:de|l['’]|le|la|les|"
        r"du|des)\b)",
        rf"\b(?:voir|cf\.?|dans|de) (?:la |le |l['’])?{_PLACE} \d",
        rf"\b(?:dans|de) (?:cet|cette|ce) {_PLACE}\b",
        r"\b(?:dans (?:ce|ces|de tels|les deux) cas|de cette (?:façon|manière)|pour cette raison|pour cela|à cet "
        r"effet)\b",
        r"\b(?:selon|d['’]après|(?:mentionné|décrit|expliqué|cité|indiqué)e?s? dans) (?:le|la|l['’]|ce|cet|"
        r"cette) ?(?:texte|"
        r"section|leçon|passage|paragraphe|auteure?|vidéo|cours|lecture)\b(?! d[eu’'])",
        r"\btitre (?:de la|du|de cette|de ce) (?:section|chapitre|leçon|cours|page|module)\b",
        r"\bdans (?:l['’](?:expérience|étude|histoire|enquête)|le (?:poème|récit)|la vidéo)(?=,| ?\?|$| (?:décrite?|"
        r"mentionnée?)\b)",
        r"\bdans (?:le|la) (?:premi(?:er|ère)|deuxième|derni(?:er|ère)) (?:phrase|paragraphe|partie|"
        r"section)\b(?! d[eu’'])",
        r"\b(?:mentionne|dit|affirme|décrit|explique|recommande) (?:le|la|l['’]|ce|cette) ?(?:texte|auteure?|section|"
        r"leçon|passage)\b",
        r"\b(?:(?:vous|on|nous) (?:pouvez|peut|pouvons) (?:également|aussi)|il est (?:également|aussi) possible)\b",
        r"\b(?:ce|cet|cette|ces|tels?|telles?) ____",
        r"\b(?:notre|nos|voyons|prenons|essayons|utilisons|exécutons|regardons|commençons)\b",
        r"(?<![\w-])(?:cela|ceci|ça) (?:signifie|permet|fait|évite|arrive|peut|assure|est|se|veut)\b",
        r"\b(?:celui|celle|ceux|celles)-(?:ci|là)\b",
        r"^(?!.{0,600}\b(?:parce|puisque|si|quand|lorsque|comme|bien que|"
        r"car)\b)[^,;:()]{1,80}?(?<!\bet)(?<!\bou)(?<!\bmais) (?:donc|cependant|toutefois|pourtant|néanmoins|"
        r"par conséquent|en revanche|en effet)\b",
        r"^(?!.{0,600}(?:\d|\b(?:quand|avant|depuis|si|et|après|lorsque)\b)).{0,600}\b\w+ (?:minutes|heures|jours|"
        r"semaines|mois|ans|années|siècles) (?:plus tard|après|auparavant)\b(?! (?:que|la|le|les)\b)",
        r"\ble lendemain\b(?! d)|\b(?:le même|la même) (?:jour|année|mois|siècle)\b(?! que)|\bl['’](?:année|"
        r"an) suivant",
        r"^l['’]aut(?:eur|rice) (?!(?:de|du|des|d['’]|est|fut|était)\b)(?:le |la |les |l['’]|se |s['’])?\w+",
        r"\bdans notre (?:cas|exemple|expérience|étude)\b",
        r"\b(?:après|avant|dans|à) l['’]étape \d",
        r"\b(?:le|la) (?:fichier|programme|base de données|dossier) d['’]exemple\b",
    ),
    offering=patterns(r"\bsuivante?s?\b|\b(?:ce|cet|cette|ces)\b"),
    first_clause=(),
    pointed=(),
    opening=patterns(
        r"(?:cependant|toutefois|pourtant|néanmoins|donc|ainsi(?! que)|alors(?! que)|mais|et|ensuite|puis|aussi|"
        r"également|"
        r"en revanche|sinon|de même|de plus|en outre|par ailleurs|enfin|finalement|ici|maintenant|par exemple|par "
        r"conséquent|"
        r"c['’]est-à-dire|autrement dit|en effet|d['’]où|après quoi|malgré tout|à la place|d['’]autre part|"
        r"deuxièmement)\b",
        r"(?:dans|avec|pour|par|de|à|sur) (?:cet?|cette|ces) \w+\b",
        r"(?:il|elle|ils|elles)\b(?! (?:est|sont|faut|existe|y a|s['’]agit) )",
        r"(?:ceci|cela|ça|celui-ci|celle-ci|ceux-ci|celles-ci|ce dernier|cette dernière|ces derni(?:ers|ères)|ce|cet|"
        r"cette|"
        r"ces|son|sa|ses|leurs?|les deux|tous (?:deux|trois)|il en (?:est|va) de même|il s['’]agit)\b",
        r"c['’](?:est|était)\b(?! .{1,90}\b(?:que|qui)\b)",
        r"(?:quand|lorsque|si) (?:ceci|cela|c['’]est le cas)\b|si (?:oui|non),|aucun(?:e)? d['’]entre (?:eux|elles)\b|"
        r"pour (?:ce faire|y parvenir|l['’]éviter)\b",
        r"(?:figure|tableau|listing|exemple|lignes?|étape|équation) \d|(?:la figure|le tableau) \d",
        r"(?:le|la|l['’]) ?(?:premi(?:er|ère)|deuxième|second|seconde|troisième|derni(?:er|ère)|autre) (?:méthode|"
        r"approche|"
        r"exemple|cas|option|ligne|façon|variante|solution|colonne|commande)\b(?! (?:de|du|des|d['’]|est de)\b)",
        r"(?:un autre|une autre|d['’]autres|l['’]autre|les autres|le reste|le seul|la seule|ce qui précède)\b",
        r"comme (?:mentionné|indiqué|décrit|expliqué|dit|vu|précédemment)\b",
        r"nous (?!(?:appelons|nommons|disons|parlons|distinguons|pouvons)\b)",
        r"(?:d['’]abord|tout d['’]abord|par la suite|plus tard|entre-temps|auparavant|en particulier|en résumé|"
        r"en fait|de ce fait|à son tour|à ce moment|dès lors|or|en premier lieu|au début(?! (?:de|du|des))|"
        r"depuis lors|jusque-là|en même temps)\b",
        r"(?:le|la|l['’]) ?(?:premi(?:er|ère)|deuxième|second|seconde|troisième|derni(?:er|ère)|autre) (?:type|sorte|"
        r"catégorie|raison|avantage|inconvénient|condition|groupe|étape|problème|question|facteur|aspect|phase|"
        r"différence|propriété|principe|hypothèse|tâche)\b(?! (?:de|du|des|d['’]|dans|pour)\b)",
        r"(?:le même|la même|les mêmes) \w+ (?:peut|peuvent|est|sont|était|doit|aussi)\b(?!.{1,90}\b(?:que|pour tous|"
        r"dans tous)\b)",
        r"(?:le|la|une?|les) (?:[\w-]+ ){0,3}(?:de|pour|sur) (?:son|sa|ses|leurs?|cet?|cette|ces)\b",
        r"(?:une fois|après) (?:que )?(?:ceci|cela|ça)\b|(?:quand|lorsque|si|parce que|bien que) (?:ceci|cela|ça|"
        r"ceux-ci|celles-ci)\b",
        r"comme (?:on|vous|nous) (?:peut|pouvez|pouvons|le) (?:le )?(?:voir|constater|voyez|voyons)\b",
    ),
    fragment=patterns(
        r"^(?:[\w`'’-]+ ){0,6}[\w`'’-]+, (?:comme|tels? que|telles? que) [^,;]*$",
        r"^(?:chapitre|section|leçon|partie|module|exercice|problème|question) \d+(?:\.\d+)*\s?[:.–—-]\s",
        r"^(?:avantages|inconvénients|types|sortes|causes|effets|usages|exemples|propriétés|caractéristiques|parties|"
        r"fonctions|principes|définition|histoire|aperçu|importance|structure|règles|éléments|formes|méthodes|"
        r"symptômes) (?:de|du|des|d['’]|pour) ?(?!.{0,600}(?:[.?!]|\b(?:est|sont|était|ont|a|peut|peuvent)\b))",
        r"^(?:étape|note|remarque|astuce|exemple|figure|tableau|source|conseil|objectifs?|mots[- ]clés|défi|"
        r"avertissement|solution|devoir)(?: \d+(?:\.\d+)*)?\s?[:–—]\s(?!.{0,600}\?)",
        r"^(?:expliquer|décrire|identifier|comprendre|connaître|énumérer|comparer|distinguer|reconnaître|appliquer|"
        r"analyser|savoir) (?!.{0,600}\b(?:est|sont|permet|permettent|signifie|aide)\b).{0,400}____",
        r"^(?:avantages?|inconvénients?|types|causes?|effets?|usages?|propriétés|symptômes|traitement|matériel|"
        r"ingrédients|prérequis)\s?: (?!.{0,600}\?)",
    ),
    elsewhere=patterns(
        r"\b(?:dans|à|au|de) (?:la |le |l['’])?(?:section|chapitre|exemple|partie) (?:précédente?|suivante?)\b",
        r"\bcomme (?:nous l['’]avons )?(?:déjà )?(?:vu|mentionné|indiqué|expliqué)\b|\bvoir (?:plus (?:haut|bas|loin)|"
        r"ci-(?:dessus|dessous))\b",
        r"\b(?:mentionn|décri|montr|défini|cit)(?:é|t)?e?s? (?:ci-dessus|plus haut|précédemment|plus loin)\b",
    ),
    beside=patterns(
        r"\b(?:l['’]|le |la |cet |cette )(?:exemple|code|tableau|figure|listing|schéma|graphique|image|carte|"
        r"formule|équation|"
        r"diagramme|programme) (?:précédente?|suivante?|"
        r"ci-(?:dessus|dessous))\b",
        r"^dans (?:cet exemple|ce code|ce listing)\b",
    ),
    boilerplate=patterns(
        r"^(?:la|le|l['’]) ?(?:section|chapitre|guide|annexe|partie|manuel) (?:\S+ ){0,4}(?:explique|décrit|couvre|"
        r"montre|"
        r"contient|présente)\b",
        r"\bpour (?:plus|davantage) (?:d['’]informations?|de détails)\b|\bvoir aussi\b|\breportez-vous\b|\bconsultez "
        r"(?:la|le|"
        r"l['’])",
        r"\b(?:abonnez-vous|suivez-nous|notre lettre d['’]information)\b|^téléchargez (?:la|les|le)\b",
        r"\btous droits réservés\b|^sous licence\b|\bpolitique de confidentialité\b|©",
        r"\b(?:ce|cette|cet) (?:livre|chapitre|section|manuel|guide|tutoriel|cours|page|leçon|article)\b",
        r"\b(?:dans|au) (?:le |la |l['’])?(?:prochaine?|chapitre suivant|chapitre précédent|section suivante)\b",
        r"^(?:le |la |l['’])?(?:chapitre|section|annexe|leçon) \d+(?:\.\d+)* (?:traite|décrit|explique|couvre|montre|"
        r"contient|"
        r"présente)\b",
        r"^(?:dernière (?:mise à jour|modification)|aller au contenu|haut de page|page \d+ sur)\b|^(?:précédent|"
        r"suivant)\s?:",
        r"\b(?:vous apprendrez|nous (?:apprendrons|verrons))\b",
        r"\b(?:à la fin de (?:ce|cette)|après avoir (?:lu|terminé) (?:ce|cette)|à l['’]issue de (?:ce|cette))\b|"
        r"\bvous serez capables? de\b",
        r"\b(?:publiée? (?:pour la première fois )?(?:en|par) ____|à quelle page)\b|\btitre du (?:chapitre|livre)\b",
        r"\b(?:date de rendu|examen final)\b",
        r"\b(?:____|combien de) (?:chapitres|pages|diapositives|exercices|leçons|annexes|paragraphes)\b|"
        r"^le site (?:web |internet )?(?:de|du)\b",
        r"\bnotre (?:site|page|chaîne|lettre d['’]information)\b",
        r"\ble (?:cours|séminaire|examen) (?:a lieu|commence à)\b|\bsur la couverture\b",
        r"^voir (?:le |la |l['’])?(?:glossaire|annexe|manuel|documentation)\b|\b(?:le cours|l['’]atelier) (?:coûte|"
        r"dure|commence)\b",
    ),
    contrast=patterns(
        r"\b(?:seule?s?|seulement|uniquement|contrairement à|tandis que|alors que|au lieu de|plutôt que|sauf|excepté|"
        r"jamais|"
        r"mais pas)\b"
    ),
    defining=patterns(
        r"\b(?:consistent?|s['’]appellent?|on appelle|appelée?s?|se définit|désignent?|signifient?|est une?|sont des|"
        r"sont les|"
        r"correspond(?:ent)? à|fait référence à)\b",
        r"^une? ____ (?:est|a|peut|contient|comporte|désigne)\b",
    ),
    counterparts=pairs(
        "ligne/colonne lignes/colonnes clé/valeur clés/valeurs entrée/sortie entrées/sorties cause/effet causes/effets "
        "question/réponse questions/réponses forme/contenu partie/tout corps/esprit théorie/pratique"
    ),
    naming=patterns(r"\b(?:s['’]appellent?|(?:est|sont) (?:appel|nomm|dénomm)ée?s?|on appelle)\s+(.+)"),
    negated=patterns(
        r"\b(?:quel(?:le)?s?|lequel|laquelle|lesquels|lesquelles|qui)\b[^,.?]{0,60}\b(pas|jamais)\b[^?]*\?"
    ),
    absolute=words("toujours jamais complètement absolument impossible"),
    vague=words(
        "généralement fréquemment occasionnellement rarement normalement typiquement parfois souvent peut-être"
    ),
    general=words(
        "chose choses fait faits cas manière manières façon façons forme formes raison raisons problème problèmes idée "
        "idées temps nombre nombres type types sorte sortes classe classes partie parties ensemble ordre groupe "
        "groupes "
        "liste listes nom noms valeur valeurs résultat résultats exemple exemples système systèmes méthode méthodes "
        "fonction fonctions ligne lignes tableau tableaux colonne colonnes fichier fichiers données élément éléments "
        "objet "
        "objets mot mots texte champ champs page pages lieu endroit point points niveau taille longueur fin côté usage "
        "utilisateur utilisateurs travail monde personne personnes jour jours année an état changement changements "
        "processus action effet événement condition étape étapes règle règles terme termes question réponse "
        "information "
        "modèle structure composant composants caractéristique caractéristiques propriété opération argument paramètre "
        "variable variables expression code programme commande commandes outil outils différence unité vie zone "
        "situation "
        "relation but version entrée espace clé bloc option options configuration contenu image images"
        " collection collections format formats capacité capacités importance besoin "
        "besoins développement décision décisions expérience succès explication explications conséquence "
        "conséquences domaine domaines occasion aide conseil intérêt catégorie catégories combinaison "
        "contexte solution solutions trait traits moyen moyens inconvénient inconvénients avantage avantages "
        "phase phases rôle rôles difficulté difficultés style stratégie stratégies technique techniques thème "
        "thèmes titre environnement circonstance soutien procédure procédures comportement variété exigence "
        "approche approches objectif objectifs aspect aspects facteur facteurs tâche tâches description "
        "descriptions quantité série ressource ressources représentation représentations"
    ),
    nameless=words(
        "chose choses fait faits cas manière manières façon façons raison raisons lieu endroit personne personnes gens"
    ),
    aside=patterns(
        r"^(?:comme|contrairement à|à la différence de) (?:la plupart des|beaucoup de|tous les|d['’]autres) (?:\S+ "
        r"){0,3}____",
        r"____ (?:très|vraiment|assez|particulièrement) (?:intéressante?|importante?|utile|bonne?|belle|beau|populaire|"
        r"difficile|facile)s?\b",
        r"\bune? (?:importante?|grande?|bonn?e?|mauvaise?) ____",
        r"\bune? ____ (?:importante?|utile|intéressante?|courante?|fondamentale?|essentielle?|typique)\b",
    ),
    unfocused=patterns(
        r"^(?:laquelle|lesquelles|lequel|lesquels|quelle|quelles|quel) (?:de ces |des |parmi les )?(?:affirmations?|"
        r"réponses?|"
        r"options?|phrases?|énoncés?)?(?: suivante?s?)?\s?(?:est|sont) (?:vraie?|correcte?|juste|exacte?|fausse|faux)s?"
        r"\s?[?:]?$"
    ),
    negations=words("ne pas jamais aucun aucune personne rien sans ni non"),
    genders=(
        (
            words("un le du au"),
            ("tion", "sion", "ité", "ance", "ence", "ture", "erie", "ette", "esse", "ologie", "graphie"),
        ),
        (
            words("une la"),
            ("ment", "isme", "oir", "ier", "eau", "teur", "scope", "gramme"),
        ),
    ),
    all_of_the_above=patterns(
        r"\b(?:toutes les réponses|aucune (?:de ces réponses|des réponses)|tous les précédents|les deux(?: réponses)?$)"
    ),
    joined_options=patterns(
        rf"^(?:seulement |uniquement )?{SOME_OPTIONS}(?:,? (?:et|ou) {ONE_OPTION})+(?: seulement)?\.?$"
    ),
    truth=words("vrai faux oui non"),
)
