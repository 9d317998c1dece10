"""When somebody is saved at the desk who works there, their name is protected."""

from django.http import HttpRequest
from wagtail import hooks

from standfirst.apps.accounts.api import User, protect_staff
from standfirst.core.clock import now


@hooks.register("after_create_user")  # type: ignore[untyped-decorator]
@hooks.register("after_edit_user")  # type: ignore[untyped-decorator]
def protect_name(request: HttpRequest, user: User) -> None:
    """No reader may look like them."""
    protect_staff(now=now(), reader_id=user.pk)
