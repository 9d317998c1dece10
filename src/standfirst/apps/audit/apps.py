from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "standfirst.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
