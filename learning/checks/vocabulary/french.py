"""French."""

from __future__ import annotations

import re

from learning.checks.languages.language import pairs, patterns, words
from learning.checks.vocabulary.vocabulary import Vocabulary, ordered

FRENCH = Vocabulary(
    code="fr",
    small=words(
        "le la les l un une des du de d à au aux en dans avec par pour sans sur sous entre depuis vers chez et ou "
        "mais ni ne pas non est sont était étaient fut être été peut peuvent doit doivent que qu qui quoi dont où "
        "se s son sa ses leur leurs lui il elle ils elles on nous vous je tu ce c cet cette ces cela ça comme si "
        "quand plus moins très aussi seulement tout tous toute toutes chaque autre autres y a ont avait ayant "
        "quel quelle quels quelles lequel laquelle lesquels lesquelles comment combien pourquoi appelle appelait "
        "appelé appelée nomme signifie suivant suivante suivants suivantes affirmation affirmations vrai vraie "
        "correcte correct terme mot exemple type même fait faire font lorsque pendant afin car donc puis ainsi "
        "parmi selon consiste désigne est-ce appelle-t-on c'est qu'est-ce n'est s'appelle"
    ),
    numbers=ordered(
        "deux trois quatre cinq six sept huit neuf dix "
        "onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt"
    ),
    denying=words("ne n pas jamais personne rien aucun aucune sans ni sauf non"),
    light=words(
        "le la les l un une des du de d est sont était fut être été qui que il elle on avec dans en par pour se "
        "son sa ses aussi très chaque peut fait faire à au aux c ce"
    ),
    everyday={
        "kin": words("grand-mère grand-père mamie oncle tante voisin voisine batman superman"),
        "people": words(
            "majordome jardinier fermier pêcheur plombier policier pompier pirate clown cowboy baby-sitter"
        ),
        "greetings": words("bonjour salut merci pardon"),
        "taste": words("délicieux délicieuse savoureux salé salée juteux"),
        "looks": words("bleu rose jaune violet laid laide mignon"),
        "transport": words("vélo tramway hélicoptère trottinette taxi voiture"),
        "places": words("hôtel restaurant plage boulangerie coiffeur cirque zoo"),
        "food": words(
            "pomme pommes fromage pizza hamburger gâteau gâteaux biscuit biscuits banane chocolat café bière "
            "spaghettis déjeuner dîner "
            "goûter limonade sandwich glace saucisse croissant frites"
        ),
        "pets": words("chien chiens chat chats éléphant pingouin singe hamster girafe kangourou"),
        "fun": words(
            "film films cinéma chanson chansons blague blagues football basket fête anniversaire télévision "
            "concert guitare jouet jouets vacances danse"
        ),
        "house": words(
            "stylo crayon gomme cuisine chambre canapé réfrigérateur frigo grille-pain chaussette chaussettes "
            "chaussures chapeau "
            "parapluie oreiller "
            "rideau lampe cuillère devoirs ordinateur téléphone jardin béton"
        ),
        "days": words(
            "janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi "
            "mercredi jeudi vendredi samedi dimanche week-end"
        ),
        "motives": words("amusement amuser jolie ennui chance frimer embêter paresse"),
        "mood": words("ciel météo couleur préféré préférée drôle joli paresseux affamé ennuyé"),
        "magic": words("licorne licornes magie magique magicien fée fées fantôme extraterrestre dragon horoscope"),
        "brands": words("disneyland facebook instagram tiktok netflix loto supermarché"),
    },
    common=words(
        "déplace déplacent aide aident donne donnent prend prennent utilise utilisent montre montrent trouve "
        "trouvent garde gardent laisse laissent met mettent voit voient va vont vient viennent devient deviennent "
        "commence commencent change changent porte portent faut permet permettent cause causent contient "
        "contiennent reçoit reçoivent envoie envoient suit suivent augmente augmentent diminue diminuent monte "
        "montent baisse baissent traverse traversa entre entrent sort sortent vit vivent construit crée créent "
        "écrit lit sait pense dit disent long longue court courte grand grande petit petite haut haute bas basse "
        "bon bonne mauvais mauvaise nouveau nouvelle vieux vieille important importante différent différente "
        "semblable rapide lent lente fort forte faible difficile facile simple possible nécessaire spécial "
        "plusieurs nombreux meilleur pire plein vide ouvert libre ville pays maison eau argent matin soir nuit "
        "heure semaine mois température base milieu début fenêtre main mains tête famille ami amis enfant enfants "
        "gouvernement histoire livre lettre rue reste série moment période siècle"
    ),
    idioms=words(
        "unité base cause partir cours moyen cas forme lieu fin aide sein travers raison fait niveau point faveur "
        "manière"
    ),
    opinion=patterns(
        r"^(?:les? |la )?[\w-]+ (?:est|sont) (?:une?|des) [\w-]+ (?:intéressante?|importante?|utile|"
        r"populaire)s?\s?[.!]?$",
        r"\b(?:beaucoup de|certaines|la plupart des) (?:gens|personnes) (?:pensent|croient|disent|aiment|trouvent)\b",
        r"\b(?:est|sont) (?:une?|des) (?:\w+ )?(?:très|vraiment|assez) (?:intéressante?|importante?|utile|belle|"
        r"beau|bonne?|"
        r"joli[e]?|passionnante?|populaire)s?(?: \w+)?\s?[.!]?$",
        r"\b(?:est|sont) (?:(?:très|vraiment|assez|si|extrêmement) )?(?:intéressante?|importante?|utile|amusante?|"
        r"belle|beau|"
        r"passionnante?|génial|nécessaire|fascinante?|populaire|difficile|facile)s?\s?[.!]?$",
    ),
    hedged=patterns(
        r"\b(?:parfois|peut-être|éventuellement|dans certains cas|quelquefois|assez importante?s?|"
        r"(?:peut|peuvent) être (?:\w+ )?(?:utile|importante?|dangereu(?:x|se)|difficile|différente?)|"
        r"très importante?s?|de bien des manières)\b"
    ),
    clause=re.compile(r"[,;:()]|\s[–—-]\s|\b(?:tandis que|alors que|mais|bien que|en revanche)\b", re.IGNORECASE),
    joint=re.compile(r"\b(?:et|ou)\b", re.IGNORECASE),
    relative=words("qui il elle ils elles on se ne"),
    joining=words(
        "le la les un une des du de à au aux en dans avec par pour sans sur sous entre et ou mais ni pas est sont "
        "était très plus moins son sa ses leur leurs ce cet cette ces chaque tout toute comme appelle"
    ),
    verbal=words("peut peuvent doit doivent faut se ne"),
    adverbial=words(""),
    articles=words("quelque tout quelqu'un le la les l un une des du son sa ses"),
    absent=patterns(
        r"\bci-(?:dessus|contre)\b|\b(?:figure|schéma|image|graphique|tableau|carte|texte|document|photo|courbe|"
        r"dessin|code) "
        r"ci-\w+|\b(?:illustré|montré|représenté|indiqué)e?s? (?:sur|dans) (?:la|le|"
        r"cette|ce) (?:figure|image|carte|graphique|tableau|schéma|photo|dessin)\b",
        r"\b(?:que|qu['’]) ?(?:est-ce que )?(?:montre|représente|illustre|indique)(?:nt)? (?:la|le|cette|ce|"
        r"l['’]) ?(?:figure|"
        r"image|carte|graphique|tableau|schéma|photo|dessin|courbe)\b",
        r"^(?:pourquoi|comment|quand|où) \w+-(?:t-)?(?:il|elle|ils|elles)\b(?! y\b)",
    ),
    pointing=words("ce cet cette ces cela ceci celui celle"),
    asking=patterns(
        r"\b(?:(?:les?|la|aux?|des?|du)?quel(?:le)?s?|donner|indiquer|choisir|cocher|citer)\b|"
        r"^(?:\w+ ){0,3}(?:quand|où|comment|pourquoi|combien|qu[ei]|qu['’]est)\b",
        r"^(?:choisissez|choisis|sélectionnez|sélectionne|indiquez|indique|nommez|nomme|cochez|coche|citez|cite|"
        r"complétez|complète|calculez|calcule|ordonnez|identifiez|donnez|donne|lisez|lis|supposons)\b",
    ),
    empty=words(
        "ensuite après puis maintenant étape étapes passe arrive vient réponse résultat raison but différence solution "
        "problème important importante nécessaire meilleur meilleure question idée principale principal premier "
        "première prochain prochaine dernier dernière effet passé-t-il passe-t-il arrive-t-il que faut-il"
    ),
    degrees=words("très plus moins trop assez si"),
    unspecific=patterns(
        r"^____ (?:est|sont|était|étaient) (?:une? |des |le |la |les )?(?:\w+ )?(?:très |plus )?(?:importante?s?|"
        r"essentiel(?:le)?s?|nécessaires?|utiles?|courante?s?|vita(?:l|le|ux)|dangereu(?:x|se)s?|intéressante?s?)\b",
        r"^____ (?:joue|jouent|a|ont) une? (?:\w+ )?(?:rôle|effet|impact|influence)\b",
        r"^____ (?:aide|aident|influence|influencent) ",
        r"\b(?:peut|peuvent) (?:causer|provoquer|produire|inclure|avoir|être|mener à|conduire à) ____\s?\.?$",
        r"\b(?:est|sont) (?:très )?(?:importante?s?|nécessaires?|utiles?|bonn?e?s?|dangereu(?:x|"
        r"ses?)) pour ____\s?\.?$",
        r"\b(?:tel(?:le)?s? que|comme|par exemple) ____\s?\.?$",
        r"\b(?:doit|doivent|devrait|devraient) avoir ____\s?\.?$",
        r"\b(?:beaucoup|plus|assez) (?:de |d['’])____\s?\.?$",
    ),
    this=patterns(
        r"(?<!\bde )(?<!\bparmi )(?<!est-)\b(?:ce|cet|cette|ces) (?!type|genre|sorte|siècle|jour|année|époque|"
        r"monde\b|cas\b|que\b|"
        r"qui\b|sont\b|soit\b|n\b)([^\W\d_]{3,})\b(?! (?:qui|que|de)\b)",
        r"\b(?:fonction|rôle|cause|effet|nom|but) de (?:ce|cet|cette|ces) (?!type)([^\W\d_]{3,})\b(?! (?:qui|que)\b)",
    ),
    persons=patterns(r"^(?:à |de |avec )?qui\b"),
    amounts=patterns(
        r"^combien\b|^quand (?:a|ont|fut)\b|^en quelle année\b|^(?:à|en|au) quel(?:le)? (?:siècle|année|décennie)\b"
    ),
    predicates=words("est sont était a ont peut peuvent doit doivent fut"),
    undeniable=patterns(
        r"^il (?:y a|existe) (?:de nombreu(?:x|ses)|plusieurs|différent[es]+|divers(?:es)?|"
        r"beaucoup de) (?:\w+ )?(?:types|"
        r"sortes|formes|façons|raisons|méthodes|exemples|choses|facteurs)\b",
    ),
    opposites=pairs(
        "augmente/diminue augmentent/diminuent monte/baisse montent/baissent plus/moins avant/après "
        "premier/dernier première/dernière chaud/froid rapide/lent fort/faible positif/négatif "
        "positive/négative maximum/minimum dedans/dehors dessus/dessous gauche/droite avec/sans "
        "toujours/jamais long/court haut/bas gagne/perd supérieur/inférieur supérieure/inférieure"
    ),
    membership=patterns(
        r"^(?:le|la|les)?quel(?:le)?s? (?:de|des|parmi) (?:ces|suivante?s|ceux)?\b|\bparmi (?:ces|les|celles|ceux)\b",
        r"\b(?:est|sont|était|étaient) (?:un exemple|des exemples|l['’]une?|une?|partie) (?:de|des|du)\b",
    ),
    unsettling=words(
        "plusieurs nombreux nombreuses autre autres certain certaine certains certaines différents différentes "
        "similaires"
    ),
    outcomes=words("un une le la erreur exception rien aucune sortie aucun résultat"),
    where=words("en dans vers"),
    document=words(
        "chapitre chapitres résumé introduction leçon tutoriel annexe paragraphe titre lecteur auteur exercice "
        "exercices figure figures glossaire"
    ),
    termed=patterns(
        r"\b(?:appel|nomm|dénomm)(?:é|ée|és|ées|le|lle)\b|\bquel est le (?:nom|terme|mot)\b|\bs['’]appelle(?:nt)?\b|"
        r"\bquel (?:terme|nom|mot)\b"
    ),
    referring=words("le la les l ce cet cette ces il elle ils son sa ses leur lui ici devrait tel"),
    idle=patterns(
        r"^(?:simplement )?(?:ne rien faire|rien du tout|(?:l['’]|tout |le problème )?ignorer(?: le problème| tout)?|"
        r"deviner|abandonner|rentrer chez soi|aller dormir|paniquer|pleurer|s['’]enfuir|espérer que tout ira bien|"
        r"par (?:magie|chance))\s?\.?$"
    ),
)
