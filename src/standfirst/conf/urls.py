"""Every address of the publication. The tree of pages comes last: it takes what nothing else wants."""

from django.urls import include, path
from wagtail.admin import urls as desk
from wagtail.documents import urls as documents

from standfirst.apps.comments import urls as comments
from standfirst.apps.editorial import urls as editorial
from standfirst.apps.live import urls as live
from standfirst.apps.newsletters import urls as newsletters
from standfirst.screens.account import urls as account
from standfirst.screens.account.sessions import sign_out
from standfirst.screens.account.sign_in import one_door
from standfirst.screens.desk.media import media
from standfirst.screens.ops import urls as ops
from standfirst.screens.site import errors
from standfirst.screens.site import urls as site
from standfirst.screens.webhooks import urls as webhooks

handler404 = errors.not_found
handler500 = errors.broken

urlpatterns = [
    path("", include(ops)),
    path("", include(webhooks)),
    path("", include(account)),
    path("", include(account.allauth_names)),
    path("desk/login/", one_door, name="desk-sign-in"),
    path("desk/password_reset/", one_door, name="desk-password"),
    path("desk/password_reset/<path:rest>", one_door, name="desk-password"),
    path("desk/logout/", sign_out, name="desk-sign-out"),
    path("desk/", include(desk)),
    path("documents/", include(documents)),
    path("media/<path:path>", media, name="media"),
    path("", include(comments)),
    path("", include(live)),
    path("", include(newsletters)),
    path("", include(site)),
    path("", include((editorial.pictures + editorial.granted, "editorial"))),
    path("", include(editorial.tree)),
]
