import logging

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "standfirst.apps.billing"
    label = "billing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What is missing to take cards is said when a process starts, and by `standfirst doctor`."""
        from django.core.checks import register

        from standfirst.apps.billing.queries.readiness import stripe_is_whole

        register(stripe_is_whole)
        for problem in stripe_is_whole():
            logging.getLogger(__name__).error(problem.msg, extra={"advice": problem.hint})
