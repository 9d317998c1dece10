"""A reader: a person with an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from standfirst.core.clock import now


class UserManager(BaseUserManager["User"]):
    """Makes readers and administrators by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A reader; without a password nobody signs in with one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """An administrator who may do everything at the desk."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A reader. The e-mail address is kept in lower case; given and family name are private."""

    email = models.EmailField(max_length=254, unique=True)
    first_name = models.CharField("given name", max_length=150, blank=True)
    last_name = models.CharField("family name", max_length=150, blank=True)
    username = models.CharField(
        max_length=80,
        blank=True,
        help_text="What others see; the claim of a name keeps it unlike all others.",
    )
    username_seen_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the reader saw how they will appear, before the first public act.",
    )
    language = models.CharField(max_length=12, blank=True, help_text="BCP 47; empty for the publication's.")
    closes_at = models.DateTimeField(
        null=True, blank=True, help_text="When the account is erased, unless the reader comes back before."
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The account of the same person that has what was this one's.",
    )
    sign_out_count = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Raised to end every session and every mailed code at once."
    )
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "reader"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """Given and family name, as far as known."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """The given name, or the part of the address before the @."""
        return self.first_name or self.email.partition("@")[0]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must hold to be this reader's: it ends with the password and with `sign_out_count`."""
        whole = f"{self.password} {self.sign_out_count}"
        return salted_hmac("standfirst.session", whole, secret=secret, algorithm="sha256").hexdigest()
