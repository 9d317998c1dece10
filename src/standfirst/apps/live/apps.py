from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "standfirst.apps.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """An interview has its room from the moment at which it is published."""
        from wagtail.signals import page_published, page_unpublished

        from standfirst.apps.live.actions.begin_anew import begin_anew
        from standfirst.apps.live.models import InterviewPage

        def changed(instance: InterviewPage, **_: object) -> None:
            begin_anew(interview_id=instance.pk)

        for signal in (page_published, page_unpublished):
            signal.connect(changed, sender=InterviewPage, weak=False, dispatch_uid="live.changed")
