"""Spanish."""

from __future__ import annotations

import re

from learning.checks.languages.language import pairs, patterns, words
from learning.checks.vocabulary.vocabulary import Vocabulary, ordered

SPANISH = Vocabulary(
    code="es",
    small=words(
        "el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta y o u e pero no "
        "ni es son era eran fue fueron ser sido está están puede pueden debe deben que se su sus lo le les como "
        "si cuando donde más menos muy también solo sólo este esta estos estas ese esa esos esas todo todos toda "
        "todas cada otro otra otros otras hay ha han había tu tus ya qué cuál cuáles quién quiénes cómo cuándo "
        "dónde cuánto cuánta cuántos cuántas llama llaman llamaba llamado llamada denomina significa siguiente "
        "siguientes afirmación afirmaciones correcta correcto verdadera llamarse término palabra ejemplo tipo "
        "mismo misma tras ante bajo según durante mediante sino porque hace hacen"
    ),
    numbers=ordered(
        "dos tres cuatro cinco seis siete ocho nueve diez "
        "once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte"
    ),
    denying=words("no nunca jamás nadie nada ninguno ninguna ningún sin tampoco excepto salvo sino"),
    light=words(
        "el la los las un una unos unas de del es son era fue ser está están que se su sus lo con en por también "
        "muy cada puede pueden ha han"
    ),
    everyday={
        "kin": words("abuela abuelo tío tía vecino vecina batman superman"),
        "people": words("mayordomo jardinero granjero pescador fontanero policía bombero pirata payaso vaquero niñera"),
        "greetings": words("hola adiós gracias perdón"),
        "taste": words("delicioso deliciosa sabroso sabrosa salado salada jugoso jugosa"),
        "looks": words("azul rosa amarillo amarilla morado feo fea"),
        "transport": words("bicicleta tranvía helicóptero patinete taxi coche"),
        "places": words("hotel restaurante playa panadería peluquería circo zoológico"),
        "food": words(
            "manzana manzanas queso pizza hamburguesa pastel tarta galleta galletas plátano banana chocolate café "
            "cerveza espaguetis "
            "desayuno almuerzo cena merienda limonada bocadillo sándwich helado sopa salchicha"
        ),
        "pets": words("perro perros gato gatos elefante pingüino mono hámster jirafa canguro"),
        "fun": words(
            "película películas cine canción canciones chiste chistes fútbol baloncesto fiesta cumpleaños "
            "televisión televisor concierto guitarra juguete juguetes vacaciones baile partido"
        ),
        "house": words(
            "lápiz bolígrafo goma cocina dormitorio sofá nevera frigorífico tostadora calcetín calcetines zapatos "
            "sombrero paraguas "
            "almohada cortina "
            "baño lámpara cuchara deberes móvil teléfono jardín"
        ),
        "days": words(
            "enero febrero marzo abril junio julio agosto septiembre octubre noviembre diciembre lunes "
            "martes miércoles jueves viernes sábado domingo"
        ),
        "motives": words("diversión divertirse guay bonita aburrimiento suerte presumir molestar pereza"),
        "mood": words("clima color favorito favorita divertido bonito perezoso hambriento aburrido"),
        "magic": words("unicornio unicornios magia mágico mago hada hadas fantasma extraterrestre dragón horóscopo"),
        "brands": words("disneylandia facebook instagram tiktok netflix lotería supermercado"),
    },
    common=words(
        "mueve mueven ayuda ayudan da dan dio toma toman tomó usa usan usó muestra muestran encuentra encuentran "
        "mantiene mantienen deja dejan pone ponen puso ve ven vio va van fue viene vienen vino trabaja trabajan "
        "empieza empiezan empezó cambia cambian cambió lleva llevan llevó necesita necesitan permite permiten "
        "causa causan contiene contienen recibe reciben recibió envía envían sigue siguen siguió ocurre ocurren "
        "aumenta aumentan disminuye disminuyen sube suben baja bajan cruzó cruza cruzan entra entran entró sale "
        "salen salió vive viven construye construyó crea crean creó escribe escribió lee leen sabe saben piensa "
        "dice dicen dijo larga largo largas largos corta corto grande grandes pequeña pequeño alta alto bajo "
        "buena bueno mala malo nueva nuevo vieja viejo importante importantes diferente diferentes similar rápida "
        "rápido lenta lento fuerte débil difícil fácil simple posible necesaria necesario especial varias varios "
        "muchas muchos mejor peor llena vacía abierta libre general principal ciudad país casa agua dinero mañana "
        "tarde noche hora semana mes temperatura base mitad principio ventana puerta mano manos cabeza familia "
        "amigo amigos niño niños gobierno historia libro carta calle cuarto resto serie momento período siglo"
    ),
    idioms=words(
        "unidad base causa través partir pesar medio caso forma lugar fin cabo vez favor razón contra lo punto manera"
    ),
    opinion=patterns(
        r"^(?:el |la |los |las )?[\w-]+ (?:es|son) (?:una? )?[\w-]+ (?:interesante|importante|útil|hermos[oa]|"
        r"popular)e?s?"
        r"\s?[.!]?$",
        r"\b(?:much[oa]s|algun[oa]s) personas (?:piensan|creen|dicen|opinan|disfrutan)\b",
        r"\b(?:es|son) (?:una? )?\w+ (?:muy|realmente|bastante) (?:interesante|importante|útil|divertid[oa]|"
        r"hermos[oa]|"
        r"bonit[oa]|buen[oa]|popular)e?s?\s?[.!]?$",
        r"\b(?:es|son) (?:(?:muy|realmente|bastante|tan) )?(?:interesante|importante|útil|divertid[oa]|hermos[oa]|"
        r"emocionante|"
        r"genial|bonit[oa]|necesari[oa]|fascinante|popular|difícil|fácil)e?s?\s?[.!]?$",
    ),
    hedged=patterns(
        r"\b(?:a veces|quizás?|tal vez|posiblemente|en algunos casos|en ocasiones|bastante importantes?|"
        r"(?:puede|pueden) ser (?:\w+ )?(?:útil|importante|peligros[oa]|difícil|diferente)|muy importantes?|"
        r"de muchas maneras)\b"
    ),
    clause=re.compile(r"[,;:()]|\s[–—-]\s|\b(?:mientras que|pero|aunque|sino|en cambio)\b", re.IGNORECASE),
    joint=re.compile(r"\b(?:y|e|o)\b", re.IGNORECASE),
    relative=words("que quien quienes se no"),
    joining=words(
        "el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta y o u e pero no "
        "es son era fue está muy más menos su sus este esta ese esa cada todo toda como llama llamaba"
    ),
    verbal=words("puede pueden debe deben suele suelen se"),
    adverbial=words(""),
    articles=words("algo todo alguien el la los las un una unos unas su sus"),
    absent=patterns(
        r"\b(?:muestra|muestran|representa|representan|indica) (?:el|la|los|las|este|esta) (?:\w+ )?(?:figura|"
        r"imagen|mapa|"
        r"gráfic[oa]|tabla|diagrama|esquema|foto|dibujo|curva)\b",
        r"\b(?:figura|imagen|mapa|gráfico|tabla|diagrama) de la (?:izquierda|derecha|página siguiente)\b",
        r"^¿(?:por qué|cómo|cuándo|dónde) (?:\w+ )?(?:él|ella|ellos|ellas)\b",
    ),
    pointing=words("este esta estos estas esto ese esa eso esos esas"),
    asking=patterns(
        r"^¿?(?:\w+ ){0,3}(?:qué|cuál|cuáles|quién|quiénes|cuándo|dónde|cómo|cuánt[oa]s?|por qué)\b",
        r"^(?:elige|elija|elijan|escoge|escoja|selecciona|seleccione|señala|señale|indica|indique|nombra|nombre|"
        r"ordena|"
        r"ordene|completa|complete|calcula|calcule|marca|marque|identifica|identifique|lee|lea|supón|suponga)\b",
    ),
    empty=words(
        "luego después primero próximo próxima paso pasos ocurre sucede pasa viene sigue respuesta resultado razón "
        "propósito diferencia solución problema importante necesario mejor pregunta idea principal objetivo último "
        "ocurrió pasó sucedió efecto continuación"
    ),
    degrees=words("más muy menos tan demasiado bastante"),
    unspecific=patterns(
        r"^____ (?:es|son|era|eran|fue) (?:una? |el |la |los |las )?(?:\w+ )?(?:muy |más )?(?:importantes?|"
        r"esencial(?:es)?|"
        r"necesari[oa]s?|útil(?:es)?|común|comunes|vital(?:es)?|fundamental(?:es)?|interesantes?|peligros[oa]s?)\b",
        r"^____ (?:desempeña|desempeñan|juega|juegan|tiene|tienen) un (?:\w+ )?(?:papel|efecto|impacto)\b",
        r"^____ (?:ayuda|ayudan|afecta|afectan|influye|influyen) ",
        r"\b(?:puede|pueden) (?:causar|provocar|producir|incluir|tener|ser|llevar a|ayudar a) ____\s?\.?$",
        r"\b(?:es|son) (?:muy )?(?:importantes?|necesari[oa]s?|útil(?:es)?|buen[oa]s?|mal[oa]s?|"
        r"peligros[oa]s?) para ____\s?\.?$",
        r"\b(?:tales como|como|por ejemplo|como por ejemplo) ____\s?\.?$",
        r"\b(?:debe|deben|debería|deberían) tener ____\s?\.?$",
        r"\b(?:más|much[oa]s?|suficiente) ____\s?\.?$",
    ),
    this=patterns(
        r"(?<!\bde )(?<!\bentre )\b(?:este|esta|estos|estas|ese|esa) (?!tipo|año|siglo|día|época\b|manera\b|forma\b|"
        r"modo\b|mundo\b|es\b|son\b|se\b|de\b)([^\W\d_]{3,})\b(?! (?:que|de)\b)",
        r"\b(?:función|papel|causa|efecto|nombre|objetivo) de (?:este|esta|estos|estas|ese|"
        r"esa) (?!tipo)([^\W\d_]{3,})\b(?! que\b)",
    ),
    persons=patterns(r"^¿?(?:a |de |con )?quién(?:es)?\b"),
    amounts=patterns(r"^¿?cuánt[oa]s?\b|^¿?cuándo (?:fue|fueron|se)\b|^¿?en qué (?:año|siglo|década)\b"),
    predicates=words("es son era fue fueron tiene tienen puede pueden ha han debe está están"),
    undeniable=patterns(
        r"^(?:hay|existen) (?:much[oa]s|divers[oa]s|vari[oa]s|diferentes|distint[oa]s|numeros[oa]s) (?:\w+ )?(?:tipos|"
        r"clases|formas|maneras|razones|métodos|ejemplos|cosas|factores)\b",
    ),
    opposites=pairs(
        "aumenta/disminuye aumentan/disminuyen sube/baja suben/bajan más/menos mayor/menor antes/después "
        "primero/último primera/última caliente/frío rápido/lento fuerte/débil positivo/negativo "
        "positiva/negativa máximo/mínimo dentro/fuera encima/debajo izquierda/derecha izquierdo/derecho "
        "con/sin siempre/nunca largo/corto alto/bajo gana/pierde"
    ),
    membership=patterns(
        r"^¿?(?:cuál|cuáles|qué) (?:\w+ )?de (?:los siguientes|las siguientes|estos|estas)\b",
        r"\b(?:es|son|era|eran) (?:un ejemplo|ejemplos|un[oa]|parte) de\b|\bpertenecen? a\b",
    ),
    unsettling=words(
        "cualquier muchos muchas varios varias numerosos numerosas otro otra otros otras cierto cierta ciertos ciertas "
        "diferentes distintos distintas similares"
    ),
    outcomes=words("un una el la error excepción nada ninguna salida ningún resultado"),
    where=words("en hacia por"),
    document=words(
        "capítulo capítulos resumen introducción lección tutorial apéndice párrafo título lector autor ejercicio "
        "ejercicios figura figuras glosario"
    ),
    termed=patterns(
        r"\bse (?:llama|llaman|denomina|denominan|conoce como)\b|\bllamad[oa]s?\b|"
        r"\b(?:qué|cuál es el) (?:término|nombre|palabra)\b"
    ),
    referring=words("el la los las este esta estos estas ese esa él ella ellos su sus lo le aquí allí debería tal"),
    idle=patterns(
        r"^(?:simplemente )?(?:no hacer nada|nada en absoluto|ignorar(?:lo|la|los| el problema| todo)|adivinar|"
        r"rendirse|irse a casa|irse a dormir|entrar en pánico|llorar|huir|esperar lo mejor|por (?:arte de magia|"
        r"suerte))\s?\.?$"
    ),
)
