"""A reader's given and family name change; both are private."""

from standfirst.apps.accounts.models import User


def rename_reader(*, reader_id: int, given_name: str, family_name: str) -> None:
    """The username stays as it is: it was given or chosen."""
    User.objects.filter(pk=reader_id).update(first_name=given_name, last_name=family_name)
