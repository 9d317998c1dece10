from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "standfirst.apps.membership"
    label = "membership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A plan or price that was changed, at the desk or by a command, is told by signal."""
        from django.db.models.signals import post_delete, post_save

        from standfirst.apps.membership.actions.plans_changed import plans_changed
        from standfirst.apps.membership.models import Plan, Price

        def changed(**_: object) -> None:
            plans_changed()

        for model in (Plan, Price):
            name = f"membership.{model.__name__.lower()}"
            post_save.connect(changed, sender=model, weak=False, dispatch_uid=name)
            post_delete.connect(changed, sender=model, weak=False, dispatch_uid=f"{name}_gone")
        _watch_institutions()


def _watch_institutions() -> None:
    """The same for institutions: what a row said before counts as much as what it says now."""
    from django.db.models.signals import post_delete, post_save, pre_save

    from standfirst.apps.membership.actions.institution_changed import domains_before, institution_changed
    from standfirst.apps.membership.models import Institution

    def before(instance: Institution, **_: object) -> None:
        instance.domains_before = domains_before(instance)  # type: ignore[attr-defined]

    def changed(instance: Institution, **_: object) -> None:
        institution_changed(domains=[*instance.domains, *getattr(instance, "domains_before", ())])
        instance.domains_before = []  # type: ignore[attr-defined]

    pre_save.connect(before, sender=Institution, weak=False, dispatch_uid="membership.institution_before")
    post_save.connect(changed, sender=Institution, weak=False, dispatch_uid="membership.institution")
    post_delete.connect(changed, sender=Institution, weak=False, dispatch_uid="membership.institution_gone")
