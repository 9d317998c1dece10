"""Wagtail's own addresses and nothing else."""

from django.urls import include, path
from wagtail import urls as wagtail

urlpatterns = [path("", include(wagtail))]
