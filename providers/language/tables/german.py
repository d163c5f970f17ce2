"""German."""

from providers.language.tables.language import Language, words

_TERM = r"[„\"]?(?P<term>(?:[a-zäöüß][\w-]+ ){0,2}[A-ZÄÖÜ][^,.;:()„“\"]{1,40}?)[“\"]?"
_NAME = r"(?P<term>(?!\w+(?:isch|lich|ig|end|bar|sam|los|voll|st|tig) )[A-ZÄÖÜ][\w-]{2,30}(?: [A-ZÄÖÜ][\w-]+){0,2})"
_BRACKET = r"(?: ?\([^()]{1,60}\))?"
_FIELD = r"(?:In|Im) (?:der |einem |einer )?[A-ZÄÖÜ][^,;:()]{2,40}"

GERMAN = Language(
    code="de",
    stop_words=words(
        """
        ab aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus außerdem bei
        beim bereits bis bin bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf daraus darin das
        dass davon dazu dein deine dem den denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses
        doch dort du durch ebenfalls ein eine einem einen einer eines einige einigen einiger einmal er erst erste es
        etwa etwas euch euer für gegen gibt haben hat hatte hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
        immer in indem ins ist ja jede jedem jeden jeder jedes jedoch jetzt kann kannst kein keine keinem keinen keiner
        können könnte lässt lassen machen macht man manche mehr mehrere meist meistens mein meine mit muss müssen nach
        nachdem neben nein nicht nichts noch nun nur ob oben oder oft ohne schon sehr sein seine seinem seinen seiner
        seit selbst sich sie sind so sobald sogar solche solcher soll sollen sollte sondern sonst sowie statt über um
        und uns unser unsere unter viel viele vielen vom von vor während wann war waren warum was weder weil weiter
        weitere welche welchem welchen welcher welches wenig weniger wenn wer werden wie wieder wir wird wo wobei
        worden wurde wurden z.b zu zum zur zwar zwei zwischen zunächst verwenden verwendet nutzen benutzt heißt nennt
        """
    ),
    vague=words(
        """
        beispiel beispiele fall fälle weise art ding dinge abschnitt kapitel teil teile stelle punkt form zeile zeilen
        zahl zahlen name namen ausgabe ergebnis nachricht computer version bildschirm situation option text wort
        wörter tatsache idee grund zeit tag problem frage antwort ende anfang schritt stück leute seite information
        arbeit reihe gruppe größe inhalt zustand möglichkeit möglichkeiten menge vorteil nachteil ziel zweck übung übungen aufgabe aufgaben hierfür gegenstück herausforderung herausforderungen aspekt aspekte begriff begriffe reihenfolge grundidee
        jahr jahre rote roter rotes blaue blauer blaues grüne grüner grünes unterschied ursache wichtige wichtiger wichtiges häufige häufiger häufiges einfache einfacher
        einfaches neue neuer neues mögliche möglicher mögliches typische typischer typisches zentrale zentraler zentrales
        weitere weiterer weiteres andere anderer anderes
eigenschaft eigenschaften merkmal merkmale
        """
    ),
    determiners=words(
        """
        der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jeder jede jedes
        kein keine mein meine sein seine ihr ihre unser unsere welche welcher alle im am zum zur vom beim ins
        """
    ),
    verb_marks=words("zu wir sie man kann muss soll wird werden können müssen sollte nicht ich du"),
    openers=words(
        """
        dies diese dieser dieses diesen diesem das es sie er dort hier dann danach deshalb daher darum also aber und
        oder doch jedoch außerdem ferner zudem auch nun jetzt schließlich zuletzt zuerst erstens zweitens drittens
        hierbei hierzu hiermit hierfür hieraus hierdurch hierin hierauf
        dabei dadurch damit dazu daraus darauf davon daran darin ebenso genauso stattdessen sonst andernfalls solche
        solcher beide ihr ihre sein seine letztere erstere weil denn somit folglich trotzdem dennoch allerdings
        """
    ),
    opening_cues=r"(?:in diesem|in dieser|aus diesem|bei diesem|bei dieser|mit dieser|mit diesem|zum beispiel|z\. ?b\.|"
    r"wie (?:oben|bereits|gesagt|erwähnt)|im folgenden|im gegensatz dazu|der letztere|die letztere|in solchen)\b",
    deixis=r"\b(?:oben|unten|folgende[nmrs]?|vorige[nmrs]?|nächste[nmrs]? (?:kapitel|abschnitt)|siehe|vorherige[nmrs]?|"
    r"(?:abbildung|tabelle|listing|kapitel|abschnitt|beispiel) \d|diese[smnr]? (?:beispiel|kapitel|abschnitt|code|"
    r"fall))\b",
    narrative=r"\b(?:wir|uns|unser|unsere|unserem|unseren|ich|mein|meine|nun|jetzt)\b|[!?]\s*$",
    aside=r"^\(?(?:siehe|vgl\.|vergleiche|(?:auch )?lesenswert|tipp:|weitere (?:informationen|details)|mehr dazu|näheres|dieses kapitel|dieser abschnitt|"
    r"kommen wir (?:nun |jetzt )?zu|sehen wir uns|wir (?:werden|wollen) (?:nun|jetzt|im folgenden)|"
    r"(?:abbildung|tabelle) \d|im nächsten (?:kapitel|abschnitt))",
    example=r"\b(?:zum beispiel|z\. ?b\.|beispielsweise|etwa|wie etwa)",
    use=r"\b(?:verwende[nt]?|nutz(?:en|t)|dient|nützlich|hilft|ermöglicht|kann man|können sie|in der praxis|üblich|"
    r"sollte[n]?|eignet|empfohlen)\b",
    contrast=r"\b(?:im gegensatz|während|hingegen|dagegen|unterschied|unterscheide[nt]|anders als|verglichen mit)\b",
    step=r"^(?:schritt \d|zuerst|zunächst|dann|danach|anschließend|schließlich|zuletzt|\d+[.)])",
    condition=r"^(?:wenn|falls|sobald|sofern)\b",
    definition=r"\b(?:ist|sind) (?:ein|eine|der|die|das)\b|\b(?:heißt|heißen|nennt man|bezeichnet|bedeutet|besteht aus)\b",
    front_matter=r"^(?:inhalt(?:sverzeichnis)?|stichwortverzeichnis|sachregister|register|index|glossar|lizenz.*|"
    r"impressum|danksagung(?:en)?|vorwort|literatur(?:verzeichnis)?|quellen|abbildungsverzeichnis|tabellenverzeichnis|"
    r"änderungen|änderungsverlauf|fußnoten|anmerkungen|übung(?:en)?|aufgaben|lösung(?:en)?|über (?:dieses|den|die) .*|"
    r"weiterführende .*|copyright.*|lernziele|fragen|kontakt|siehe auch|kommentare)$",
    generic_title=r"^(?:einleitung|einführung|überblick|übersicht|zusammenfassung|fazit|grundlagen|allgemeines|"
    r"hintergrund|beispiele?|hinweise?|bemerkungen|sonstiges|verschiedenes|details|ausblick|motivation|ziel|zweck)$",
    numbering_words="kapitel|abschnitt|teil|lektion|einheit|modul|anhang|thema|schritt",
    drop=r"\b(?:ohne|streiche[n]?|entferne[n]?|weglassen|lass(?:en)?|weniger(?: über| zu)?|kein(?:e|en)?|überspringe[n]?|raus)\b",
    more=r"\b(?:mehr (?:über|zu|zum|zur)|ergänze[n]?|füge|ausführlicher|vertiefe[n]?|schwerpunkt(?: auf)?|betone[n]?)\b",
    first=r"\b(?:beginne[n]? mit|starte[n]? mit|anfangen mit|zuerst)\b",
    last=r"\b(?:ende[n]? mit|schließe[n]? mit|zum schluss|zuletzt)\b",
    verbs={
        "beginner": (
            ("use", "Beschreiben, wozu {term} dient"),
            ("pair", "„{a}“ von „{b}“ unterscheiden"),
            ("steps", "Die Schritte von „{title}“ ausführen"),
            ("defined", "Den Begriff „{term}“ definieren"),
            ("does", "Beschreiben, was {term} bewirkt"),
            ("code", "Die Bedeutung von {term} erklären"),
            ("noun", "Die Rolle von „{term}“ erklären"),
        ),
        "intermediate": (
            ("use", "{term} für eine eigene Aufgabe einsetzen"),
            ("pair", "„{a}“ mit „{b}“ vergleichen"),
            ("steps", "Die Schritte von „{title}“ ausführen"),
            ("defined", "Den Begriff „{term}“ an einem eigenen Beispiel erklären"),
            ("does", "Erklären, wann {term} einzusetzen ist"),
            ("code", "Erklären, wann {term} gebraucht wird"),
            ("noun", "Die Rolle von „{term}“ erklären"),
        ),
        "advanced": (
            ("use", "Begründen, wann {term} einzusetzen ist"),
            ("pair", "„{a}“ mit „{b}“ vergleichen"),
            ("steps", "Die Reihenfolge der Schritte von „{title}“ begründen"),
            ("defined", "Einen eigenen Fall mit dem Begriff „{term}“ analysieren"),
            ("does", "Begründen, wann {term} einzusetzen ist"),
            ("code", "Den Einsatz von {term} an einem eigenen Fall bewerten"),
            ("noun", "Die Rolle von „{term}“ analysieren"),
        ),
    },
    nouns_capitalised=True,
    articles=r"Eine?|Der|Die|Das",
    things=r"Filter|Befehl|Option|Funktion|Methode|Werkzeug|Dialog|Fenster|Schalter|Einstellung|Parameter|Feld|Variable|"
    r"Schlüsselwort|Attribut|Anweisung|Operator|Programm|Knopf|Schaltfläche|Menü|Modus|Klasse|Modul|Typ|Eigenschaft|"
    r"Ereignis|Makro|Erweiterung|Element|Paket|Datei|Taste|Regler|Schieberegler|Eintrag|Aktion|Bericht|Skript|"
    r"Bibliothek|"
    r"Spalte|Ansicht|Verfahren|Kommando|Menüeintrag|Konto|Vorlage",
    this=r"Diese[rs]?",
    restating=r"(?:Dies|Das|Dieses|Diese) (?:ist|sind) (?=(?:eine?|der|die|das) )",
    doing=r"(?!(?:ist|hat|wird|kann|nicht|mit|seit|erst|fast|meist|gibt|steht|liegt|existiert|lässt|entspricht|führt|befindet)\b)[a-zäöüß]{3,}t\b",
    apposing=r"eine?n?",
    enumerating=r"sind|umfass(?:t|en)|besteh(?:t|en) aus|enth(?:ält|alten)|unterstütz(?:t|en)|heißen|bietet|lauten",
    inside=words("der des von für zur zum"),
    remark=r"(?:merke?|merksatz|wichtig|achtung|hinweis|definition|erklärung|info|tipp|beachte|anmerkung|fazit|kurz gesagt|"
    r"zur erinnerung|grundsatz|begriff)\s?:\s+",
    defining=(
        r"(?P<subject>(?:Der|Die|Das) (?P<term>[A-ZÄÖÜ][\w-]+) (?:eines|einer|jedes|jeder) [A-ZÄÖÜ][\w -]{2,30}?) (?P<link>ist) "
        r"(?P<meaning>(?:der|die|das|eine?) (?:[\w]+ ){0,2}[A-ZÄÖÜ][\w-]+(?:,| (?:der|des|von|zwischen|vom|zum|mit|in|aller)) .+)",
        rf"(?P<subject>(?:Der Begriff|Das Wort|Eine?|Der|Die|Das) {_TERM}{_BRACKET}) (?P<link>ist|sind) "
        r"(?P<meaning>(?:eine?|der|die|das|jede[rs]?|alle|alles|diejenigen?|derjenige|dasjenige) .+)",
        rf"(?P<subject>{_NAME}{_BRACKET}) (?P<link>ist|sind) (?P<meaning>(?:eine?|der|die|das|alle|alles) .+)",
        rf"(?P<subject>(?:Die )?{_NAME}{_BRACKET}) (?P<link>sind) "
        r"(?P<meaning>(?:[a-zäöüß]+en? ){0,3}[A-ZÄÖÜ][\w-]+(?:,| (?:aus|mit|von|für|zur|zum|in|im|an|am|auf|der|des|"
        r"zwischen)) .+)",
        rf"(?P<subject>(?:(?:Der Begriff|Das Wort|Eine?|Der|Die|Das) )?{_TERM}{_BRACKET}) "
        r"(?P<link>bezeichnet|bezeichnen|bedeutet|bedeuten|meint|beschreibt|beschreiben) (?P<meaning>(?:eine?n?|die|"
        r"das|den|alle|alles),? .+)",
        rf"(?P<subject>(?:(?:Eine?|Der|Die|Das) )?{_TERM}{_BRACKET}) (?P<link>(?:ist|wird) (?:als|definiert als)) "
        r"(?P<meaning>(?:eine?|der|die|das) .+?)(?: definiert)?",
        rf"(?:{_FIELD} )?[Bb]ei (?:einem |einer |dem |der |den )?{_TERM}{_BRACKET} handelt es sich um "
        r"(?P<meaning>(?:ein|eine|die|das) .+)",
        rf"(?:{_FIELD} bezeichnet man als|Man bezeichnet als|Als (?=.* bezeichnet man )) ?(?:ein(?:en|e)? "
        rf")?{_TERM}{_BRACKET} (?:bezeichnet man )?"
        r"(?P<meaning>(?:eine?|der|die|das|alle|alles|diejenigen?|jede[rs]?),? .+)",
        rf"Als (?:ein(?:en|e)? )?{_TERM}{_BRACKET} (?:wird|werden) (?P<meaning>(?:eine?|der|die|das|alle|alles),? "
        rf".+?) bezeichnet",
        rf"(?:Unter(?=.* versteht man )|{_FIELD} versteht man unter) (?:einem |einer |dem |der |den "
        rf")?{_TERM}{_BRACKET} (?:versteht man )?"
        r"(?P<meaning>(?:eine?n?|die|das|den|alle|alles),? .+)",
        rf"(?:Unter|{_FIELD} (?:wird|werden) unter) (?:einem |einer |dem |der |den )?{_TERM}{_BRACKET} (?:wird |"
        rf"werden )?"
        r"(?P<meaning>(?:eine?|der|die|das|alle|alles),? .+?) verstanden",
        rf"{_FIELD} (?P<link>ist|sind) (?P<subject>(?:eine?|der|die|das) {_TERM}{_BRACKET}) (?P<meaning>eine? .+)",
        rf"{_FIELD} (?P<link>bezeichnet|bedeutet|beschreibt) (?P<subject>(?:(?:eine?|der|die|das|der Begriff) "
        rf")?{_TERM}{_BRACKET}) "
        r"(?P<meaning>(?:ein|eine|die|das|alle) .+)",
        rf"Man (?:bezeichnet|versteht) (?P<meaning>(?:eine?|die|das) .+?) (?:als|unter) (?:eine?n? |der |die |das "
        rf")?{_TERM}{_BRACKET}",
        rf"(?P<meaning>(?:Der|Die|Das|Eine?) .+?),? (?:heißt|heißen|nennt man) (?:auch )?(?:eine? |eine?n |der |den |die |das "
        rf")?{_TERM}{_BRACKET}(?:,? (?:und|weil|da|aber|denn|oder) .*)?",
        rf"(?P<meaning>(?:Der|Die|Das|Eine?) .+?),? (?:bezeichnet man als|(?:wird|werden) (?:als|auch als)?) "
        rf"?(?:eine? |der |die |das )?"
        rf"{_TERM}{_BRACKET} (?:bezeichnet|genannt)",
        r"(?P<subject>(?:(?:Der|Die|Das|Eine?) )?(?:[A-ZÄÖÜ][a-zäöüß-]+ )?(?P<term>`[^`]+`)) (?P<link>ist) "
        r"(?P<meaning>(?:eine?|der|die|das) .+)",
        r"(?P<subject>(?:(?:Der|Die|Das|Eine?) )?(?:[A-ZÄÖÜ][a-zäöüß-]+ )?(?P<term>`[^`]+`)) (?P<does>(?!(?:ist|hat|"
        r"wird|kann|nicht|mit|seit|erst|fast|meist)\b)[a-zäöüß]{3,}t) (?P<meaning>.+)",
    ),
    purposes=(
        r"^Mit (?:de[mr] )?(?:[A-ZÄÖÜ][a-zäöüß-]+ )?(?P<term>`[^`]+`) (?:können Sie|kann man|kann|lässt sich|lassen "
        r"sich) (?P<meaning>[^;:`]+)$"
        r"|^Um (?P<meaning2>[^;:,`]+ zu [a-zäöüß]+en), (?:verwenden|benutzen|nutzen|geben|rufen|führen) Sie "
        r"(?:den |die |das )?(?:[A-ZÄÖÜ][a-zäöüß-]+ )?(?P<term2>`[^`]+`)(?: ein| auf| aus)?$"
    ),
    vague_meaning=r"(?:(?:der|die|das) (?:gleiche|selbe|erste|zweite|letzte|nächste|einzige|beste|wichtigste|fall|folgende|meiste)\w*|"
    r"eine? (?:\w+ )?(?:beispiel|bestandteil|voraussetzung|herausforderung)\w*|(?:der|die|das) (?:zentrale|"
    r"wesentliche|eigentliche)\w* |eine? (?:gute|guter|gutes|wichtige|häufige|art|einfache|neue|andere|weitere|"
    r"beispiel|gegenstück|teil)\w*|(?:das|ein) (?:gegenstück|beispiel)|"
    r"(?:die|der|das) (?:bekannteste|gängigste|häufigste)\w*|(?:der|die|das|eine?) (?:\w+ )?(?:grundlegende|zentrale|"
    r"wichtige|wesentliche|entscheidende)\w*)\b",
    procedure=r"^so \w|\b(?:schritte?n?|reihenfolge|vorgehen|anleitung|ablauf)\b",
    furniture=r"(?:zurück|weiter|inhalt|vorherige|nächste|version|seite)$",
    elsewhere=r"§ ?\d|\b(?:in|aus) (?:den|späteren|früheren|folgenden) (?:\w+ )?(?:kapiteln|abschnitten|vorlesungen|lektionen)\b|"
    r"\b(?:abbildung(?:en)?|abb\.|tabellen?|kapitels?|abschnitts?|anhang|seite|gleichung|listing|beispiel|übung)\s(?:\d+|(?-i:[A-Z])\b)|"
    r"\bwie (?:wir|oben|bereits) (?:gesehen|gezeigt|erwähnt)|\b(?:im|in der|aus dem|aus der|in einer|in einem) (?:vorigen|letzten|nächsten|"
    r"vorherigen|späteren|folgenden|kommenden) (?:kapitel|abschnitt|vorlesung|lektion|einheit|sitzung|woche|übung)|"
    r"\b(?:in|eine) (?:der|einer) (?:späteren|nächsten|folgenden|letzten) (?:vorlesung|sitzung)(?:en)?|\bverschieben wir\b|"
    r"\bin der vorlesung (?-i:[„\"A-ZÄÖÜ])|\b(?:siehe|s\.|vgl\.) (?:vl|vorlesung|kapitel|abschnitt|oben|unten)\b|\((?:s\. ?[ou]\.|siehe (?:oben|unten))\)|"
    r"\b(?:lesen|schauen|sehen|schlagen) sie (?:sich )?(?:\w+ ){0,5}(?:in|auf|auch|unter|nach|die entsprechenden)\b.*\b(?:nach|an|kapitel|doku\w*|tutorials?)\b|"
    r"\b(?:finden|findet) (?:sie|man|sich|ihr) (?:\w+ ){0,4}(?:hier|unter|auf|in der dokumentation|im handbuch|im wiki)(?=[ .:])|"
    r"\b(?:in|im|auf) (?:dieser|diesem|der|dem) (?:\w+ ){0,2}(?:blog|artikel|tutorial|link)\b|"
    r"\bin der \w+[‑-](?:sitzung|vorlesung)|\b(?:video|folie)n? (?:zeigt|zeigen)\b|"
    r"\b(?:das|im|dem) (?:kapitel|abschnitt)\s(?-i:[„\"A-ZÄÖÜ])|"
    r"\b(?:die|diese|der|dem) (?:abbildung|grafik|bild|foto)\b",
    labels=r"(?:(?:online )?ausprobieren|selbst ausprobieren|beispiele?|hinweise?|anmerkung|quelle|foto|bild|dateiname|siehe auch)\b.{0,40}$",
    units=r"%|Prozent|°C|Grad|mm|cm|km/h|km|kg|g|m|l|bar|V|A|W|kW|Hz|Meter[n]?|Liter[n]?|Sekunden?|Minuten?|Stunden?|Tagen?|Wochen?|"
    r"Monaten?|Jahren?|Bits?|Bytes?|[KMG]B|ms",
    limits=r"\b(?:muss|müssen|soll|sollen|sollte|darf|dürfen|mindestens|höchstens|maximal|minimal|bis zu|mehr als|weniger als|genügen|genügt|verboten|überschreite[nt]|unterschreite[nt])\b",
    task_words=words(
        "beschreiben erklären benennen definieren anwenden vergleichen bewerten analysieren unterscheiden begründen "
        "nennen erkennen richtig korrekt geeignete geeigneten passende passenden typische typischen "
        "erläutern einsetzen beurteilen darstellen durchführen aufzählen zuordnen begriff begriffe rolle bedeutung "
        "unterschied unterschiede punkte wichtigsten eigenen eigene aufgabe beispiel fall gebraucht zusammenhängen "
        "dient dienen dazu anhand mithilfe selbst voneinander miteinander ursache ursachen folge folgen grund gründe regel regeln hilfe "
        "sicher sichere sicheren einfache einfachen kleine kleinen große großen neue neuen ganze ganzen klar"
    ),
    ahead=r"\b(?:folgende[nmrs]?|wie folgt|unten)\b",
    example_title=r"(?:anwendungs)?beispiele?\b",
    phrases={
        "and": "und",
        "beginner_topic": "Die wichtigsten Punkte von „{title}“ zusammenfassen",
        "intermediate_topic": "Die wichtigsten Punkte von „{title}“ erklären",
        "advanced_topic": "Die wichtigsten Punkte von „{title}“ bewerten",
        "criterion_checks": "Beantwortet mindestens 80 % der Verständnisfragen zu „{title}“ richtig.",
        "criterion_objective": "Erreicht das Lernziel „{objective}“, ohne in die Quelle zu sehen.",
        "criterion_exercise": "Löst die Übung und vergleicht das Ergebnis mit der Lösung.",
        "quoted": "„{text}“",
        "course_summary": "Dieser Kurs behandelt {titles}.",
        "lesson_summary": "Diese Lektion behandelt {titles}.",
        "feedback": "Die Quelle sagt: „{sentence}“ Zum Nachlesen: {place}.",
        "place_page": "„{heading}“ in {file}, Seite {page}",
        "place": "„{heading}“ in {file}",
        "example": "Beispiel: {term}",
        "output_prompt": "Notieren Sie vor dem Ausführen, was hier ausgegeben wird. Vergleichen Sie danach.",
        "command_prompt": "Sagen Sie, was jeder dieser Befehle bewirkt, bevor Sie die Antwort lesen. Vergleichen Sie "
        "dann mit der Ausgabe.",
        "code_prompt": "Lesen Sie diesen Code und erklären Sie Zeile für Zeile, was er tut. Vergleichen Sie mit der "
        "Quelle.",
        "fault_prompt": "Dieser Code tut nicht, was er soll. Finden Sie heraus, warum, und berichtigen Sie ihn.",
        "write_prompt": "Schreiben Sie den Code, um {aim}. Vergleichen Sie ihn dann mit dem der Quelle.",
        "gaps_prompt": "Ergänzen Sie, was fehlt, und sagen Sie, was jedes dieser Wörter bewirkt.",
        "list_prompt": "Notieren Sie, ohne zurückzublättern, die {count} Punkte, die die Quelle hier aufzählt: {lead}",
        "hint_place": "Lesen Sie noch einmal {place}.",
        "solution_says": "Die Quelle sagt: {text}",
        "application": "{text} Beschreiben Sie eine eigene Situation, in der das gilt.",
        "resource": "{heading}",
        "pages": "S. {page}",
        "page_range": "S. {first}–{last}",
        "caption": "Wie es zusammenhängt",
        "ask_abbreviation": "Ausgeschrieben steht die Abkürzung „{short}“ für {gap}.",
        "ask_command": "Der Name des Befehls `{short}` steht kurz für {gap}.",
        "ask_term": "Welcher Begriff passt zu dieser Beschreibung: „{meaning}“?",
        "ask_code": "Was davon passt zu dieser Beschreibung: „{meaning}“?",
        "ask_kind": "____ {said}.",
        "ask_meaning": "Welche Beschreibung passt zu {term}?",
        "ask_doing": "Was bewirkt {term}?",
        "ask_purpose": "Womit lässt sich Folgendes erreichen: {meaning}?",
        "ask_aim": "„{claim}.“ Welchen Zweck oder welche Folge nennt die Quelle?",
        "ask_reason": "„{claim}.“ Welchen Grund nennt die Quelle dafür?",
        "ask_true": "Welche Aussage über {terms} ist richtig?",
        "ask_next": "{title}: Welcher Schritt folgt unmittelbar auf „{step}“?",
        "ask_first": "{title}: Welcher Schritt kommt zuerst?",
        "ask_forbidden": "{topic}: Was davon darf man NICHT tun?",
        "ask_told": "{topic}: Was davon soll man laut der Quelle tun?",
        "ask_amount": "Welchen Wert nennt die Quelle für „{label}“?",
        "ask_member": "Was davon gehört zu „{lead}“?",
        "ask_not_member": "Was davon gehört NICHT zu „{lead}“?",
        "ask_completed": "Was davon ergänzt den Satz „{lead} …“ richtig?",
        "ask_not_completed": "Was davon ergänzt den Satz „{lead} …“ NICHT richtig?",
        "judge": "Die Beschreibung „{meaning}“ passt zu {term}.",
        "about": "{topic}: {question}",
        "ask_of": "Was davon trifft auf {term} zu?",
        "ask_printed": "Was gibt dieser Code aus?\n\n{code}",
        "ask_missing_line": "Welche Zeile gehört an die Stelle von `____`, damit der Code diese Ausgabe liefert?\n\n{code}\n\n{output}",
        "ask_query": "Welche Abfrage liefert dieses Ergebnis?\n\n{output}",
        "ask_value": "Welchen Wert hat dieser Ausdruck?\n\n{code}",
        "ask_last_value": "Welchen Wert hat der letzte Ausdruck?\n\n{code}",
        "ask_error": "Mit welchem Fehler endet dieser Code?\n\n{code}",
        "ask_command_for": "Welchen Befehl verwendet man, um {aim}?",
        "ask_code_for": "Mit welchem Code kann man {aim}?",
        "ask_code_that": "Was davon {aim}?",
        "ask_cell": "Was ist unter „{head}“ für {row} angegeben?",
        "ask_cell_of": "Welche Angabe zu „{head}“ gilt für {row}?",
        "ask_row_with": "Wofür gilt bei „{head}“ die Angabe „{cell}“?",
        "ask_row": "Welcher Eintrag unter „{first}“ gehört zu „{cell}“ unter „{head}“?",
        "order_prompt": "Bringen Sie diese Schritte in die richtige Reihenfolge. {title}:",
        "compare_prompt": "Vergleichen Sie {a} mit {b}: Was ist jedes davon, und worin unterscheiden sie sich?",
        "fill_prompt": "Füllen Sie die leeren Felder dieser Tabelle aus, ohne zurückzublättern.",
        "mistake_prompt": "Eine dieser Aussagen ist falsch. Finden und berichtigen Sie sie.",
    },
)
