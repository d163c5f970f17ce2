"""German."""

from __future__ import annotations

from learning.checks.languages.language import ONE_OPTION, SOME_OPTIONS, Language, pairs, patterns, words

_PLACE = r"(?:beispiel|abbildung|listing|tabelle|diagramm|bild|kapitel|abschnitt|anhang|seite|aufgabe|gleichung)"

GERMAN = Language(
    code="de",
    function_words=words(
        "der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind war waren wird "
        "werden kann können muss müssen soll sollte in im an am auf aus bei mit nach von vom zu zum zur für "
        "über unter durch als wie wenn dass daß sich es er sie wir ihr man auch nur noch so dann wo was wer "
        "welche welcher welches diese dieser dieses hat haben"
    ),
    context=patterns(
        r"\b(?:d(?:as|er|ie|en|em)) (?:erste|zweite|dritte|nächste|letzte|andere)[nrms]? (?:experiment|versuch|studie|"
        r"test|gruppe|verfahren|methode|beispiel|fall|lösung|möglichkeit|variante)\b"
        r"(?! (?:der|des|von|vom|in|im|zu|zur|zum|aus|mit|für|bei)\b)",
        r"\b(?:oben|unten|zuvor|vorher|bereits|eben) (?:\w+ )?(?:gezeigte?n?|genannte?n?|beschriebene?n?|"
        r"erwähnte?n?|gesehen|definierte?n?)\b",
        r"(?<!\bseine[nmrs] )(?<!\bihre[nmrs] )\b(?:obige[nrms]?|folgende[nrms]?|vorige[nrms]?|vorherige[nrms]?|"
        r"nachstehende[nrms]?|"
        r"letztere[nrms]?|erstere[nrms]?)\b",
        rf"\b(?:in|im|aus|siehe|s\.) (?:der |dem )?{_PLACE} \d",
        rf"\b(?:im|in diesem|in dieser|aus dem) {_PLACE}\b",
        r"\b(?:in diesem fall|in beiden fällen|in diesen fällen|in solchen fällen|auf diese weise|"
        r"aus diesem grund)\b",
        r"\b(?:du|sie|man|wir) (?:kannst|können|kann|könnt|solltest|sollten|sollte) auch\b",
        r"\b(?:laut|gemäß) (?:de[rm] |diese[rm] )?(?:text|abschnitt|lektion|vorlesung|video|skript|folien?|kurs)\b"
        r"(?! (?:der|des|von)\b)|\bnach (?:dem|diesem) text\b|\bim (?:text|abschnitt|kurs|video|skript) (?:\w+ ){0,4}"
        r"(?:genannt|erwähnt|beschrieben|erklärt|gezeigt)\w*\b",
        r"\b(?:titel|überschrift) (?:des|der|dieses|dieser) (?:abschnitts|kapitels|lektion|kurses|seite|folie)\b",
        r"\b(?:im (?:experiment|versuch|beispielfall|video|gedicht)|in der (?:studie|geschichte|untersuchung))"
        r"(?=,|\?|$| (?:oben|beschrieben\w*|gezeigt\w*|erwähnt\w*)\b)",
        r"\bim (?:ersten|letzten|nächsten|vorigen|zweiten) (?:satz|absatz|abschnitt|kapitel)\b(?! (?:der|des|von)\b)",
        r"\b(?:nennt|erwähnt|beschreibt|sagt|behauptet|erklärt|empfiehlt) (?:der|dieser|die|diese) (?:text|abschnitt|"
        r"autorin?|verfasser|lektion)\b",
        r"\bsolche[nrms]? \w+|\bdies(?:e[nrms]?)? ____",
        r"\b(?:unsere?[nrms]?|lass(?:en sie|t)? uns|(?:sehen|schauen|probieren|nehmen|betrachten) wir|"
        r"wir haben gesehen)\b",
        r"^(?!.{0,600}\b(?:weil|da|wenn|falls|nachdem|obwohl|während|"
        r"sobald)\b)[^,;:()]{1,80}?(?<!\bund)(?<!\boder)(?<!\baber) (?:deshalb|daher|jedoch|allerdings|somit|folglich|"
        r"demnach|dennoch|trotzdem|deswegen|infolgedessen|hingegen|dagegen)\b(?! (?:von|für)\b)",
        r"^(?!.{0,600}(?:\d|\b(?:als|bevor|seit|und|wenn|nach|nachdem)\b)).{0,600}\b\w+ (?:Minuten|Stunden|Tage|"
        r"Wochen|Monate|Jahre|Jahrhunderte) (?:später|danach|zuvor|früher)\b(?! als)",
        r"\b(?:am|im|in der) (?:selben|gleichen|darauffolgenden) (?:Tag|Jahr|Monat|Nacht|Woche|"
        r"Jahrhundert)\b(?! wie\b)",
        r"^(?:der autor|die autorin|der verfasser|die verfasserin) (?!(?:von|des|der|ist|war|eines|einer)\b)\w+t\b",
        r"\bin (?:unserem|unserer|vorliegende[rnm]|gegebene[rnm]) (?:fall|beispiel|experiment|studie|versuch)\b",
        r"\b(?:nach|vor|in|ab|bei) schritt \d",
        r"\bdie (?:beispieldatei|beispieldaten|beispieldatenbank)\b|\bdas beispielprogramm\b",
    ),
    offering=patterns(r"\b(?:folgende|nachstehende|diese)[nrms]?\b"),
    first_clause=(),
    pointed=(),
    opening=patterns(
        r"(?:jedoch|allerdings|deshalb|daher|also|somit|aber|und|dann|auch|stattdessen|andernfalls|ähnlich|"
        r"ebenso|außerdem|"
        r"zudem|ferner|schließlich|zweitens|drittens|hier|nun|dadurch|dabei|dazu|damit|darum|zum beispiel|"
        r"beispielsweise|"
        r"im gegensatz dazu|alternativ|trotzdem|dennoch|danach|davon|daraus|darin|hierbei|hierzu|hierfür|hierdurch|"
        r"dafür|daran|darauf|daraufhin|deswegen|folglich|demnach|infolgedessen|so)\b",
        r"(?:in|bei|mit|aus|nach|von|zu|für|durch|auf|an) (?:diese[rsnm]?|jene[rsnm]?|solche[rsnm]?) \w+\b",
        r"(?!es (?:gibt|handelt|heißt|existier\w+|bedarf|kommt (?:zu|vor)|geht um)\b)(?:er|es|dies|diese[rsnm]?|"
        r"jene[rsnm]?|ihre?[rsnm]?|seine?[rsnm]?|beide|"
        r"solche)\b(?! ist (?:möglich|wichtig|üblich|empfehlenswert))",
        r"(?:andere|ein anderer|eine andere|ein anderes|ein weiterer|eine weitere|ein weiteres|die übrigen|"
        r"die einzige|der einzige|weitere|das gleiche|dasselbe|der zweite|die zweite|das zweite)\b",
        r"(?:in allen fällen|in jedem fall|falls (?:ja|nicht|so)|in einem solchen fall)\b",
        r"(?:das gleiche|dasselbe|dies|das) gilt (?:auch |ebenso )?(?:für|bei)\b|(?:wenn|falls) (?:dies|das) "
        r"(?:passiert|geschieht|der fall|eintritt)\b",
        r"wie (?:erwähnt|gesagt|beschrieben|gezeigt|gesehen|zuvor)\b|keine[rs]? (?:davon|von ihnen)\b",
        r"(?:abbildung|tabelle|listing|beispiel|zeilen?|schritt|gleichung) \d",
        r"(?:der|die|das) (?:erste|zweite|dritte|nächste|letzte|andere) (?:methode|ansatz|möglichkeit|weg|option|"
        r"beispiel|fall|zeile|variante|lösung|spalte|befehl)\b(?! (?:von|der|des|in)\b)",
        r"(?:um )?(?:dies|das) zu (?:tun|erreichen|vermeiden)\b",
        r"es gibt (?:auch |noch )(?:eine?[nrs]?|weitere|andere)\b",
        r"wir (?!(?:nennen|sagen|bezeichnen|sprechen|unterscheiden|können|nehmen|erkennen)\b)",
        r"(?:anschließend|zuletzt|zunächst|abschließend|darüber hinaus|des weiteren|weiterhin|dementsprechend|"
        r"insbesondere|inzwischen|hinzu kommt|im anschluss(?! an)|gleichzeitig|später|vorher|kurz darauf|zu (?:dieser|"
        r"jener) zeit|bis dahin|seitdem|seither|kurzum|insgesamt)\b",
        r"(?:der|die|das) (?:erste|zweite|dritte|vierte|nächste|letzte|andere) (?:typ|art|kategorie|grund|vorteil|"
        r"nachteil|bedingung|gruppe|schritt|problem|frage|faktor|aspekt|phase|stufe|unterschied|eigenschaft|prinzip|"
        r"annahme|aufgabe)\b(?! (?:von|der|des|in|für|einer|eines)\b)",
        r"(?:das gleiche|dasselbe) gilt(?:,)? (?:auch |ebenso )?(?:wenn|falls|in|im)\b",
        r"(?:derselbe|dieselbe|dasselbe|der gleiche|die gleiche|das gleiche) \w+ (?:kann|können|ist|sind|wird|hat|"
        r"muss|soll)\b(?!.{1,90}\b(?:wie|für alle|in allen)\b)",
        r"(?:der|die|das|eine?) (?:[\w-]+ ){0,3}(?:von|für|zu|aus|über) (?:ihre[nrm]?|seine[nrm]?|diese[nrm]?|deren|"
        r"dessen)\b",
        r"(?:sobald|nachdem|bevor|weil|obwohl|solange|bis) (?:dies|das|diese|sie|er|es)\b(?! [A-ZÄÖÜ])",
        r"wie (?:man|sie|du|ihr|wir) (?:hier )?(?:sieht|sehen|siehst|seht|erkennen|erkennt)\b",
        r"sie (?:sind|ist|war|waren|wird|wurde|wurden|werden|besteht|bestehen|dient|dienen|enthält|enthalten)\b",
        r"(?:deren|dessen)\b",
    ),
    fragment=patterns(
        r"^(?:[\w`-]+ ){0,6}[\w`-]+, (?:wie|zum Beispiel|etwa) [^,;.?]*\.?$",
        r"^(?:kapitel|abschnitt|lektion|teil|modul|übung|aufgabe|frage) \d+(?:\.\d+)*\s?[:.–—-]\s",
        r"^(?:vorteile|nachteile|arten|typen|ursachen|folgen|auswirkungen|beispiele|eigenschaften|merkmale|"
        r"bestandteile|funktionen|grundlagen|definition|geschichte|überblick|aufbau|regeln|formen|methoden|"
        r"symptome) (?:von|der|des|für|in|im|einer|eines) (?!.{0,600}(?:[.?!]|\b(?:ist|sind|war|waren|hat|haben|kann|"
        r"können)\b))",
        r"^(?:schritt|hinweis|tipp|beispiel|abbildung|tabelle|quelle|bemerkung|lernziele?|stichworte?|herausforderung|"
        r"achtung|lösung|hausaufgabe)(?: \d+(?:\.\d+)*)?\s?[:–—]\s(?!.{0,600}\?)",
        r"^[\w -]{3,40}\b(?:nummer|nr\.?) \d{1,2} [-–—:] ",
        r"^(?:erklären|beschreiben|erläutern|vergleichen|nennen|diskutieren|benennen) sie\b.{0,400}____",
        r"^(?:vorteile?|nachteile?|arten|typen|ursachen?|folgen?|eigenschaften|symptome|behandlung|material|zutaten|"
        r"voraussetzung(?:en)?)\s?: (?!.{0,600}\?)",
    ),
    elsewhere=patterns(
        r"\b(?:im|in einem|aus dem) (?:vorigen|letzten|nächsten|früheren|späteren|vorherigen) (?:abschnitt|"
        r"kapitel|beispiel)\b",
        r"\bwie (?:wir )?(?:bereits |schon )?(?:gesehen|erwähnt|beschrieben|gezeigt)\b|\bsiehe (?:oben|unten)\b",
        r"\b(?:oben|unten|zuvor) (?:genannt|erwähnt|beschrieben|gezeigt|definiert)\w*\b",
    ),
    beside=patterns(
        r"\b(?:der|die|das|den|dem|dieses|im|in diesem|in der) (?:obige|folgende|vorstehende|nachstehende)[nrs]? "
        r"(?:\w+ )?(?:beispiel|code|"
        r"tabelle|listing|abbildung|formel|gleichung|diagramm|bild|skizze|karte|grafik|ausgabe|programm)\b",
        r"^in diesem (?:beispiel|code|listing)\b",
    ),
    boilerplate=patterns(
        r"^(?:der|die|das) (?:\S+ ){0,3}(?:abschnitt|kapitel|leitfaden|anhang|"
        r"handbuch) (?:\S+ ){0,2}(?:erklärt|beschreibt|behandelt|zeigt|enthält)\b",
        r"\bweitere (?:informationen|details)\b|\bsiehe auch\b|\bmehr (?:dazu|darüber|informationen)\b",
        r"\b(?:newsletter abonnieren|folgen sie uns|folge uns)\b|^(?:laden sie|lade) (?:die|das|den) \w+ "
        r".{0,40}herunter\b",
        r"\balle rechte vorbehalten\b|^lizenziert\b|\bdatenschutzerklärung\b|©",
        r"\b(?:diese[sm]?|dieser|diesem) (?:buch|kapitel|abschnitt|handbuch|anleitung|seite|kurs|lektion|"
        r"artikel|tutorial)\b",
        r"\b(?:im|in den) (?:nächsten|vorigen|letzten|folgenden) (?:kapitel|abschnitt|kapiteln|abschnitten)\b",
        r"^(?:kapitel|abschnitt|anhang|lektion) \d+(?:\.\d+)* (?:behandelt|beschreibt|erklärt|zeigt|enthält)\b",
        r"^(?:zuletzt (?:geändert|aktualisiert)|zum inhalt|nach oben|seite \d+ von)\b|^(?:zurück|weiter)\s?:",
        r"\b(?:lernst du|lernen sie|wirst du lernen|werden wir)\b",
        r"\b(?:nach (?:dem lesen|abschluss) (?:dieser|dieses|der|des)|am ende (?:dieser|dieses|der lektion|"
        r"des kapitels))\b",
        r"\b(?:sprechstunde|klausurtermin|abgabetermin|abgabefrist|hausaufgabe ist|prüfungsordnung)\b|"
        r"\b(?:studierende|teilnehmende|schüler) (?:sollen|müssen|sollten) .{0,60}\b(?:mitbringen|abgeben|"
        r"einreichen)\b",
        r"\b(?:veröffentlicht|erschien|erschienen|herausgegeben) (?:im jahr |in |bei |von )?____|^auf welcher seite\b|"
        r"\btitel (?:des kapitels|von kapitel|des buches)\b",
        r"\b(?:____|wie viele) (?:kapitel|seiten|folien|übungen|lektionen|anhänge|fußnoten|absätze)\b|"
        r"^die (?:webseite|website|homepage) (?:von|der|des)\b",
        r"\bunsere[rn]? (?:website|webseite|homepage|internetseite|kanal|newsletter)\b",
        r"\bdie (?:vorlesung|übung|klausur|prüfung|veranstaltung) (?:findet|beginnt|fängt)\b|\bauf dem (?:umschlag|"
        r"cover|titelbild)\b",
        r"^siehe (?:das |den |die )?(?:glossar|anhang|handbuch|webseite|dokumentation)\b|\bder (?:kurs|"
        r"workshop) (?:kostet|dauert|beginnt)\b",
    ),
    contrast=patterns(
        r"\b(?:nur|im gegensatz zu|während|nicht aber|statt|anstatt|anstelle|außer|nie|niemals|sondern)\b"
    ),
    defining=patterns(
        r"\b(?:besteht aus|bestehen aus|heißt|heißen|nennt man|bezeichnet|bedeutet|ist ein|ist eine|sind die)\b",
        r"^eine? ____ (?:ist|hat|kann|enthält|besteht)\b",
    ),
    counterparts=pairs(
        "zeile/spalte zeilen/spalten schlüssel/wert schlüssel/werte eingabe/ausgabe ursache/wirkung frage/antwort "
        "fragen/antworten form/inhalt teil/ganzes körper/geist theorie/praxis"
    ),
    naming=patterns(r"\b(?:heißt|heißen|nennt man|bezeichnet man als|wird bezeichnet als)\s+(.+)"),
    negated=patterns(r"\bwelche[rsmn]?\b[^,.?]{0,60}\b(nicht|kein\w*|nie)\b[^?]*\?"),
    absolute=words("immer nie niemals vollständig ausnahmslos unmöglich"),
    vague=words("manchmal oft meistens gewöhnlich häufig gelegentlich selten normalerweise typischerweise vielleicht"),
    general=words(
        "ding dinge sache sachen fall fälle weise art arten grund gründe problem probleme idee ideen zeit "
        "zeiten zahl zahlen anzahl form formen klasse klassen teil teile menge mengen ordnung gruppe gruppen "
        "liste listen name namen wert werte ergebnis ergebnisse beispiel beispiele system systeme methode "
        "methoden funktion funktionen zeile zeilen tabelle tabellen spalte spalten datei dateien daten "
        "element elemente objekt objekte wort wörter text texte feld felder seite seiten ort orte stelle "
        "stellen punkt punkte ebene größe länge ende benutzer arbeit welt mensch menschen leute person "
        "personen tag tage jahr jahre zustand änderung änderungen vorgang aktion wirkung ereignis bedingung "
        "schritt schritte regel regeln begriff begriffe frage fragen antwort information informationen modell "
        "modelle struktur komponente eigenschaft eigenschaften variable variablen ausdruck code programm "
        "programme befehl befehle werkzeug unterschied einheit leben gedanke bereich situation beziehung "
        "zweck sinn wissen sprache version eintrag einträge möglichkeit möglichkeiten inhalt inhalte bild "
        "bilder auswahl option optionen einstellung einstellungen"
        " sammlung sammlungen format formate fähigkeit fähigkeiten auswirkung "
        "auswirkungen bedeutung bereiche beschreibung beschreibungen entwicklung entwicklungen entscheidung "
        "entscheidungen erfahrung erfahrungen erfolg erklärung erklärungen gebiet gebiete gelegenheit "
        "gesamtheit hilfe hinweis hinweise interesse kategorie kategorien kombination kombinationen kontext "
        "lösung lösungen merkmal merkmale mittel nachteil nachteile nutzen phase phasen prozess prozesse "
        "rahmen richtung richtungen rolle rollen schwierigkeit schwierigkeiten stil strategie strategien "
        "technik techniken thema themen titel umgebung umgebungen umstand umstände unterstützung ursache "
        "ursachen verfahren verhalten vielfalt voraussetzung voraussetzungen vorgehen vorstellung vorteil "
        "vorteile wirkungen ziel ziele zeitpunkt zusammenhang zusammenhänge zustände aspekt aspekte faktor "
        "faktoren aufgabe aufgaben ansatz ansätze beziehungen situationen eindruck gefahr gefahren typ typen"
    ),
    nameless=words(
        "ding dinge sache sachen fall fälle weise grund gründe ort orte mensch menschen leute person personen"
    ),
    aside=patterns(
        r"^(?:wie|anders als|im gegensatz zu) (?:die meisten|viele|alle|andere) (?:\S+ ){0,3}____",
        r"\b(?:sehr|wirklich|ziemlich|äußerst|besonders) (?:interessant|wichtig|nützlich|hilfreich|schön|gut|beliebt|"
        r"mächtig|schwierig|einfach)e?[nrms]? ____",
        r"\beine? (?:wichtige|gute|große|nützliche|zentrale|bedeutende|entscheidende|beliebte|häufige|typische|"
        r"interessante|wesentliche)[rsnm]? ____",
    ),
    unfocused=patterns(
        r"^welche(?:r|s)? (?:der (?:folgenden )?)?(?:aussagen?|antworten?|sätze|satz) (?:ist|sind|trifft|"
        r"treffen|stimmt|stimmen)(?: nicht)?(?: (?:richtig|wahr|falsch|korrekt|zu))?\s?[?:]?$"
    ),
    negations=words("nicht kein keine keinen keinem keiner nie niemals niemand nichts ohne weder"),
    genders=(
        (
            words("ein einen einem das dem den des"),
            ("heit", "keit", "schaft", "ität", "erung", "ierung", "ührung", "tung", "lung", "nung", "dung", "kung"),
        ),
        (
            words("eine einer"),
            ("chen", "lein", "ismus", "ling", "schein", "stoff", "port", "satz", "gang", "zug", "ment"),
        ),
        (words("das"), ("ismus", "ling", "schein", "stoff", "satz", "gang", "zug")),
    ),
    all_of_the_above=patterns(
        r"\b(?:alle|keine|beide) (?:der )?(?:oben )?genannten|\b(?:alle|keine[rs]?) (?:davon|der anderen)"
    ),
    joined_options=patterns(rf"^(?:nur |sowohl )?{SOME_OPTIONS}(?:,? (?:und|oder|als auch) {ONE_OPTION})+\.?$"),
    truth=words("wahr falsch richtig ja nein"),
    dangling=patterns(
        r"^(?:in|unter|für) (?:dies|jen|solch)e[nrms]? (?:fall|fällen|beispiel|lage|situation|versuch|umständen)\b"
    ),
    offered=patterns(r"\b(?:der|einer der|von) folgenden\b"),
)
