from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "standfirst.apps.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wagtail says by signal that a page was published, withdrawn or moved; each is one call of one action."""
        from django.db.models.signals import post_save
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from standfirst.apps.editorial.actions.page_changed import (
            page_changed,
            page_moved,
            publication_changed,
        )
        from standfirst.apps.editorial.models import Publication

        def changed(instance: object, **_: object) -> None:
            page_changed(page=instance)

        def renamed(**_: object) -> None:
            publication_changed()

        def moved(instance: object, **_: object) -> None:
            page_moved(page=instance)

        page_published.connect(changed, weak=False, dispatch_uid="editorial.published")
        page_unpublished.connect(changed, weak=False, dispatch_uid="editorial.unpublished")
        post_page_move.connect(moved, weak=False, dispatch_uid="editorial.moved")
        post_save.connect(renamed, sender=Publication, weak=False, dispatch_uid="editorial.publication")
