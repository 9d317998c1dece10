"""Who a session belongs to: allauth's ways in, and the reader read by a statement that each connection prepares once."""

from allauth.account.auth_backends import AuthenticationBackend

from standfirst.apps.accounts import api as accounts


class ReaderBackend(AuthenticationBackend):
    """Signing in is allauth's."""

    def get_user(self, user_id: int) -> accounts.User | None:
        """The reader, as long as they may sign in."""
        found = accounts.find_signed_in(reader_id=user_id)
        return found if found and self.user_can_authenticate(found) else None
