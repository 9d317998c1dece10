"""Who at the desk may steer all newsletters at once."""

from standfirst.apps.accounts.api import User
from standfirst.apps.newsletters.models import NewsletterIndexPage


def may_steer_everything(user: User) -> bool:
    """Whoever may publish where the newsletters stand."""
    index = NewsletterIndexPage.objects.first()
    return index is not None and bool(index.permissions_for_user(user).can_publish())
