"""The demo's addresses before the publication's own."""

from django.urls import include, path

from standfirst.conf import urls as publication

handler404 = publication.handler404
handler500 = publication.handler500

urlpatterns = [path("demo/", include("standfirst.screens.demo.urls")), *publication.urlpatterns]
