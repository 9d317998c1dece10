"""Page furniture in Spanish."""

from __future__ import annotations

from standfirst.apps.editorial.rules.page_import.furniture_rule import FurnitureRule, rule
from standfirst.apps.editorial.rules.page_import.page import Reason

_DIA = r"(?:lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|días?|semanas?|mes(?:es)?|mañanas?)"
_COMPARTIR = r"(?:compartir(?: (?:en|por)\b.{0,20})?|imprimir|guardar|enviar|copiar (?:el )?enlace|escuchar|facebook|x|whatsapp|correo)"

SPANISH: tuple[FurnitureRule, ...] = (
    rule(
        "es: comentarios",
        Reason.COMMENTS,
        r"(?:(?:ver|leer|mostrar|cargar) )?(?:todos )?(?:los )?(?:\d+ )?comentarios?(?:\s*\(?\d+\)?)?[:.]?$",
    ),
    rule(
        "es: únete",
        Reason.COMMENTS,
        r"(?:únete a la (?:conversación|discusión)|participa en la conversación|(?:suscríbete|inicia sesión|regístrate) para (?:comentar|participar|opinar)|los comentarios están (?:cerrados|reservados))\b.{0,60}$",
        most_words=18,
    ),
    rule(
        "es: normas",
        Reason.COMMENT_RULES,
        r"(?:consulta |lee |respeta )?(?:las |nuestras )?(?:normas (?:de participación|de la comunidad|de los comentarios)|reglas de (?:la comunidad|comentarios))[.:]?$",
    ),
    rule(
        "es: usuario",
        Reason.USER_NAMES,
        r"(?:tu|su) nombre de usuario\b.{0,200}\b(?:cambiar|nombre|ofensiv|modific|visible)\w*",
        most_words=50,
    ),
    rule(
        "es: se envía",
        Reason.NEWSLETTER,
        rf"(?:se envía|recíbel[ao]|llega|cada|todos los)\s+(?:los |todos los |todas las |cada )?{_DIA}(?:[\s,–-]*(?:y|a|{_DIA}))*[.!]?$",
        takes_back=2,
    ),
    rule(
        "es: boletín",
        Reason.NEWSLETTER,
        r"(?:suscríbe(?:te|se)|apúnta(?:te|se)|recib[ea]|regístra(?:te|se))\b.{0,90}\b(?:bolet(?:ín|ines)|newsletters?|correo|bandeja de entrada)\b[^,;]{0,50}[.!:]?$",
        most_words=25,
    ),
    rule(
        "es: baja",
        Reason.NEWSLETTER,
        r"(?:puedes|puede) (?:darte|darse) de baja\b.{0,40}(?:momento)[^,;]{0,60}[.!]?$",
        most_words=22,
    ),
    rule(
        "es: correo",
        Reason.NEWSLETTER,
        r"(?:(?:tu|su) )?(?:correo electrónico|dirección de correo|e-?mail)\s*\*?:?$",
    ),
    rule(
        "es: privacidad",
        Reason.PRIVACY,
        r"(?:al (?:suscribirte|registrarte|suscribirse|registrarse|continuar|enviar)\b.{0,60}\b(?:aceptas?|consientes?)\b|"
        r"(?:política de privacidad|aviso legal|términos y condiciones|condiciones de uso)(?:[\s|·,&]*(?:y )?(?:política de (?:privacidad|cookies)|aviso legal|contacto))*[.]?$)",
        most_words=50,
    ),
    rule(
        "es: cookies",
        Reason.COOKIES,
        r"(?:usamos|utilizamos|este sitio|nosotros)\b.{0,80}\bcookies\b.{0,160}\b(?:acept|consent|navega|experiencia|configura)\w*",
        most_words=90,
    ),
    rule(
        "es: aceptar cookies",
        Reason.COOKIES,
        r"(?:aceptar|rechazar)(?: y continuar| todo| todas| las cookies| cookies)?$",
    ),
    rule(
        "es: lo más leído",
        Reason.PICKS,
        r"(?:lo más (?:leído|visto)|las más leídas|selección de la redacción|recomendados?|te puede interesar)\s*:?$",
        opens=12,
    ),
    rule(
        "es: lee también",
        Reason.RELATED,
        r"(?:(?:lee|lea|leer) (?:también|más)(?:\s*:.{0,140})?|más (?:información|sobre|noticias|de)\b[^.;,]{0,50}|artículos relacionados|noticias relacionadas|seguir leyendo)\s*:?$",
        opens=10,
    ),
    rule(
        "es: compartir",
        Reason.SHARE,
        rf"{_COMPARTIR}(?:[\s|·/,]+{_COMPARTIR})*$|(?:tiempo de lectura:? )?\d+ min(?:utos)?(?: de lectura)?$",
    ),
    rule(
        "es: suscripción",
        Reason.SUBSCRIBE,
        r"(?:suscríbe(?:te|se)(?: (?:ahora|ya|aquí|para (?:seguir|continuar|leer)\b.{0,40}))?|inicia(?:r)? sesión|¿?ya (?:eres|tienes|es)\b.{0,10}\bsuscri\w+\b.{0,40}|(?:este )?artículo (?:es )?(?:exclusivo|solo) para suscriptores)[.!?]?$",
        most_words=16,
    ),
    rule(
        "es: menú",
        Reason.NAVIGATION,
        r"(?:inicio|portada|menú|buscar|secciones|ir al contenido|volver arriba|mi cuenta)$",
    ),
    rule(
        "es: publicidad",
        Reason.ADVERTISEMENT,
        r"(?:publicidad|contenido patrocinado|anuncio|la noticia continúa después de la publicidad)[.]?$",
    ),
    rule("es: derechos", Reason.COPYRIGHT, r"todos los derechos reservados[.]?$"),
    rule(
        "es: número",
        Reason.PRINT_ISSUE,
        r"este (?:artículo|texto|ensayo) (?:apareció|fue publicado|se publicó)\b.{0,60}\b(?:número|edición)\b.{0,40}$",
        most_words=22,
    ),
    rule("es: temas", Reason.TOPICS, r"(?:temas|etiquetas|archivado en)\s*:\s*.{1,200}$", most_words=30),
)
