from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "standfirst.screens.desk"
    label = "desk"
