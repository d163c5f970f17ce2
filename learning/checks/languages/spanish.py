"""Spanish."""

from __future__ import annotations

from learning.checks.languages.language import ONE_OPTION, SOME_OPTIONS, Language, pairs, patterns, words

_PLACE = (
    r"(?:ejemplo|figura|listado|tabla|diagrama|imagen|capítulo|sección|apéndice|página|ejercicio|ecuación|apartado)"
)

SPANISH = Language(
    code="es",
    function_words=words(
        "el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta y o u e pero "
        "no es son era ser está están fue puede pueden debe deben que se su sus lo le les como si cuando más "
        "muy también solo sólo este esta estos estas ese esa esos esas todo todos toda todas cada otro otra "
        "hay ha han tu tus ya"
    ),
    context=patterns(
        r"\b(?:el|la) (?:primer[oa]?|segund[oa]|tercer[oa]?|últim[oa]|otr[oa]) (?:experimento|estudio|ensayo|prueba|"
        r"grupo|método|ejemplo|caso|solución|opción|variante)\b(?! (?:de|del|en|que|por|con|para|a|al)\b)",
        r"\b(?:como (?:se )?(?:ha |hemos |vimos|vio|mencionó|muestra)|(?:visto|mostrado|descrito|mencionado|"
        r"definido)s?a? (?:antes|arriba|anteriormente|a continuación))\b",
        r"\b(?:el|la|los|las) (?:\w+ )?(?:anterior|anteriores|siguiente|siguientes|mencionad[oa]s?)\b|\bdich[oa]s? \w+",
        rf"\b(?:ver|véase|en|de) (?:la |el )?{_PLACE} \d",
        rf"\b(?:en|de) (?:(?:este|esta) {_PLACE}\b(?! de\b)|(?:el|la) {_PLACE}(?=[,.;:?]|$| (?:se|hay|es|son|"
        rf"aparece)\b))",
        r"\b(?:en (?:este|ese|estos|esos|tales|ambos|tal) casos?|de (?:esta|esa) (?:manera|forma)|por (?:esta|"
        r"esa) razón|por (?:esto|eso|ello))\b",
        r"\b(?:según|de acuerdo con|(?:mencionad|descrit|explicad|indicad)[oa]s? en) (?:el|la|los|este|esta) (?:texto|"
        r"sección|lección|pasaje|párrafo|autora?|vídeo|video|lectura|curso|apuntes)\b(?! de\b)",
        r"\btítulo (?:de la|del|de este|de esta) (?:sección|capítulo|lección|curso|página|módulo|apartado)\b",
        r"\ben (?:el|la) (?:experimento|estudio|historia|cuento|poema|vídeo|encuesta)(?=,|\?|$| (?:descrit|"
        r"mencionad)[oa]\b)",
        r"\ben (?:el|la) (?:primera?|segund[oa]|última|último) (?:frase|oración|párrafo|apartado|sección)\b(?! de\b)",
        r"\b(?:menciona|dice|afirma|describe|explica|recomienda) (?:el|la|este|esta) (?:texto|autora?|sección|lección|"
        r"pasaje)\b",
        r"\b(?:también (?:puedes|puede|podemos|se puede|es posible)|(?:puedes|puede|podemos) también)\b",
        r"\b(?:estos|estas|esos|esas|este|esta|ese|esa|tal|tales) ____",
        r"\b(?:nuestro|nuestra|nuestros|nuestras|hagamos|veamos|averigüemos|averiguemos|probemos|usemos|ejecutemos|"
        r"vamos a)\b",
        r"\b(?:para|con|por|de|en|a) (?:\w+ )?(?:esto|eso|ello)\b",
        r"(?<!\bde )\b(?:esto|eso|ello|est[oa]s?) (?:significa|permite|hace|evita|ocurre|sucede|puede|asegura|"
        r"es|son|se)\b",
        r"^(?!.{0,600}\b(?:porque|si|cuando|ya que|como|aunque|mientras|"
        r"después de)\b)[^,;:()]{1,80}?(?<!\by)(?<!\bo)(?<!\bpero) (?:por (?:lo )?tanto|sin embargo|en consecuencia|"
        r"por consiguiente|en cambio|no obstante|asimismo|entonces)\b",
        r"^(?!.{0,600}(?:\d|\b(?:cuando|antes de|desde|si|y|tras)\b)).{0,600}\b\w+ (?:minutos|horas|días|semanas|"
        r"meses|años|siglos) (?:después|más tarde|antes)\b(?! (?:de|que)\b)",
        r"\bal (?:día|año|mes) siguiente\b|\b(?:ese|aquel) mismo (?:año|día|mes|siglo)\b",
        r"^(?:el autor|la autora) (?!(?:de|del|es|fue|era)\b)(?:lo |la |los |las |se |también )?\w+",
        r"\ben nuestro (?:caso|ejemplo|experimento|estudio)\b",
        r"\b(?:tras|después de|en|antes de)l? (?:el )?paso \d",
        r"\b(?:el|la) (?:archivo|programa|base de datos|carpeta) de ejemplo\b",
    ),
    offering=patterns(r"\bsiguientes?\b|\b(?:este|esta|estos|estas|ese|esa)\b"),
    first_clause=(),
    pointed=(),
    opening=patterns(
        r"(?:sin embargo|por (?:lo )?tanto|así que|así|pero|y|entonces|también|además|en cambio|"
        r"de lo contrario|igualmente|"
        r"finalmente|por último|aquí|ahora|por ejemplo|no obstante|en consecuencia|es decir|asimismo|luego|"
        r"después|aun así|"
        r"en su lugar|alternativamente|por otro lado|en segundo lugar)\b",
        r"(?:en|de|con|por|para|a) (?:este|esta|estos|estas|ese|esa|esos|esas|dich[oa]s?) \w+\b",
        r"(?:él|ella|ellos|ellas|esto|este|esta|estos|estas|eso|ese|esa|esos|esas|ambos|ambas|dich[oa]s?|su|"
        r"sus|lo mismo)\b",
        r"(?:cuando|si) (?:esto|eso|ello) (?:sucede|ocurre|pasa)\b|si (?:es así|no),|"
        r"ningun[oa] de (?:ellos|ellas|estos|"
        r"estas)\b|para (?:hacerlo|lograrlo|evitarlo)\b",
        r"(?:figura|tabla|listado|ejemplo|líneas?|paso|ecuación) \d|la (?:figura|tabla) \d",
        r"(?:el|la) (?:primer|primera|segundo|segunda|tercer|tercera|último|última) (?:método|enfoque|ejemplo|caso|"
        r"opción|línea|forma|variante|solución|columna|comando)\b(?! (?:de|del|en)\b)",
        r"(?:otro|otra|otros|otras|el otro|la otra|el resto|la única|el único|el segundo|la segunda|lo anterior)\b",
        r"(?:posteriormente|a continuación|seguidamente|más tarde|mientras tanto|en primer lugar|en particular|"
        r"en resumen|de hecho|en efecto|por su parte|a su vez|de ahí|desde entonces|hasta entonces|al mismo tiempo|"
        r"inicialmente|al principio(?! de)|en concreto)\b",
        r"(?:el|la) (?:primer|primera|segundo|segunda|tercer|tercera|último|última|otro|otra) (?:tipo|clase|categoría|"
        r"razón|ventaja|desventaja|condición|grupo|paso|problema|cuestión|factor|aspecto|fase|etapa|diferencia|"
        r"propiedad|principio|supuesto|tarea)\b(?! (?:de|del|en|para)\b)",
        r"(?:es|son|era|eran|fue|fueron|está|están|tiene|tienen|sirve|sirven|consiste|consisten|contiene|contienen|"
        r"permite|permiten|incluye|incluyen) (?:el|la|los|las|una?|para|en|por|como)\b(?!.{1,90}\b(?:el que|la que|"
        r"lo que|los que|las que|quien|donde|cuando)\b)",
        r"(?!podemos|llamamos|decimos|hablamos|distinguimos|sabemos|extremos|llamaremos|diremos)(?:[^\W\d_]+(?:aremos|"
        r"eremos|iremos)|usamos|tenemos|vemos|queremos|necesitamos|hacemos|empezamos|comenzamos|vamos|hemos|creamos|"
        r"escribimos|ejecutamos|obtenemos|aplicamos|añadimos|dividimos|calculamos)\b",
        r"(?:el mismo|la misma|los mismos|las mismas) (?!tiempo\b)\w+ (?:puede|pueden|es|son|fue|tiene|debe|"
        r"también)\b(?!.{1,90}\b(?:que|para todos|en todos)\b)",
        r"(?:el|la|una?|los|las) (?:[\w-]+ ){0,3}(?:de|para|sobre) (?:sus?|est[aeo]s?|es[aeo]s?)\b(?! (?:es|son)\b)",
        r"(?:una vez|después de) (?:hecho |que )?(?:esto|eso|ello)\b|(?:cuando|si|porque|aunque) (?:esto|eso|ello|"
        r"estos|estas)\b",
        r"como (?:puedes|puede|podemos|se puede|pueden) (?:ver|observar|apreciar)\b|como ves\b",
    ),
    fragment=patterns(
        r"^(?:[\w`-]+ ){0,6}[\w`-]+, como [^,;.?]*\.?$",
        r"^(?:capítulo|sección|lección|parte|módulo|ejercicio|problema|pregunta) \d+(?:\.\d+)*\s?[:.–—-]\s",
        r"^(?:ventajas|desventajas|tipos|clases|causas|efectos|usos|ejemplos|propiedades|características|partes|"
        r"funciones|principios|definición|historia|resumen|importancia|estructura|reglas|elementos|formas|métodos|"
        r"síntomas) (?:de|del|para|en) (?!.{0,600}(?:[.?!]|\b(?:es|son|era|eran|tiene|tienen|puede|pueden)\b))",
        r"^(?:paso|nota|consejo|ejemplo|figura|tabla|fuente|observación|objetivos?|palabras clave|reto|desafío|"
        r"advertencia|solución|tarea)(?: \d+(?:\.\d+)*)?\s?[:–—]\s(?!.{0,600}\?)",
        r"^(?:explicar|describir|identificar|comprender|entender|conocer|enumerar|comparar|distinguir|reconocer|"
        r"construir|aplicar|analizar|procesar|redireccionar|demostrar|utilizar) (?!.{0,600}\b(?:es|son|permite|"
        r"permiten|significa|ayuda|hace|requiere)\b).{0,400}____",
        r"^(?:ventajas?|desventajas?|tipos|causas?|efectos?|usos?|propiedades|síntomas|tratamiento|materiales|"
        r"ingredientes|requisitos)\s?: (?!.{0,600}\?)",
    ),
    elsewhere=patterns(
        r"\ben (?:el|la) (?:sección|capítulo|ejemplo|apartado) (?:anterior|siguiente|previo|previa)\b",
        r"\bcomo (?:ya )?(?:vimos|hemos visto|se (?:mencionó|indicó|explicó))\b|\bv(?:er|"
        r"éase) (?:más )?(?:arriba|abajo|adelante)\b",
        r"\b(?:mencionad|descrit|mostrad|definid)[oa]s? (?:arriba|anteriormente|antes|más adelante)\b",
    ),
    beside=patterns(
        r"\b(?:el|la|este|esta) (?:ejemplo|código|tabla|figura|listado|diagrama|gráfic[oa]|imagen|mapa|fórmula|"
        r"ecuación|"
        r"esquema|programa) (?:anterior|siguiente)\b|\b(?:el|la) siguiente (?:ejemplo|código|tabla|figura|"
        r"listado|diagrama|"
        r"gráfic[oa]|imagen|mapa|fórmula|ecuación|esquema|programa)\b",
        r"^en este (?:ejemplo|código|listado)\b",
        r"\bpara (?:solucionar|resolver|evitar) (?:esto|el problema)\b",
    ),
    boilerplate=patterns(
        r"^(?:la|el) (?:sección|capítulo|guía|apartado|apéndice) (?:\S+ ){0,4}(?:explica|describe|cubre|"
        r"muestra|contiene)\b",
        r"\b(?:más|mayor) (?:información|detalles?)\b|\bvéase (?:también)?\b|\bconsult[ae]\b|\blee (?:sobre|"
        r"más)\b|\brevisa la\b",
        r"\b(?:suscríbete|suscríbase|síguenos|nuestro boletín)\b|^descarg(?:a|ue) (?:la|las|el|los)\b",
        r"\bderechos reservados\b|^licenciad[oa] bajo\b|\bpolítica de privacidad\b|©",
        r"\b(?:este|esta) (?:libro|capítulo|sección|manual|guía|tutorial|curso|página|apartado|artículo)\b",
        r"\b(?:en|de) (?:el|la) (?:próxim[oa]|anterior|siguiente) (?:capítulo|sección)\b",
        r"^(?:el |la )?(?:capítulo|sección|apéndice|lección) \d+(?:\.\d+)* (?:trata|describe|explica|cubre|muestra|"
        r"contiene)\b",
        r"^(?:última (?:actualización|modificación)|ir al contenido|volver arriba|página \d+ de)\b|"
        r"^(?:anterior|siguiente)\s?:",
        r"\b(?:aprenderás|aprenderemos|veremos)\b",
        r"\b(?:al (?:final|término) de (?:este|esta|la|el)|después de (?:leer|completar) (?:este|esta|la|el))\b|"
        r"\bserás capaz de\b",
        r"\b(?:publicad[oa] (?:por primera vez )?(?:en|por) ____|¿?en qué página)\b|\btítulo del (?:capítulo|libro|"
        r"apartado)\b",
        r"\b(?:fecha de entrega|examen final|horario de tutorías)\b",
        r"\b(?:____|cuánt[oa]s) (?:capítulos|páginas|diapositivas|ejercicios|lecciones|apéndices|párrafos)\b|"
        r"^(?:el sitio web|la página web) de\b",
        r"\bnuestr[oa] (?:sitio|página|web|canal|boletín)\b",
        r"\bla (?:clase|conferencia|examen|asignatura) (?:tiene lugar|empieza a|se celebra)\b|\ben la (?:portada|"
        r"cubierta)\b",
        r"^ver (?:el |la )?(?:glosario|apéndice|manual|documentación)\b|\bel (?:curso|taller) (?:cuesta|dura|"
        r"empieza)\b",
    ),
    contrast=patterns(
        r"\b(?:solo|sólo|únicamente|solamente|a diferencia de|mientras que|en lugar de|en vez de|excepto|"
        r"salvo|nunca|sino)\b"
    ),
    defining=patterns(
        r"\b(?:consiste en|se llama|se llaman|se denomina|se conoce como|significa|es un|es una|son los|"
        r"son las|se refiere a|se define)\b",
        r"^una? ____ (?:es|tiene|puede|contiene|consta)\b",
    ),
    counterparts=pairs(
        "fila/columna filas/columnas clave/valor claves/valores entrada/salida causa/efecto pregunta/respuesta "
        "preguntas/respuestas forma/contenido parte/todo cuerpo/mente teoría/práctica"
    ),
    naming=patterns(r"\b(?:se (?:llaman?|denominan?|conocen? como)|llamad[oa]s?)\s+(.+)"),
    negated=patterns(r"\b(?:cuál|cuáles|qué)\b[^,.?]{0,60}\b(no|nunca)\b[^?]*\?"),
    absolute=words("siempre nunca jamás completamente imposible"),
    vague=words("generalmente frecuentemente ocasionalmente raramente normalmente típicamente quizás"),
    general=words(
        "cosa cosas hecho hechos caso casos manera maneras forma formas razón razones problema problemas idea "
        "ideas tiempo número números tipo tipos clase clases parte partes conjunto orden grupo grupos lista "
        "listas nombre nombres valor valores resultado resultados ejemplo ejemplos sistema sistemas método "
        "métodos función funciones fila filas tabla tablas columna columnas archivo archivos fichero datos "
        "elemento elementos objeto objetos línea líneas palabra texto campo campos página páginas lugar punto "
        "puntos nivel tamaño longitud fin lado uso usuario usuarios trabajo mundo personas persona día año "
        "estado cambio cambios proceso procesos acción efecto evento condición paso pasos regla reglas "
        "término términos pregunta respuesta información modelo estructura componente componentes "
        "característica características propiedad operación argumento parámetro variable variables expresión "
        "código programa comando comandos herramienta herramientas requisito diferencia unidad vida área "
        "situación relación propósito versión entrada espacio clave bloque opción opciones configuración "
        "contenido"
        " colección colecciones formato formatos capacidad capacidades importancia "
        "necesidad desarrollo decisión decisiones experiencia éxito explicación explicaciones consecuencia "
        "consecuencias ámbito oportunidad conjuntos ayuda consejo interés categoría categorías combinación "
        "combinaciones contexto solución soluciones rasgo rasgos medio medios desventaja desventajas ventaja "
        "ventajas beneficio beneficios fase fases rol papel dificultad dificultades estilo estrategia "
        "estrategias técnica técnicas tema temas título entorno circunstancia apoyo procedimiento "
        "procedimientos comportamiento variedad enfoque enfoques objetivo objetivos meta metas momento "
        "aspecto aspectos factor factores tarea tareas documentación descripción descripciones cantidad "
        "cantidades serie series recurso recursos "
    ),
    nameless=words(
        "cosa cosas hecho hechos caso casos manera maneras razón razones lugar lugares persona personas gente"
    ),
    aside=patterns(
        r"^(?:como|a diferencia de) (?:la mayoría de|muchos|muchas|todos|todas|otros|otras) (?:\S+ ){0,3}____",
        r"____ (?:muy|realmente|bastante|especialmente) (?:interesante|importante|útil|buen[oa]|bonit[oa]|popular|"
        r"difícil|fácil)s?\b",
        r"\buna? (?:importante|gran|buena?|mala?) ____",
        r"\buna? ____ (?:importante|útil|interesante|común|fundamental|esencial|clave|típic[oa])\b",
    ),
    unfocused=patterns(
        r"^¿?(?:cuál|cuáles|qué) (?:de (?:las|los|estas|estos) )?(?:siguientes )?(?:afirmaci(?:ón|ones)|respuestas?|"
        r"opci(?:ón|ones)|frases?)?\s?(?:es|son) (?:verdader|corre?ct|ciert|fals)[oa]s?\s?[?:]?$"
    ),
    negations=words("no nunca jamás nadie nada ninguno ninguna ningún sin tampoco"),
    genders=(
        (words("un el del al unos los"), ("ción", "sión", "dad", "tud", "encia", "ancia", "ura", "ería")),
        (
            words("una la unas las"),
            (
                "miento",
                "dor",
                "tivo",
                "aje",
                "ismo",
                "ero",
                "rio",
                "ado",
                "ido",
                "ivo",
                "ulo",
                "mento",
                "rito",
                "stro",
                "ñón",
                "azón",
                "anto",
                "esto",
                "ento",
            ),
        ),
    ),
    all_of_the_above=patterns(r"\b(?:tod[oa]s|ningun[oa]|ambas|ambos) (?:las |los |de (?:las|los) )?anteriores"),
    joined_options=patterns(rf"^(?:solo |sólo |ambas )?{SOME_OPTIONS}(?:,? (?:y|o) {ONE_OPTION})+\.?$"),
    truth=words("verdadero falso cierto sí no"),
    dangling=patterns(
        r"^¿?en (?:este|ese|esta|esa|tal|tales|estos) (?:casos?|ejemplo|situación|experimento|contexto)\b"
    ),
    offered=patterns(r"\bde (?:los|las) siguientes\b"),
)
