from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "standfirst.screens.site"
    label = "site"
