from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "standfirst.apps.comments"
    label = "comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every article shows its conversation below."""
        from standfirst.apps.comments.queries.panel import panel_below
        from standfirst.apps.editorial.api import add_below

        add_below(panel_below)
