"""Readers, their usernames, what they agreed to, changes of their address, and who is brought in."""

from standfirst.apps.accounts.models.addresses import AddressChange
from standfirst.apps.accounts.models.consents import Consent, Wording
from standfirst.apps.accounts.models.erasures import AddressKey, Erasure
from standfirst.apps.accounts.models.imports import Fortune, ReaderImport, ReaderImportRow
from standfirst.apps.accounts.models.readers import User, UserManager
from standfirst.apps.accounts.models.usernames import NameChange, NameClaim, NameReview

__all__ = [
    "AddressChange",
    "AddressKey",
    "Consent",
    "Erasure",
    "Fortune",
    "NameChange",
    "NameClaim",
    "NameReview",
    "ReaderImport",
    "ReaderImportRow",
    "User",
    "UserManager",
    "Wording",
]
