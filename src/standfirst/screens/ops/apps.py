from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "standfirst.screens.ops"
    label = "ops"
