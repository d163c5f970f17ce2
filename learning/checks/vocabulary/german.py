"""German."""

from __future__ import annotations

import re

from learning.checks.languages.language import patterns, words
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
        "transport": words("fahrrad straßenbahn raumschiff hubschrauber roller taxi u-bahn"),
        "places": words("hotel restaurant strand bäckerei friseur zirkus zoo"),
        "food": words(
            "pizza kuchen torte keks kekse banane schokolade kaffee bier spaghetti frühstück mittagessen "
            "abendessen limonade bratwurst wurst pommes burger butterbrot brötchen suppe eis"
        ),
        "pets": words("hund hunde katze katzen elefant pinguin affe hamster goldfisch giraffe känguru"),
        "fun": words(
            "film filme kino lied lieder witz witze fußball fußballspiel basketball party geburtstag fernseher "
            "konzert gitarre spielzeug urlaub ferien geburtstagsfeier tanz"
        ),
        "house": words(
            "sofa kühlschrank toaster socke socken schuhe hut regenschirm kissen vorhang badezimmer wäsche lampe "
            "löffel hausaufgaben hausaufgabe"
        ),
        "mood": words("wetter farbe lieblingsfarbe lustig schön nett faul hungrig gelangweilt"),
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
        r"\b(?:ist|sind) (?:eine? )?(?:sehr|wirklich|ziemlich|äußerst) (?:interessant|wichtig|nützlich|schön|"
        r"spannend|"
        r"toll|nett|gut|beliebt)e[rsn]? \w+\s?[.!]?$",
        r"\b(?:ist|sind) (?:(?:sehr|wirklich|ziemlich|so|äußerst) )?(?:interessant|wichtig|nützlich|schön|"
        r"spannend|toll|"
        r"nett|notwendig|faszinierend|hilfreich|beliebt|schwierig|leicht)\s?[.!]?$",
    ),
    hedged=patterns(
        r"\b(?:manchmal|vielleicht|möglicherweise|gelegentlich|unter umständen|mitunter|"
        r"kann (?:sehr |ziemlich )?wichtig|ziemlich wichtig|sehr wichtig|auf viele weisen)\b"
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
)
