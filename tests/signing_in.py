"""A client that has signed in and, where that matters, passed a second factor; without going through the doors."""

from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from standfirst.core import clock
from standfirst.core.http.proof import SESSION_KEY


def enter(client: Client, reader: AbstractBaseUser, *, second_factor: bool = True) -> Client:
    """As after a sign-in of this moment."""
    client.force_login(reader)
    session = client.session
    session[SESSION_KEY] = {
        "reader": str(reader.pk),
        "at": clock.now().timestamp(),
        "second_factor": second_factor,
    }
    session.save()
    return client
