"""The tree of pages, and pictures."""

from django.urls import path, re_path

from standfirst.apps.editorial import views

pictures = [
    path("pictures/<int:picture_id>/<slug:version>/<int:width>.<slug:form>", views.picture, name="picture"),
]

granted = [
    path("gift/<str:token>/", views.gift, name="gift"),
    path("read/<int:article_id>/", views.read, name="read"),
    path("read/<int:article_id>/offer/", views.offer, name="offer"),
]

# Wagtail asks for the name `wagtail_serve` when it works out a page's address.
tree = [
    re_path(r"^((?:[\w-]+/)*)$", views.page, name="wagtail_serve"),
]
