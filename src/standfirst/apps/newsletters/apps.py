from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "standfirst.apps.newsletters"
    label = "newsletters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Articles offer the newsletter of their section below."""
        from standfirst.apps.editorial.api import add_below
        from standfirst.apps.newsletters.queries.boxes import box_below

        add_below(box_below)
