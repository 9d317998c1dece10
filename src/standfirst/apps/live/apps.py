from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "standfirst.apps.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """An interview has its room from the moment at which it is published."""
        from wagtail.signals import page_published

        from standfirst.apps.live.actions.open_room import open_room
        from standfirst.apps.live.models import InterviewPage

        def opened(instance: InterviewPage, **_: object) -> None:
            open_room(interview_id=instance.pk)

        page_published.connect(opened, sender=InterviewPage, weak=False, dispatch_uid="live.published")
