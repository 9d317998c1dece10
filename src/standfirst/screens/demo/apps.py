from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "standfirst.screens.demo"
    label = "demo"
