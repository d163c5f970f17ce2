"""Spanish."""

from providers.language.tables.language import Language, words

_ARTICLE = r"(?:Una?|El|La|Los|Las|El término|La palabra|El concepto de)"
_TERM = r"[«“\"]?(?P<term>[^\s,.;:()«»“”\"][^,.;:()«»“”\"]{1,55}?)[»”\"]?"
_NAME = r"(?P<term>[A-ZÁÉÍÓÚÑ][\w.+-]*(?: [A-ZÁÉÍÓÚÑ][\w.+-]*){0,2})"
_BRACKET = r"(?: ?\([^()]{1,70}\))?"
_ALIAS = r"(?:, (?:[A-Z][\w.-]{1,12}|(?:o|también (?:llamad|conocid|denominad)[ao]s?(?: como)?|llamad[ao]s? también) [^,;:()]{2,50}),)?"
_MEANING = r"(?P<meaning>(?:una?|el|la|los|las|unos|unas|aquell?[ao]?s?|tod[oa]s?|cualquier|cada) .+)"
_NOT_THINGS = r"(?:capaces|partes?|responsables|propi[ao]s|fáciles|difíciles|iguales|distint[ao]s|much[ao]s|vari[ao]s|más|otr[ao]s)\b"

_WORD = r"[a-záéíóúñA-Z][\wáéíóúñ-]+"

SPANISH = Language(
    code="es",
    stop_words=words(
        """
        a además al algo alguna algunas alguno algunos ante antes aquel aquella aquí así aun aunque bajo bien cada casi
        como cómo con contra cual cuales cualquier cuando cuándo de del desde después donde dónde dos durante e el él
        ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta está estaba están estas este
        esto estos fue fueron ha había hace hacen hacer hacia han hasta hay he incluso la las le les lo los luego más
        me mediante mejor menos mi mientras mis mismo mismos misma muchas mucho muchos muy nada ni no nos nosotros
        nuestra nuestro o otra otras otro otros para pero poco por porque pueda puede pueden pues que qué quien quién
        se según sea sean ser si sí sido siempre sin sino sobre solo son su sus también tan tanto te tiene tienen toda
        todas todo todos tras tu tus un una unas uno unos usa usar usado usted ustedes ya y
        """
    ),
    vague=words(
        """
        buen buena bueno gran mejor primer primera primero segunda segundo última último única único
        ejemplo ejemplos caso casos manera forma cosa cosas sección capítulo parte partes lugar punto puntos orden
        línea líneas número nombre nombres salida resultado resultados mensaje ordenador versión pantalla situación
        detalle opción texto palabra palabras hecho idea razón tiempo día problema pregunta respuesta fin principio
        ejercicio ejercicios reto retos aspecto aspectos significado significados término términos año años objetivo objetivos diferencia diferencias ventaja ventajas causa consecuencia importancia solución común frecuente
        importante posible sencillo sencilla nuevo nueva principal general siguiente otro otra mayoría resto
        paso gente página información trabajo grupo tamaño contenido estado
propiedad propiedades característica características
        """
    ),
    determiners=words(
        "el la los las un una unos unas este esta estos estas ese esa su sus nuestro nuestra cada del al"
    ),
    verb_marks=words("a de para no se puede debe hay que yo tú usted nosotros ellos"),
    openers=words(
        """
        este esta esto estos estas ese esa eso esos esas aquel él ella ellos ellas aquí allí entonces luego después
        así pero y o e también además sin embargo finalmente primero segundo tercero por ello ahora su sus ambos tal
        dicho dicha cuyo
        """
    )
    - words("por sin"),
    opening_cues=r"(?:en este|en esta|en estos|en ese|para ello|por eso|por ello|por ejemplo|sin embargo|de este|"
    r"es decir|en cambio|como (?:se ha|se indicó|vimos|antes)|por lo tanto|por otro lado)\b",
    deixis=r"\b(?:arriba|abajo|siguientes?|anterior(?:es)?|véase|ver (?:la|el)|(?:figura|tabla|capítulo|sección|ejemplo) "
    r"\d|este ejemplo|este capítulo|esta sección|aquí)\b",
    narrative=r"\b(?:nosotros|nuestro|nuestra|nuestros|yo|mi|ahora|imaginemos|supongamos|vamos|veamos)\b|[!?]\s*$",
    aside=r"^\(?(?:vamos a (?:ver|pasar)|pasemos a|véase|ver |para más|más información|este capítulo|esta sección|(?:figura|tabla) \d)",
    example=r"\b(?:por ejemplo|p\. ej\.|tales como|como por)\b",
    use=r"\b(?:usar|usa|utiliza[rn]?|sirve[n]?|permite[n]?|útil|se puede|puedes|conviene|recomendable|práctica)\b",
    contrast=r"\b(?:a diferencia|mientras que|en cambio|por el contrario|diferencia|difiere[n]?|en lugar de|frente a)\b",
    step=r"^(?:paso \d|primero|luego|después|a continuación|finalmente|por último|\d+[.)])",
    condition=r"^(?:si|cuando)\b",
    definition=r"\b(?:es|son) (?:un|una|el|la|los|las)\b|\b(?:se llama|se denomina|significa|consiste|se refiere)\b",
    front_matter=r"^(?:índice|contenido|tabla de contenidos?|glosario|licencia.*|agradecimientos|prólogo|prefacio|"
    r"bibliografía|referencias|notas|ejercicios?|soluci[oó]n(?:es)?|acerca de.*|apéndices?|copyright.*|objetivos|véase también|ver también|comentarios)$",
    generic_title=r"^(?:introducción|resumen|conclusi[oó]n(?:es)?|generalidades|conceptos básicos|contexto|ejemplos?|"
    r"observaciones|detalles|visión general|panorama|varios)$",
    numbering_words="capítulo|sección|parte|lección|unidad|módulo|apéndice|paso",
    drop=r"\b(?:sin|quita[r]?|elimina[r]?|menos(?: de| sobre)?|omite|omitir|suprimir)\b",
    more=r"\b(?:más (?:de|sobre)|añade|añadir|agrega[r]?|profundiza[r]?(?: en)?|amplía|ampliar|incluye|incluir)\b",
    first=r"\b(?:empieza con|empezar con|comienza con|comenzar con|primero)\b",
    last=r"\b(?:termina con|terminar con|acaba con|al final)\b",
    verbs={
        "beginner": (
            ("use", "Usar {term} para {aim}"),
            ("pair", "Distinguir «{a}» de «{b}»"),
            ("steps", "Realizar los pasos de «{title}»"),
            ("defined", "Definir el término «{term}»"),
            ("does", "Describir qué hace {term}"),
            ("code", "Explicar el significado de {term}"),
            ("noun", "Explicar el papel de «{term}»"),
        ),
        "intermediate": (
            ("use", "Usar {term} para {aim}"),
            ("pair", "Comparar «{a}» con «{b}»"),
            ("steps", "Realizar los pasos de «{title}»"),
            ("defined", "Explicar el término «{term}» con un ejemplo propio"),
            ("does", "Explicar cuándo usar {term}"),
            ("code", "Explicar cuándo hace falta {term}"),
            ("noun", "Explicar el papel de «{term}»"),
        ),
        "advanced": (
            ("use", "Justificar cuándo usar {term} para {aim}"),
            ("pair", "Comparar «{a}» con «{b}»"),
            ("steps", "Justificar el orden de los pasos de «{title}»"),
            ("defined", "Analizar un caso propio con el término «{term}»"),
            ("does", "Justificar cuándo usar {term}"),
            ("code", "Evaluar el uso de {term} en un caso propio"),
            ("noun", "Analizar el papel de «{term}»"),
        ),
    },
    articles=r"Una?|El|La|Los|Las",
    things=r"filtro|orden|comando|opción|función|método|herramienta|diálogo|ventana|ajuste|parámetro|campo|variable|"
    r"palabra clave|atributo|directiva|instrucción|operador|programa|utilidad|botón|menú|modo|clase|módulo|tipo|"
    r"propiedad|"
    r"evento|macro|complemento|extensión|elemento|etiqueta|paquete|archivo|fichero|tecla|deslizador|casilla|entrada|"
    r"acción|"
    r"informe|guion|biblioteca|columna|vista",
    this=r"Est[ea]",
    restating=r"(?:[EÉ]st[aeo]s?) (?:es|son) (?=(?:una?|el|la|los|las) )",
    doing=r"(?!(?:puede|debe|tiene|hace|era|que|para|este|sobre|funciona|aparece|existe|una|cada|donde|cuando|desde)\b)"
    r"[a-záéíóúñ]{3,}[ae]\b",
    apposing=r"una?",
    enumerating=r"son|incluyen?|constan? de|comprenden?|contienen?|admiten?|ofrecen?|se llaman",
    inside=words("de del la las los el en por con a al"),
    remark=r"(?:nota|importante|recuerda|recuerde|atención|ojo|aviso|definición|explicación|consejo|idea clave|concepto|"
    r"en resumen|dicho de otro modo)\s?:\s+",
    field=r"en (?:la |el |los |las )?[^,;:()]{3,40}, (?=(?:una?|el|la|los|las|se) )",
    defining=(
        r"(?P<subject>(?:El|La) (?P<term>[a-záéíóúñ]+(?: [a-záéíóúñ]+){0,2}?) de (?:un|una|cada) [\wáéíóúñ -]{2,30}?) "
        r"(?P<link>es|se define como) (?P<meaning>(?:el|la|una?) (?:[\wáéíóúñ]+ ){0,2}[\wáéíóúñ]+ (?:de|del|que|entre|por|"
        r"en) .+)",
        rf"(?P<subject>{_ARTICLE} {_TERM}{_BRACKET}{_ALIAS}) (?P<link>es|son|constituyen?|designan?|significan?) "
        rf"{_MEANING}",
        rf"(?P<subject>{_ARTICLE} {_TERM}{_BRACKET}{_ALIAS}) (?P<link>se definen? como|se entienden? como|se "
        rf"refieren? a|"
        rf"hacen? referencia a|consisten? en|representan?) {_MEANING}",
        rf"(?P<subject>{_NAME}{_BRACKET}{_ALIAS}) (?P<link>es|son|significa|designa) {_MEANING}",
        rf"(?P<subject>(?:Los|Las) {_TERM}{_BRACKET}{_ALIAS}) (?P<link>son) (?P<meaning>(?!{_NOT_THINGS})[a-záéíóúñ]+s "
        r"(?:[a-záéíóúñ]+[oaelrsdz]s )?(?:que|en l[ao]s que|cuy[ao]s?|de|con|para|formad[ao]s|compuest[ao]s|"
        r"encargad[ao]s|"
        r"capaces|diseñad[ao]s) .+)",
        rf"(?:Se (?:llama|denomina|conoce como)|Llamamos|Denominamos|Recibe el nombre de) (?:una? "
        rf")?{_TERM}{_BRACKET} a "
        r"(?P<meaning>(?:una?|la|los|las|aquell[ao]s?|todo|toda) .+)",
        rf"(?:Se (?:llama|denomina|conoce como)|Llamamos|Denominamos|Recibe el nombre de) (?:una? "
        rf")?{_TERM}{_BRACKET} al "
        r"(?P<meaning>[a-záéíóúñ]+ .+)",
        rf"(?P<subject>{_ARTICLE} {_TERM}{_BRACKET}{_ALIAS}) (?P<link>consisten? en) "
        rf"(?P<meaning>[a-záéíóúñ]+[aei]r(?:se|l[aeo]s?)? .+)",
        rf"(?:(?:Se entiende|Entendemos) por|Por(?=.* (?:se entiende|entendemos) )) (?:una? |el |la "
        rf")?{_TERM}{_BRACKET},? "
        r"(?:se entiende |entendemos )?al (?P<meaning>[a-záéíóúñ]+ .+)",
        rf"(?:(?:Se entiende|Entendemos) por|Por(?=.* (?:se entiende|entendemos) )) (?:una? |el |la "
        rf")?{_TERM}{_BRACKET},? "
        r"(?:se entiende |entendemos )?(?:a )?(?P<meaning>(?:una?|el|la|los|las|todo|toda|aquel|aquell[ao]s?) .+)",
        r"(?P<meaning>(?:El|La|Los|Las|Una?|Aquel|Aquell[ao]s?) .+?),? (?:(?:se )?(?:les? |l[ao]s? )?(?:llaman?|denominan?|"
        r"conocen? como)|reciben? el nombre de|(?:es|son) (?:llamad[ao]s?|denominad[ao]s?|conocid[ao]s? como)) "
        rf"(?:una? |el |la |los |las )?{_TERM}{_BRACKET}(?:,? (?:y|porque|ya que|que|pero|por|en) .*)?",
        r".*\b(?:el|la|los|las|una?) (?P<term>[a-záéíóúñ][\w-]+(?: [a-záéíóúñ][\w-]+)?), que (?:es|son) "
        r"(?P<meaning>(?:el|la|los|las|una?) [^,;:()]{12,120})",
        r"(?P<subject>(?:(?:El|La|Una?) )?(?:[a-záéíóúñ-]+ ){0,2}(?P<term>`[^`]+`)) (?P<link>es) (?P<meaning>(?:una?|"
        r"el|la) .+)",
        r"(?P<subject>(?:(?:El|La|Una?) )?(?:[a-záéíóúñ-]+ ){0,2}(?P<term>`[^`]+`)) (?P<does>(?!(?:puede|debe|tiene|"
        r"hace|se|es|era|que|de|la|le|para|este|ese)\b)[a-záéíóú]{3,}[ae]) (?P<meaning>.+)",
    ),
    purposes=(
        r"\b(?:[Pp]uede|[Pp]odrá|[Ss]e puede) (?P<meaning>[a-záéíóú]+[aei]r(?:se)? [^;:`]+?),? (?:con|mediante|"
        r"usando|utilizando|ejecutando|a través de) "
        r"(?:la |el )?(?:[a-záéíóúñ-]+ ){0,2}[«“]?(?P<term>`[^`]+`)[»”]?$"
        r"|^Para (?P<meaning2>[a-záéíóú]+[aei]r(?:se)? [^;:,`]+), (?:use|utilice|ejecute|emplee|escriba|pulse|añada|"
        r"basta con|se usa|se utiliza) "
        r"(?:la |el )?(?:[a-záéíóúñ-]+ ){0,2}[«“]?(?P<term2>`[^`]+`)[»”]?$"
        r"|^(?:(?:El|La) )?(?:[a-záéíóúñ-]+ ){0,2}[«“]?(?P<term3>`[^`]+`)[»”]? (?:permite|sirve para) "
        r"(?P<meaning3>[a-záéíóú]+[aei]r(?:se)? [^;:]+)$"
    ),
    vague_meaning=r"(?:(?:el|la|los|las) (?:[\wáéíóúñ]+ más (?:importantes?|comun(?:es)?|común|utilizad\w+|usad\w+|popular\w*|frecuentes?)|mism[oa]s?|primer[oa]?|segund[oa]|últim[oa]|únic[oa]|mejor|siguientes?|más)|"
    r"una? (?:buen[oa]?|(?:[\wáéíóúñ]+ )?ejemplo|excelente|gran|forma de|manera de)|"
    r"(?:(?:una?|el|la|los|las) )?(?:[\wáéíóúñ]+ ){1,2}(?:fundamental|crucial|esencial|clave|importante|central)(?:es)?)\b",
    procedure=r"\b(?:pasos?|orden de|orden en que|procedimiento|instrucciones|etapas)\b",
    furniture=r"(?:anterior|siguiente|inicio|índice|versión)$",
    elsewhere=r"§ ?\d|\ben (?:los|las) (?:próxim[oa]s|siguientes) (?:capítulos|secciones|lecciones|apartados|temas|unidades)\b|"
    r"\b(?:figuras?|fig\.|tablas?|capítulos?|secci(?:ón|ones)|apéndice|páginas?|ecuaci(?:ón|ones)|listado|ejemplo|ejercicio) ?\d|"
    r"\bcomo (?:vimos|se vio|hemos visto)\b|\ben (?:el|la|un|una) (?:capítulo|sección|lección|episodio|tema|apartado|unidad|artículo|vídeo|video) (?:anterior|siguiente|próxim[oa])\b|"
    r"\ben (?:el|la) (?:próxim[oa]|siguiente|anterior) (?:capítulo|sección|lección|episodio|tema|apartado|unidad)\b|"
    r"\b(?:consulta|consulte|véase|vea|lee|lea|visita|visite|revisa|echa un vistazo a) (?:\w+ ){0,4}(?:guía|manual|documentación|artículo|página|"
    r"enlace|sección|capítulo|blog|tutorial|wiki|libro)\b|"
    r"\b(?:más información|más detalles|puedes? leer más|leer más)\b|\b(?:este|siguiente) enlace\b|\ben el transcurso de est[ea]\b|"
    r"\b(?:aprender|ver|explicar|tratar)(?:emos|ás|án|á) (?:\w+ ){0,4}(?:más adelante|después|en otra)\b|"
    r"\b(?:el|la) (?:capítulo|sección) (?:«|sobre |dedicad[oa] )|"
    r"\b(?:la|esta) (?:figura|imagen|foto)\b",
    labels=r"(?:ejemplos?|notas?|fuente|foto|imagen|véase también)\b.{0,40}$",
    units=r"%|por ciento|°C|grados?|mm|cm|km/h|km|kg|g|m|l|bar|metros?|litros?|segundos?|minutos?|horas?|días?|semanas?|meses|años?|bits?|"
    r"bytes?|[KMG]B|ms",
    limits=r"\b(?:debe[n]?|deberá[n]?|al menos|como (?:máximo|mínimo)|más de|menos de|mínim[oa]|máxim[oa]|hasta|superior|inferior)\b",
    task_words=words(
        "sirve servir sirven describir explicar definir distinguir comparar papel significado término ejemplo propio puntos principales "
        "correctamente adecuado adecuada diferencia diferencias analizar evaluar tarea caso causa causas "
        "consecuencia consecuencias razón razones regla reglas ayuda "
        "seguro segura sencillo sencilla pequeño pequeña grande nuevo nueva real mínimo mínima claro clara"
    ),
    ahead=r"\b(?:siguientes?|a continuación|abajo)\b",
    example_title=r"ejemplos?\b",
    phrases={
        "and": "y",
        "beginner_topic": "Resumir los puntos principales de «{title}»",
        "intermediate_topic": "Explicar los puntos principales de «{title}»",
        "advanced_topic": "Evaluar los puntos principales de «{title}»",
        "criterion_checks": "Responde correctamente al menos al 80 % de las preguntas sobre «{title}».",
        "criterion_objective": "Alcanza el objetivo «{objective}» sin mirar la fuente.",
        "criterion_exercise": "Resuelve el ejercicio y compara el resultado con la solución.",
        "quoted": "«{text}»",
        "course_summary": "Este curso trata de {titles}.",
        "lesson_summary": "Esta lección trata de {titles}.",
        "feedback": "La fuente dice: «{sentence}» Para releer: {place}.",
        "place_page": "«{heading}» en {file}, página {page}",
        "place": "«{heading}» en {file}",
        "example": "Ejemplo: {term}",
        "output_prompt": "Antes de ejecutarlo, escriba qué imprime. Después, compare.",
        "command_prompt": "Diga qué hace cada una de estas órdenes antes de leer la respuesta y compare después con "
        "la salida.",
        "code_prompt": "Lea este código y explique línea por línea qué hace. Compare con la fuente.",
        "fault_prompt": "Este código no hace lo que debería. Averigüe por qué y corríjalo.",
        "write_prompt": "Escriba el código para {aim}. Después, compárelo con el de la fuente.",
        "gaps_prompt": "Complete lo que falta y diga qué hace cada una de estas palabras.",
        "list_prompt": "Sin mirar atrás, escriba los {count} puntos que la fuente enumera aquí: {lead}",
        "hint_place": "Lea de nuevo {place}.",
        "solution_says": "La fuente dice: {text}",
        "application": "{text} Describa una situación propia en la que esto se aplique.",
        "resource": "{heading}",
        "pages": "p. {page}",
        "page_range": "pp. {first}–{last}",
        "caption": "Cómo se relaciona todo",
        "ask_abbreviation": "Escrita por extenso, la sigla «{short}» significa {gap}.",
        "ask_command": "El nombre de la orden `{short}` es la abreviatura de {gap}.",
        "ask_term": "¿Qué término corresponde a esta descripción: «{meaning}»?",
        "ask_code": "¿Cuál de estos corresponde a la descripción «{meaning}»?",
        "ask_kind": "____ {said}.",
        "ask_meaning": "¿Qué descripción corresponde a {term}?",
        "ask_doing": "¿Qué hace {term}?",
        "ask_purpose": "¿Qué se usa para {meaning}?",
        "ask_aim": "«{claim}.» ¿Qué fin o qué efecto da la fuente?",
        "ask_reason": "«{claim}.» ¿Qué razón da la fuente?",
        "ask_true": "¿Qué afirmación sobre {terms} es cierta?",
        "ask_next": "{title}: ¿qué paso viene justo después de «{step}»?",
        "ask_first": "{title}: ¿qué paso va primero?",
        "ask_forbidden": "{topic}: ¿qué NO se debe hacer?",
        "ask_told": "{topic}: ¿qué se debe hacer, según la fuente?",
        "ask_amount": "¿Qué valor indica la fuente para «{label}»?",
        "ask_member": "¿Cuál de estos pertenece a «{lead}»?",
        "ask_not_member": "¿Cuál de estos NO pertenece a «{lead}»?",
        "ask_completed": "¿Cuál de estos completa la frase «{lead} …»?",
        "ask_not_completed": "¿Cuál de estos NO completa la frase «{lead} …»?",
        "judge": "La descripción «{meaning}» corresponde a {term}.",
        "about": "{topic}: {question}",
        "ask_of": "¿Qué se cumple en el caso de {term}?",
        "ask_printed": "¿Qué imprime este código?\n\n{code}",
        "ask_missing_line": "¿Qué línea va en lugar de `____` para que el código dé esta salida?\n\n{code}\n\n{output}",
        "ask_query": "¿Qué sentencia de SQL da este resultado?\n\n{output}",
        "ask_value": "¿Qué valor tiene esta expresión?\n\n{code}",
        "ask_last_value": "¿Qué valor tiene la última expresión?\n\n{code}",
        "ask_error": "¿Con qué error termina este código?\n\n{code}",
        "ask_command_for": "¿Qué comando se usa para {aim}?",
        "ask_code_for": "¿Con qué código se puede {aim}?",
        "ask_code_that": "¿Cuál de estos {aim}?",
        "ask_cell": "¿Qué figura en «{head}» para {row}?",
        "ask_cell_of": "¿Qué {head} tiene {row}?",
        "ask_row_with": "¿Qué {first} tiene «{cell}» como {head}?",
        "ask_row": "¿Qué entrada de «{first}» corresponde a «{cell}» en «{head}»?",
        "order_prompt": "Ponga estos pasos en orden. {title}:",
        "compare_prompt": "Compare {a} con {b}: diga qué es cada cosa y en qué se diferencian.",
        "fill_prompt": "Complete las celdas vacías de esta tabla sin mirar atrás.",
        "mistake_prompt": "Una de estas afirmaciones es falsa. Encuéntrela y corríjala.",
    },
)
