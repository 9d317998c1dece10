from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "standfirst.apps.membership"
    label = "membership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A plan that was changed, at the desk or by a command, is told by signal."""
        from django.db.models.signals import post_delete, post_save

        from standfirst.apps.membership.actions.plans_changed import plans_changed
        from standfirst.apps.membership.models import Plan

        def changed(**_: object) -> None:
            plans_changed()

        post_save.connect(changed, sender=Plan, weak=False, dispatch_uid="membership.plan")
        post_delete.connect(changed, sender=Plan, weak=False, dispatch_uid="membership.plan_gone")
