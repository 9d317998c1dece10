"""For each German, French and Spanish rule: lines of pages that it knows, and innocent sentences like them."""

LINES: dict[str, tuple[list[str], list[str]]] = {
    "de: mitdiskutieren": (
        ["Jetzt mitdiskutieren", "Diskutieren Sie mit!"],
        ["Diskutieren kann man mit ihm nicht."],
    ),
    "de: kommentare": (
        ["Kommentare (12)", "Alle Kommentare anzeigen", "Kommentar schreiben"],
        ["Kommentare aus Berlin gab es dazu nicht."],
    ),
    "de: anmelden zum kommentieren": (
        ["Bitte melden Sie sich an, um zu kommentieren."],
        ["Bitte melden Sie den Schaden, stand am Kai."],
    ),
    "de: netiquette": (
        ["Netiquette", "Bitte beachten Sie unsere Netiquette."],
        ["Bitte beachten Sie die Stufe, sagt er jedem zweimal am Tag."],
    ),
    "de: benutzername": (
        ["Ihr Benutzername wird öffentlich angezeigt."],
        ["Ihr Vorname war im Dorf so häufig wie der Nebel."],
    ),
    "de: erscheint": (
        ["Erscheint donnerstags.", "Erscheint montags bis freitags"],
        ["Erscheint donnerstags der Pfarrer, bleibt der Krug leer."],
    ),
    "de: newsletter": (
        ["Melden Sie sich für unseren Newsletter an.", "Jetzt den Newsletter bestellen"],
        ["Newsletter schreibt hier nur noch die Feuerwehr."],
    ),
    "de: newsletter abbestellen": (
        ["Jederzeit kündbar", "Sie können den Newsletter jederzeit abbestellen."],
        ["Jederzeit kann die Flut kommen."],
    ),
    "de: e-mail-feld": (
        ["E-Mail-Adresse", "Ihre E-Mail-Adresse eingeben"],
        ["E-Mails beantwortet er mit der Hand."],
    ),
    "de: datenschutz": (
        ["Datenschutz | Impressum", "Mit Ihrer Anmeldung stimmen Sie den AGB zu."],
        ["Datenschutz kennt der Leuchtturm nicht."],
    ),
    "de: cookies": (
        ["Wir verwenden Cookies. Durch die Nutzung stimmen Sie zu und akzeptieren dies."],
        ["Wir backen Cookies, sagt die Wirtin, weil die Touristen sonst nichts kennen."],
    ),
    "de: cookies annehmen": (["Alle akzeptieren", "Zustimmen und weiter"], ["Ablehnen kann man das nicht."]),
    "de: meistgelesen": (["Meistgelesen", "Empfehlungen der Redaktion"], ["Empfehlungen gibt er ungern."]),
    "de: mehr zum thema": (
        ["Mehr zum Thema", "Lesen Sie auch: Die Fähre"],
        ["Mehr aus Trotz als aus Hoffnung; so begann es."],
    ),
    "de: teilen": (
        ["Teilen", "Drucken | Merken", "4 Min. Lesezeit"],
        ["Teilen wollten sie den Deich nicht."],
    ),
    "de: abo": (
        ["Jetzt abonnieren", "Anmelden", "Dieser Artikel ist nur für Abonnenten"],
        ["Anmelden müsse man sich, sagt er, und zwar schriftlich."],
    ),
    "de: menü": (["Startseite", "Zum Inhalt springen"], ["Nach oben führt eine Leiter."]),
    "de: anzeige": (["Anzeige", "Werbung"], ["Anzeige erstattete niemand."]),
    "de: rechte": (["Alle Rechte vorbehalten."], ["Alle Rechte am Hafen liegen beim Land."]),
    "de: heft": (
        ["Dieser Artikel stammt aus der Ausgabe 7/2025."],
        [
            "Dieser Text hing drei Winter lang im Krug, bis jemand ihn in ein Heft schrieb, das niemand mehr findet."
        ],
    ),
    "de: schlagwörter": (["Themen: Küste, Licht"], ["Themen gab es genug, nur keine Antworten."]),
    "fr: commentaires": (
        ["Commentaires (7)", "Voir les commentaires"],
        ["Voir les commentaires du maire imprimés la fit rire."],
    ),
    "fr: réagir": (
        ["Réagissez", "Abonnez-vous pour commenter"],
        ["Participez, leur disait-on, sans jamais dire à quoi."],
    ),
    "fr: charte": (
        ["Charte de modération", "Merci de respecter la charte des commentaires"],
        ["Merci de respecter le silence, dit la porte."],
    ),
    "fr: pseudonyme": (
        ["Votre pseudonyme sera affiché avec vos commentaires."],
        ["Votre nom, demanda-t-elle, et il hésita."],
    ),
    "fr: chaque jour": (
        ["Chaque vendredi", "Tous les lundis et jeudis."],
        ["Chaque vendredi, la place se vide."],
    ),
    "fr: infolettre": (
        ["Inscrivez-vous à notre newsletter", "Recevez notre lettre d’information."],
        ["Recevez-les bien, avait dit le préfet."],
    ),
    "fr: désinscription": (
        ["Vous pouvez vous désinscrire à tout moment."],
        ["Vous pouvez vous asseoir à tout moment, dit-il."],
    ),
    "fr: adresse": (["Votre adresse e-mail", "E-mail"], ["Votre adresse a changé trois fois."]),
    "fr: confidentialité": (
        ["Politique de confidentialité", "En vous inscrivant, vous acceptez nos conditions."],
        ["En vous attendant, le village a vieilli."],
    ),
    "fr: cookies": (
        ["Nous utilisons des cookies pour améliorer votre expérience."],
        ["Nous mangions des cookies sur le quai."],
    ),
    "fr: cookies accepter": (["Tout accepter", "Refuser"], ["Accepter lui coûta une nuit."]),
    "fr: les plus lus": (
        ["Les plus lus", "La sélection de la rédaction"],
        ["Les plus lus étaient les plus tristes."],
    ),
    "fr: lire aussi": (
        ["Lire aussi : Les horloges muettes", "Sur le même sujet"],
        ["Lire aussi lentement est un luxe."],
    ),
    "fr: partager": (
        ["Partager", "Partager sur Facebook | Imprimer"],
        ["Partager la rivière fut plus simple que prévu."],
    ),
    "fr: abonnement": (
        ["Abonnez-vous", "Article réservé aux abonnés"],
        ["Abonnez-vous au silence, proposait l’affiche."],
    ),
    "fr: menu": (["Accueil", "Aller au contenu"], ["Accueil glacial, comme d’habitude."]),
    "fr: publicité": (
        ["Publicité", "La suite après cette publicité"],
        ["La publicité n’est pas venue jusqu’ici."],
    ),
    "fr: droits": (["Tous droits réservés."], ["Tous droits perdus, il repartit à pied."]),
    "fr: numéro": (
        ["Cet article est paru dans le numéro de mai."],
        ["Cet article est un clou de charpentier."],
    ),
    "fr: thèmes": (["Mots-clés : silence, lecture"], ["Sujets et rois mangeaient au même bac."]),
    "es: comentarios": (
        ["Comentarios (3)", "Ver todos los comentarios"],
        ["Comentarios así no se olvidan en un pueblo."],
    ),
    "es: únete": (
        ["Únete a la conversación", "Suscríbete para comentar"],
        ["Únete a ellos, le dijo su madre, o calla."],
    ),
    "es: normas": (
        ["Normas de participación", "Consulta las normas de la comunidad"],
        ["Consulta las mareas antes que el reloj."],
    ),
    "es: usuario": (
        ["Tu nombre de usuario será visible para otros lectores."],
        ["Tu nombre, le dijo, cabe en una mano."],
    ),
    "es: se envía": (["Se envía los viernes", "Cada lunes"], ["Cada lunes, la barca cruza vacía."]),
    "es: boletín": (
        ["Suscríbete a nuestro boletín", "Recibe las noticias en tu correo."],
        ["Recibe a todos con la misma sopa."],
    ),
    "es: baja": (["Puedes darte de baja en cualquier momento."], ["Puedes darte un baño en el río."]),
    "es: correo": (["Correo electrónico", "Tu correo electrónico *"], ["Correo llega una vez al mes."]),
    "es: privacidad": (
        ["Política de privacidad", "Al registrarte, aceptas las condiciones."],
        ["Al registrar la casa hallaron un mapa."],
    ),
    "es: cookies": (
        ["Utilizamos cookies para mejorar tu experiencia y puedes aceptarlas."],
        ["Usamos harina de castaña, dice la panadera."],
    ),
    "es: aceptar cookies": (["Aceptar todo", "Rechazar"], ["Aceptar la derrota le llevó un invierno."]),
    "es: lo más leído": (["Lo más leído", "Te puede interesar"], ["Lo más leído del pueblo es la esquela."]),
    "es: lee también": (
        ["Lee también: El puente", "Artículos relacionados"],
        ["Lee también los márgenes; allí está todo."],
    ),
    "es: compartir": (
        ["Compartir", "Compartir en Facebook", "5 min de lectura"],
        ["Compartir el pan era lo de menos."],
    ),
    "es: suscripción": (
        ["Suscríbete", "Iniciar sesión", "Artículo exclusivo para suscriptores"],
        ["Suscríbete a una duda, solía decir."],
    ),
    "es: menú": (["Inicio", "Volver arriba"], ["Inicio y final coinciden en este río."]),
    "es: publicidad": (["Publicidad"], ["Publicidad no hubo nunca."]),
    "es: derechos": (["Todos los derechos reservados."], ["Todos los derechos del agua se heredan."]),
    "es: número": (
        ["Este artículo apareció en el número de mayo."],
        ["Este texto apareció dentro de una botella."],
    ),
    "es: temas": (["Temas: río, frontera"], ["Temas no faltaban; faltaba quien hablara."]),
}
