"""German."""

from __future__ import annotations

import re

from learning.checks.languages.language import pairs, patterns, words
from learning.checks.vocabulary.vocabulary import Vocabulary, ordered

GERMAN = Vocabulary(
    code="de",
    small=words(
        "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen keinem "
        "keiner ist sind war waren wird werden wurde wurden worden kann können konnte muss müssen soll sollte "
        "darf dürfen in im an am auf aus bei beim mit nach von vom zu zum zur für über unter durch um als wie "
        "wenn dass daß ob sich es er sie wir ihr man auch nur noch so dann da wo was wer wen wem wessen wann "
        "warum wozu womit wodurch woran welche welcher welches welchen welchem diese dieser dieses diesem diesen "
        "hat haben hatte hatten sein seine seiner seinem seinen seines ihre ihrer ihrem ihren ihres mehr sehr "
        "schon heißt heißen nennt genannt bezeichnet bedeutet gehört folgenden folgende folgender aussage "
        "aussagen richtig trifft gilt versteht begriff viele viel etwas alle alles jede jeder jedes macht machen "
        "gibt geben während wobei weil damit bis seit ohne gegen vor hinter neben zwischen ab"
    ),
    numbers=ordered(
        "zwei drei vier fünf sechs sieben acht neun zehn "
        "elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
    ),
    denying=words("nicht kein keine keinen keinem keiner nie niemals niemand nichts ohne weder außer statt"),
    light=words(
        "der die das den dem des ein eine einen einem einer eines ist sind war waren wird werden wurde es er sie "
        "man welche welcher welches mit in im an am bei von vom durch für auch so dann kann hat haben jeder jede "
        "jedes jeweils zu um"
    ),
    everyday={
        "kin": words("großmutter oma opa großvater onkel tante nachbar nachbarin batman superman weihnachtsmann"),
        "people": words(
            "butler gärtner gärtnerin bauer fischer klempner polizist feuerwehrmann pirat clown cowboy babysitter"
        ),
        "greetings": words("hallo tschüss bitte danke hurra"),
        "taste": words("lecker köstlich sauer salzig saftig"),
        "looks": words("blau rosa lila gelb hässlich niedlich"),
        "transport": words("fahrrad straßenbahn raumschiff hubschrauber roller taxi u-bahn"),
        "places": words("hotel restaurant strand bäckerei friseur zirkus zoo"),
        "food": words(
            "apfel äpfel käse pizza kuchen torte keks kekse banane schokolade kaffee bier spaghetti frühstück "
            "mittagessen "
            "abendessen limonade bratwurst wurst pommes burger butterbrot brötchen suppe eis"
        ),
        "pets": words("hund hunde katze katzen elefant pinguin affe hamster goldfisch giraffe känguru"),
        "fun": words(
            "klavier gedicht gedichte film filme kino lied lieder witz witze fußball fußballspiel basketball party "
            "geburtstag fernseher "
            "konzert gitarre spielzeug urlaub ferien geburtstagsfeier tanz"
        ),
        "house": words(
            "haare bleistift kugelschreiber radiergummi garten küche tisch stuhl spielplatz sofa kühlschrank toaster "
            "socke socken schuhe hut regenschirm kissen "
            "vorhang badezimmer wäsche lampe "
            "löffel hausaufgaben hausaufgabe"
        ),
        "days": words(
            "januar februar märz april juni juli august september oktober november dezember montag "
            "dienstag mittwoch donnerstag freitag samstag sonntag wochenende"
        ),
        "motives": words("spaß hübsch langeweile glück glücklich angeben ärgern faulheit"),
        "mood": words("laune wetter farbe lieblingsfarbe lustig schön nett faul hungrig gelangweilt"),
        "magic": words("einhorn einhörner zauberei zauberer fee feen gespenst drache außerirdische horoskop"),
        "brands": words("aldi lidl disneyland facebook instagram tiktok netflix lotto supermarkt"),
    },
    common=words(
        "bewegt bewegen hilft helfen gibt geben nimmt nehmen zeigt zeigen findet finden hält halten lässt lassen "
        "bringt bringen geht gehen kommt kommen läuft laufen arbeitet arbeiten wird werden beginnt beginnen hört "
        "ändert ändern steigt steigen sinkt sinken fällt fallen braucht brauchen erlaubt erlauben verursacht "
        "verursachen enthält enthalten erhält erhalten sendet senden folgt folgen führt führen liefert liefern "
        "schreibt schreiben liest lesen weiß wissen denkt denken sagt sagen fragt fragen steht stehen liegt "
        "liegen trägt tragen zieht ziehen bleibt bleiben überquerte überquert schließt schließen öffnet öffnen "
        "lang lange kurz groß große klein kleine hoch hohe niedrig niedrige gut gute schlecht neu neue alt alte "
        "wichtig wichtige verschieden verschiedene ähnlich schnell langsam stark schwach schwer leicht einfach "
        "bestimmte möglich nötig besondere mehrere viele wenige besser schlechter ganze voll leer offen frei "
        "stadt land haus wasser geld morgen abend nacht stunde woche monat temperatur wetter basis grundlage "
        "mitte anfang fenster tür hand hände kopf familie freund freunde kind kinder regierung geschichte buch "
        "brief straße raum rest reihe lage moment zeitraum jahrhundert höhe"
    ),
    idioms=words(
        "höhe form rahmen hinblick bezug laufe lauf falle fall grund basis hilfe gegensatz ende anfang sinne sinn "
        "folge verlauf vergleich namen zuge weise"
    ),
    opinion=patterns(
        r"^(?:die |der |das )?[\w-]+ (?:ist|sind) (?:eine? )?(?:interessant|wichtig|nützlich|schön|nett|gut|"
        r"beliebt)e[nrs]? "
        r"[\w-]+\s?[.!]?$",
        r"\b(?:viele|manche|die meisten) (?:menschen|leute) (?:denken|glauben|meinen|sagen|finden|mögen|lieben)\b",
        r"\b(?:ist|sind) (?:eine? )?(?:sehr|wirklich|ziemlich|äußerst) (?:interessant|wichtig|nützlich|schön|"
        r"spannend|"
        r"toll|nett|gut|beliebt)e[rsn]? \w+\s?[.!]?$",
        r"\b(?:ist|sind) (?:(?:sehr|wirklich|ziemlich|so|äußerst) )?(?:interessant|wichtig|nützlich|schön|"
        r"spannend|toll|"
        r"nett|notwendig|faszinierend|hilfreich|beliebt|schwierig|leicht)\s?[.!]?$",
    ),
    hedged=patterns(
        r"\b(?:manchmal|vielleicht|möglicherweise|gelegentlich|unter umständen|mitunter|"
        r"(?:kann|können) (?:\w+ )?(?:sehr |ziemlich )?(?:wichtig|nützlich|hilfreich|gefährlich|schwierig)|"
        r"ziemlich wichtig|sehr wichtig|auf viele weisen)\b"
    ),
    clause=re.compile(r"[,;:()]|\s[–—-]\s|\b(?:während|wohingegen|aber|sondern|obwohl|dagegen)\b", re.IGNORECASE),
    joint=re.compile(r"\b(?:und|oder)\b", re.IGNORECASE),
    relative=words("man er sie wir ihr zu"),
    joining=words(
        "der die das den dem des ein eine einen einem einer eines von vom in im an am auf aus bei beim mit nach "
        "zu zum zur für über unter durch um als wie und oder aber nicht kein keine keinen ist sind war waren sehr "
        "mehr sein seine ihre ihr diese dieser dieses jede jeder jedes alle viele heißt nennt man"
    ),
    verbal=words(""),
    adverbial=words("sich damit dadurch dabei daraus dafür"),
    articles=words("sich damit dadurch dabei etwas jemanden der die das den dem des ein eine einen einem einer eines"),
    absent=patterns(
        r"\b(?:zeigt|zeigen|stellt|stellen|erkennt man (?:auf|in)|sieht man (?:auf|in)) (?:die|das|der|den|dem|"
        r"diese[srmn]?) "
        r"(?:\w+ )?(?:abbildung|bild|karte|grafik|schaubild|diagramm|foto|zeichnung|tabelle|skizze|kurve|graph)\b",
        r"\b(?:abbildung|bild|karte|grafik|diagramm|tabelle|foto) (?:auf der (?:linken|rechten|nächsten) seite|"
        r"links|rechts)\b",
        r"^(?:warum|wie|wann|wo|was|wozu|weshalb) (?:\w+) (?-i:er|sie)\b(?! (?:heißen|heißt)\b)",
    ),
    pointing=words("dies diese dieser dieses diesem diesen folgende folgenden"),
    asking=patterns(
        r"^(?:\w+ ){0,3}(?:was|wer|wen|wem|wann|wo|warum|wie|womit|wozu|wodurch|welche[rsnm]?)\b",
        r"^(?:wählen|wähle|nennen|nenne|kreuze|kreuzen|bestimme|bestimmen|ordne|ordnen|ergänze|ergänzen|finde|finden|"
        r"gib|geben|berechne|berechnen|lies|lesen|markiere|markieren|angenommen|betrachte|betrachten)\b",
    ),
    empty=words(
        "nächstes nächste nächster zuerst danach dann jetzt schritt schritte getan tun passiert geschieht kommt folgt "
        "antwort ergebnis grund zweck unterschied lösung problem wichtig nötig richtig falsch frage hauptidee ziel "
        "beste besten erste ersten letzte passieren geschehen geht wirkung ursache"
    ),
    degrees=words("sehr höchst äußerst ziemlich besonders"),
    unspecific=patterns(
        r"^____ (?:ist|sind|war|waren) (?:ein(?:e|er|es)? |der |die |das )?(?:sehr |besonders |äußerst )?(?:wichtig|"
        r"nützlich|notwendig|nötig|häufig|unverzichtbar|entscheidend|hilfreich|beliebt|interessant|gefährlich)\w*\b",
        r"^____ (?:spielt|spielen|hat|haben) eine (?:\w+ )?(?:rolle|wirkung|bedeutung)\b",
        r"^____ (?:hilft|helfen|beeinflusst|beeinflussen) ",
        r"\b(?:kann|können) (?:auch )?(?:zu )?____ (?:führen|verursachen|haben|sein|enthalten)\s?\.?$",
        r"\b(?:ist|sind) (?:sehr )?(?:wichtig|nützlich|notwendig|nötig|gut|schlecht|hilfreich|"
        r"gefährlich) für ____\s?\.?$",
        r"\b(?:wie|wie zum beispiel|zum beispiel|z\. ?b\.) ____\s?\.?$",
        r"\b(?:sollte|sollten|muss|müssen) ____ haben\s?\.?$",
        r"\b(?:viel|mehr|genug|wenig|viele) ____\s?\.?$",
    ),
    this=patterns(
        r"(?<!\bvon )(?<!\bunter )\bdiese[rsmn]? (?!art\b|jahr|tag|zeit|woche|welt\b|weise\b|(?:der|aussagen?|"
        r"antworten|begriffe?|wörter|sätze)\b)([^\W\d_]{3,})\b(?! (?:von|der|die|das)\b)(?!, (?:der|die|das)\b)",
    ),
    persons=patterns(r"^(?:wer|wem|wen|wessen)\b"),
    amounts=patterns(
        r"^wie ?viele?\b|^wann (?:wurde|wurden|war|waren)\b|^(?:in|seit) welche[mnrs] (?:jahr|jahrhundert|jahrzehnt)\b"
    ),
    predicates=words("ist sind war waren hat haben kann können wird werden wurde wurden muss müssen darf"),
    undeniable=patterns(
        r"^es gibt (?:\w+ )?(?:verschiedene|viele|mehrere|unterschiedliche|zahlreiche|diverse) (?:\w+ )?(?:arten|"
        r"formen|typen|möglichkeiten|gründe|methoden|beispiele|dinge|faktoren|wege)\b",
    ),
    opposites=pairs(
        "steigt/sinkt steigen/sinken erhöht/senkt erhöhen/senken mehr/weniger höher/niedriger größer/kleiner "
        "größte/kleinste längste/kürzeste länger/kürzer höchste/niedrigste erste/letzte warm/kalt heiß/kalt "
        "schnell/langsam schneller/langsamer stark/schwach stärker/schwächer positiv/negativ früher/später "
        "innen/außen oberhalb/unterhalb links/rechts mit/ohne vor/nach immer/nie zunimmt/abnimmt "
        "leichter/schwerer"
    ),
    membership=patterns(
        r"^(?:welche[rsnm]?|was) (?:\w+ )?(?:der|von|dieser|diesen) (?:folgenden|diesen)?\b",
        r"\b(?:ist|sind|war|waren) (?:ein beispiel|beispiele|eine[rs]? (?:der|von)) (?:für |der |von )?|"
        r"\bgehör(?:t|en) zu",
    ),
    unsettling=words(
        "irgendein irgendeine irgendeinen irgendeinem beliebige beliebigen jeglicher jegliche jegliches andere "
        "anderen anderer anderes verschiedene verschiedenen bestimmte bestimmten bestimmter bestimmtes "
        "viele vielen mehrere mehreren zahlreiche zahlreichen gewisse gewissen ähnliche ähnlichen ähnlicher ähnliches"
    ),
    outcomes=words("ein eine der die das fehler fehlermeldung ausnahme nichts keine ausgabe kein ergebnis"),
    where=words("in nach durch"),
    document=words(
        "kapitel zusammenfassung einleitung vorlesung tutorial listing anhang absatz überschrift leser autor autorin "
        "übung übungen abbildung abbildungen fußnote lehrbuch glossar überblick"
    ),
    termed=patterns(
        r"\b(?:heißt|heißen|genannt|nennt man|bezeichnet)\b|\b(?:wie lautet|was ist) (?:der|die|das) "
        r"(?:name|begriff|fachbegriff|bezeichnung)\b|\bwelche[rsn]? (?:begriff|name|wort|ausdruck)\b"
    ),
    referring=words(
        "der die das den dem des dieser diese dieses diesem diesen er sie es ihr sein seine ihre ihm ihn hier "
        "dort würde sollte solche"
    ),
    idle=patterns(
        r"^(?:einfach )?(?:nichts tun|gar nichts|(?:es|das problem|alles) ignorieren|raten|aufgeben|nach hause gehen|"
        r"schlafen gehen|in panik geraten|weinen|weglaufen|auf das beste hoffen|durch (?:zauberei|glück|raten))\s?\.?$"
    ),
)
