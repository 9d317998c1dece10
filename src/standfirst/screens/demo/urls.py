"""The demo's own screens; in no other mode do they exist."""

from django.urls import path

from standfirst.screens.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.cast, name="cast"),
    path("enter/<slug:key>/", views.enter, name="enter"),
    path("rehearsal/", views.rehearse, name="rehearse"),
    path("mail/", views.mail, name="mail"),
    path("mail/<slug:name>/", views.letter, name="letter"),
    path("mail/<slug:name>/looks/", views.letter_looks, name="letter-looks"),
    path("mail.json", views.mail_json, name="mail-json"),
]
