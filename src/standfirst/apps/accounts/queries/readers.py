"""Reads of readers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q

from standfirst.apps.accounts.models import User
from standfirst.core.compiled import Compiled, CompiledRows


@dataclass(frozen=True, slots=True)
class Face:
    """How somebody appears beside what they write; `works_here` is their role at the desk, never their name."""

    name: str
    works_here: bool


def find_readers(*, words: str, limit: int) -> list[User]:
    """Readers whose address or name holds every word, by address."""
    readers = User.objects.filter(is_active=True)
    for word in words.split():
        readers = readers.filter(
            Q(email__icontains=word) | Q(first_name__icontains=word) | Q(last_name__icontains=word)
        )
    return list(readers.order_by("email")[:limit])


def find_reader(*, reader_id: int) -> User | None:
    """The reader of this number."""
    return User.objects.filter(pk=reader_id).first()


_SIGNED_IN = CompiledRows(User, lambda reader: User.objects.filter(pk=reader), reader=int)


def find_signed_in(*, reader_id: int) -> User | None:
    """The reader whose number a session holds; every request of somebody signed in asks."""
    return next(iter(_SIGNED_IN(reader=reader_id)), None)


_IN_A_GROUP = Compiled(
    lambda reader: User.groups.through.objects.filter(user_id=reader).values_list("pk")[:1], reader=int
)


def works_here(reader: User) -> bool:
    """Whether any part of the desk is open to them."""
    return bool(reader.is_staff or reader.is_superuser or _IN_A_GROUP(reader=reader.pk))


def faces_of(*, reader_ids: Iterable[int]) -> dict[int, Face]:
    """How these readers appear, in one query; who is erased has no face."""
    groups = User.groups.through.objects.filter(user_id=OuterRef("pk"))
    rows = (
        User.objects.filter(pk__in=list(reader_ids), erased_at=None)
        .annotate(in_group=Exists(groups))
        .values_list("pk", "username", "is_staff", "is_superuser", "in_group")
    )
    return {pk: Face(name=name, works_here=any(roles)) for pk, name, *roles in rows}


def list_staff_who_may(permission: str) -> list[User]:
    """Those who work at the desk and have this right, such as `newsletters.view_return`; by address.

    Administrators have every right. Nobody whose account is closed or erased.
    """
    label, _, codename = permission.partition(".")
    named = Q(content_type__app_label=label, codename=codename)
    rights = Permission.objects.filter(named)
    may = Q(is_superuser=True) | Q(groups__permissions__in=rights) | Q(user_permissions__in=rights)
    return list(User.objects.filter(may, is_active=True, erased_at=None).distinct().order_by("email"))
