"""Reads of readers."""

from django.db.models import Q

from standfirst.apps.accounts.models import User


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


def works_here(reader: User) -> bool:
    """Whether any part of the desk is open to them."""
    return bool(reader.is_staff or reader.is_superuser or reader.groups.exists())
