from django.apps import AppConfig, apps


class EditorialConfig(AppConfig):
    name = "standfirst.apps.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What was changed, at the desk or by a command, is told by signal; each is one call of one action."""
        from django.db.models.signals import post_save, pre_delete
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from standfirst.apps.editorial.actions import page_changed as pages
        from standfirst.apps.editorial.actions.picture_changed import picture_changed
        from standfirst.apps.editorial.actions.protect_bylines import protect_author, protect_publication
        from standfirst.apps.editorial.models import AuthorPage, Picture, Publication
        from standfirst.core.clock import now

        _watch_updates()

        def changed(instance: object, **_: object) -> None:
            pages.page_changed(page=instance)

        def signed(instance: AuthorPage, **_: object) -> None:
            protect_author(author=instance, now=now())

        def moved(instance: object, **_: object) -> None:
            pages.page_moved(page=instance)

        def renamed(instance: Publication, **_: object) -> None:
            pages.publication_changed()
            protect_publication(publication=instance, now=now())

        def redrawn(instance: Picture, *, created: bool = False, **_: object) -> None:
            if not created:
                picture_changed(picture_id=instance.pk)

        page_published.connect(changed, weak=False, dispatch_uid="editorial.published")
        page_unpublished.connect(changed, weak=False, dispatch_uid="editorial.unpublished")
        post_page_move.connect(moved, weak=False, dispatch_uid="editorial.moved")
        post_save.connect(signed, sender=AuthorPage, weak=False, dispatch_uid="editorial.author")
        post_save.connect(renamed, sender=Publication, weak=False, dispatch_uid="editorial.publication")
        post_save.connect(redrawn, sender=Picture, weak=False, dispatch_uid="editorial.picture")
        pre_delete.connect(redrawn, sender=Picture, weak=False, dispatch_uid="editorial.picture_gone")


def _watch_updates() -> None:
    """A new address of a page; and an update: once, after the last app, when all rights are there that can be given."""
    from django.db.models.signals import post_migrate
    from wagtail.signals import page_slug_changed

    from standfirst.apps.editorial.actions import page_changed as pages
    from standfirst.apps.editorial.actions.give_new_rights import give_new_rights

    def readdressed(**_: object) -> None:
        pages.address_changed()

    page_slug_changed.connect(readdressed, weak=False, dispatch_uid="editorial.readdressed")

    def updated(**_: object) -> None:
        give_new_rights()

    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(updated, sender=last, weak=False, dispatch_uid="editorial.updated")
