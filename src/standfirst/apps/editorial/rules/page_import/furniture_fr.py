"""Page furniture in French."""

from __future__ import annotations

from standfirst.apps.editorial.rules.page_import.furniture_rule import FurnitureRule, rule
from standfirst.apps.editorial.rules.page_import.page import Reason

_JOUR = r"(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|jours?|semaines?|mois|matins?|soirs?)"
_PARTAGE = r"(?:partager(?: (?:sur|cet article|par)\b.{0,20})?|imprimer|enregistrer|envoyer|copier le lien|écouter|offrir cet article|facebook|x|whatsapp|e-?mail)"

FRENCH: tuple[FurnitureRule, ...] = (
    rule(
        "fr: commentaires",
        Reason.COMMENTS,
        r"(?:(?:voir|lire|afficher|charger) )?(?:tous )?(?:les )?(?:\d+ )?commentaires?(?:\s*\(?\d+\)?)?\s*[:.]?$",
    ),
    rule(
        "fr: réagir",
        Reason.COMMENTS,
        r"(?:(?:réagissez|participez)(?: (?:à|au|aux)\b[^,;]{0,50})?[.!]?$|rejoignez la (?:conversation|discussion)|(?:abonnez|connectez|inscrivez)-vous pour (?:commenter|réagir|contribuer|participer)|les commentaires sont (?:réservés|fermés))\b.{0,60}$",
        most_words=18,
    ),
    rule(
        "fr: charte",
        Reason.COMMENT_RULES,
        r"(?:merci de respecter |lire |consultez )?(?:la |notre )?charte (?:de modération|des commentaires|d['’]utilisation)\b.{0,40}$",
    ),
    rule(
        "fr: pseudonyme",
        Reason.USER_NAMES,
        r"votre (?:pseudo(?:nyme)?|nom d['’]utilisateur)\b.{0,200}\b(?:modifi|prénom|injurieux|offensant|visible|affiché)\w*",
        most_words=50,
    ),
    rule(
        "fr: chaque jour",
        Reason.NEWSLETTER,
        rf"(?:envoyée?|reçue?|tous les|chaque)\s+(?:les |tous les |chaque )?{_JOUR}(?:[\s,–-]*(?:et|au|à|{_JOUR}))*[.!]?$",
        takes_back=2,
    ),
    rule(
        "fr: infolettre",
        Reason.NEWSLETTER,
        r"(?:inscrivez-vous|abonnez-vous|recevez|découvrez|s['’]inscrire)\b.{0,90}\b(?:newsletters?|infolettres?|lettre d['’]information|boîte (?:mail|de réception))\b[^,;]{0,50}[.!:]?$",
        most_words=25,
    ),
    rule(
        "fr: désinscription",
        Reason.NEWSLETTER,
        r"vous pouvez vous (?:désinscrire|désabonner)\b.{0,40}(?:tout moment|temps)[^,;]{0,60}[.!]?$",
        most_words=22,
    ),
    rule(
        "fr: adresse",
        Reason.NEWSLETTER,
        r"(?:votre )?(?:adresse )?(?:e-?mail|courriel|électronique)\s*\*?:?$",
    ),
    rule(
        "fr: confidentialité",
        Reason.PRIVACY,
        r"(?:en (?:vous inscrivant|validant|cliquant|continuant)\b.{0,60}\bvous (?:acceptez|consentez|reconnaissez)\b|"
        r"(?:notre )?(?:politique de confidentialité|mentions légales|conditions générales(?: \w+){0,3}|cgu|cgv)(?:[\s|·,&]*(?:et )?(?:politique de confidentialité|mentions légales|cgu|cgv|contact))*[.]?$)",
        most_words=50,
    ),
    rule(
        "fr: cookies",
        Reason.COOKIES,
        r"(?:nous|ce site|nos partenaires)\b.{0,80}\bcookies\b.{0,160}\b(?:accept|consent|navigation|paramètr|expérience|mesur)\w*",
        most_words=90,
    ),
    rule(
        "fr: cookies accepter",
        Reason.COOKIES,
        r"(?:tout )?(?:accepter|refuser)(?: tout| et continuer| les cookies)?$",
    ),
    rule(
        "fr: les plus lus",
        Reason.PICKS,
        r"(?:les plus lus|les articles les plus lus|la sélection de la rédaction|le choix de la rédaction|à la une)\s*:?$",
        opens=12,
    ),
    rule(
        "fr: lire aussi",
        Reason.RELATED,
        r"(?:(?:à )?lire (?:aussi|également|la suite|plus)(?:\s*[:|].{0,140})?|sur le même (?:sujet|thème)|dans la même rubrique|pour aller plus loin|à voir aussi)\s*:?$",
        opens=10,
    ),
    rule(
        "fr: partager",
        Reason.SHARE,
        rf"{_PARTAGE}(?:[\s|·/,]+{_PARTAGE})*$|(?:temps de )?lecture\s*:?\s*\d+ min.{{0,6}}$",
    ),
    rule(
        "fr: abonnement",
        Reason.SUBSCRIBE,
        r"(?:abonnez-vous|s['’]abonner|se connecter|connectez-vous|déjà abonnée?\b.{0,40}|(?:cet )?article (?:est )?réservé aux abonnés|il vous reste\b.{0,60}|la suite est réservée aux abonnés)\s*[.!?]?$",
        most_words=16,
    ),
    rule(
        "fr: menu",
        Reason.NAVIGATION,
        r"(?:accueil|rubriques|recherche(?:r)?|aller au contenu|retour en haut|mon compte)$",
    ),
    rule(
        "fr: publicité",
        Reason.ADVERTISEMENT,
        r"(?:publicité|la suite après (?:cette|la) publicité|contenu sponsorisé)[.]?$",
    ),
    rule("fr: droits", Reason.COPYRIGHT, r"tous droits réservés[.]?$"),
    rule(
        "fr: numéro",
        Reason.PRINT_ISSUE,
        r"cet article (?:est (?:paru|tiré)|a été publié)\b.{0,60}\b(?:numéro|édition|n°)\b.{0,40}$",
        most_words=22,
    ),
    rule("fr: thèmes", Reason.TOPICS, r"(?:thèmes?|mots-clés|sujets)\s*:\s*.{1,200}$", most_words=30),
)
