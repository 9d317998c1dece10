from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "standfirst.apps.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What was changed, at the desk or by a command, is told by signal; each is one call of one action."""
        from django.db.models.signals import post_save, pre_delete
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from standfirst.apps.editorial.actions import page_changed as pages
        from standfirst.apps.editorial.actions.picture_changed import picture_changed
        from standfirst.apps.editorial.models import Picture, Publication

        def changed(instance: object, **_: object) -> None:
            pages.page_changed(page=instance)

        def moved(instance: object, **_: object) -> None:
            pages.page_moved(page=instance)

        def readdressed(**_: object) -> None:
            pages.address_changed()

        def renamed(**_: object) -> None:
            pages.publication_changed()

        def redrawn(instance: Picture, *, created: bool = False, **_: object) -> None:
            if not created:
                picture_changed(picture_id=instance.pk)

        page_published.connect(changed, weak=False, dispatch_uid="editorial.published")
        page_unpublished.connect(changed, weak=False, dispatch_uid="editorial.unpublished")
        post_page_move.connect(moved, weak=False, dispatch_uid="editorial.moved")
        page_slug_changed.connect(readdressed, weak=False, dispatch_uid="editorial.readdressed")
        post_save.connect(renamed, sender=Publication, weak=False, dispatch_uid="editorial.publication")
        post_save.connect(redrawn, sender=Picture, weak=False, dispatch_uid="editorial.picture")
        pre_delete.connect(redrawn, sender=Picture, weak=False, dispatch_uid="editorial.picture_gone")
