"""Spanish."""

from __future__ import annotations

import re

from learning.checks.languages.language import patterns, words
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
        "transport": words("bicicleta tranvía helicóptero patinete taxi coche"),
        "places": words("hotel restaurante playa panadería peluquería circo zoológico"),
        "food": words(
            "pizza hamburguesa pastel tarta galleta galletas plátano banana chocolate café cerveza espaguetis "
            "desayuno almuerzo cena merienda limonada bocadillo sándwich helado sopa salchicha"
        ),
        "pets": words("perro perros gato gatos elefante pingüino mono hámster jirafa canguro"),
        "fun": words(
            "película películas cine canción canciones chiste chistes fútbol baloncesto fiesta cumpleaños "
            "televisión televisor concierto guitarra juguete juguetes vacaciones baile partido"
        ),
        "house": words(
            "sofá nevera frigorífico tostadora calcetín calcetines zapatos sombrero paraguas almohada cortina "
            "baño lámpara cuchara deberes móvil teléfono jardín"
        ),
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
        r"\b(?:es|son) (?:una? )?\w+ (?:muy|realmente|bastante) (?:interesante|importante|útil|divertid[oa]|"
        r"hermos[oa]|"
        r"bonit[oa]|buen[oa]|popular)e?s?\s?[.!]?$",
        r"\b(?:es|son) (?:(?:muy|realmente|bastante|tan) )?(?:interesante|importante|útil|divertid[oa]|hermos[oa]|"
        r"emocionante|"
        r"genial|bonit[oa]|necesari[oa]|fascinante|popular|difícil|fácil)e?s?\s?[.!]?$",
    ),
    hedged=patterns(
        r"\b(?:a veces|quizás?|tal vez|posiblemente|en algunos casos|en ocasiones|bastante importantes?|"
        r"muy importantes?|de muchas maneras)\b"
    ),
    clause=re.compile(r"[,;:()]|\s[–—-]\s|\b(?:mientras que|pero|aunque|sino|en cambio)\b", re.IGNORECASE),
    joint=re.compile(r"\b(?:y|e|o)\b", re.IGNORECASE),
    relative=words("que quien quienes se no"),
    joining=words(
        "el la los las un una unos unas de del al a en con por para sin sobre entre desde hasta y o u e pero no "
        "es son era fue está muy más menos su sus este esta ese esa cada todo toda como llama llamaba"
    ),
    verbal=words("se"),
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
)
