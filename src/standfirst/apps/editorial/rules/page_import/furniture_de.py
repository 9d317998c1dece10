"""Page furniture in German."""

from __future__ import annotations

from standfirst.apps.editorial.rules.page_import.furniture_rule import FurnitureRule, rule
from standfirst.apps.editorial.rules.page_import.page import Reason

_TAG = r"(?:montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|werktags|täglich|wöchentlich|monatlich)"
_TEILEN = r"(?:teilen|artikel teilen|drucken|merken|speichern|vorlesen|anhören|verschicken|versenden|link kopieren|e-?mail|facebook|x|whatsapp)"

GERMAN: tuple[FurnitureRule, ...] = (
    rule(
        "de: mitdiskutieren",
        Reason.COMMENTS,
        r"(?:diskutieren sie mit|jetzt mitdiskutieren|reden sie mit|ihre meinung ist gefragt)\b.{0,60}$",
    ),
    rule(
        "de: kommentare",
        Reason.COMMENTS,
        r"(?:(?:alle )?(?:\d+ )?(?:leser)?kommentare(?: (?:anzeigen|ansehen|lesen|laden|schließen))?(?:\s*\(?\d+\)?)?|kommentar (?:schreiben|verfassen))[.:]?$",
    ),
    rule(
        "de: anmelden zum kommentieren",
        Reason.COMMENTS,
        r"(?:bitte )?(?:melden sie sich|loggen sie sich|registrieren sie sich|um (?:zu kommentieren|mitzudiskutieren))\b.{0,80}\b(?:kommentieren|mitzudiskutieren|anmelden|abonn)\w*",
        most_words=20,
    ),
    rule(
        "de: netiquette",
        Reason.COMMENT_RULES,
        r"(?:bitte beachten sie (?:unsere|die) )?(?:netiquette|kommentarregeln|diskussionsregeln)\b.{0,60}$",
    ),
    rule(
        "de: benutzername",
        Reason.USER_NAMES,
        r"ihr (?:benutzername|nutzername|anzeigename)\b.{0,200}\b(?:ändern|vorname|beleidigend\w*|angezeigt)\b",
        most_words=50,
    ),
    rule(
        "de: erscheint",
        Reason.NEWSLETTER,
        rf"(?:erscheint|kommt|immer)\s+(?:jeden |immer )?{_TAG}(?:[\s,–-]*(?:und|bis|{_TAG}))*[.!]?$",
        takes_back=2,
    ),
    rule(
        "de: newsletter",
        Reason.NEWSLETTER,
        r"(?:abonnieren sie|bestellen sie|melden sie sich|jetzt|hier|unser)\b.{0,90}\bnewsletter\b[^,;]{0,50}[.!:]?$",
        most_words=25,
    ),
    rule(
        "de: newsletter abbestellen",
        Reason.NEWSLETTER,
        r"(?:sie können (?:den newsletter|ihn|sich) )?(?:jederzeit )?(?:wieder )?(?:abbestellen|abbestellbar|kündbar)[.!]?$",
    ),
    rule("de: e-mail-feld", Reason.NEWSLETTER, r"(?:ihre )?e-?mail-?adresse(?: eingeben)?\s*\*?:?$"),
    rule(
        "de: datenschutz",
        Reason.PRIVACY,
        r"(?:mit (?:ihrer|der) (?:anmeldung|registrierung)\b.{0,60}\b(?:stimmen|akzeptieren|erklären)\b|"
        r"(?:es gelten |hinweise zum |zum )?(?:datenschutz\w*|impressum|agb)(?:[\s|·,&]*(?:und )?(?:datenschutz\w*|impressum|agb|kontakt))*[.]?$)",
        most_words=45,
    ),
    rule(
        "de: cookies",
        Reason.COOKIES,
        r"(?:wir|diese (?:web)?seite|unsere partner)\b.{0,80}\bcookies\b.{0,160}\b(?:zustimm|akzeptier|einwillig|einstellungen|nutzung|erlebnis)\w*",
        most_words=90,
    ),
    rule(
        "de: cookies annehmen",
        Reason.COOKIES,
        r"(?:alle )?(?:cookies )?(?:akzeptieren|ablehnen|zustimmen)(?: und weiter)?$",
    ),
    rule(
        "de: meistgelesen",
        Reason.PICKS,
        r"(?:meistgelesen\w*|empfehlungen(?: der redaktion)?|aus der redaktion|beliebte artikel|unsere empfehlungen)\s*:?$",
        opens=12,
    ),
    rule(
        "de: mehr zum thema",
        Reason.RELATED,
        r"(?:mehr (?:zum thema|aus|über|von)\b[^.;,]{0,50}|lesen sie (?:auch|mehr|weiter)(?:\s*:.{0,140})?|weiterlesen|weitere artikel|mehr lesen|auch interessant)\s*:?$",
        opens=10,
    ),
    rule(
        "de: teilen",
        Reason.SHARE,
        rf"{_TEILEN}(?:[\s|·/,]+{_TEILEN})*$|lesezeit:? .{{0,20}}$|\d+ min(?:uten)?\.? lesezeit$",
    ),
    rule(
        "de: abo",
        Reason.SUBSCRIBE,
        r"(?:jetzt (?:abonnieren|testen|registrieren|weiterlesen)|anmelden|einloggen|bereits abonnent(?:in)?\b.{0,40}|weiterlesen mit\b.{0,40}|"
        r"dieser (?:artikel|text) ist (?:nur )?(?:für|teil)\b.{0,40}\babonn\w+)[.!?]?$",
        most_words=16,
    ),
    rule(
        "de: menü",
        Reason.NAVIGATION,
        r"(?:startseite|menü|suche|zum inhalt springen|nach oben|zur startseite|ressorts|mein konto)$",
    ),
    rule(
        "de: anzeige",
        Reason.ADVERTISEMENT,
        r"(?:anzeige|werbung|der artikel geht nach der anzeige weiter)[.]?$",
    ),
    rule("de: rechte", Reason.COPYRIGHT, r"alle rechte vorbehalten[.]?$"),
    rule(
        "de: heft",
        Reason.PRINT_ISSUE,
        r"(?:dieser (?:artikel|text|beitrag)|aus)\b.{0,60}\b(?:heft|ausgabe|printausgabe)\b.{0,40}$",
        most_words=18,
    ),
    rule(
        "de: schlagwörter",
        Reason.TOPICS,
        r"(?:themen|schlagw(?:ö|o)rter|stichw(?:ö|o)rter)\s*:\s*.{1,200}$",
        most_words=30,
    ),
)
