from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "standfirst.screens.account"
    label = "account_screens"
