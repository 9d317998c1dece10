"""What the merging of two accounts does to who somebody is: the account that stays keeps its names and its ways in."""

from standfirst.core.merging import Merge, leave_behind

MERGES: tuple[Merge, ...] = (
    *leave_behind("the account that goes is erased; the one that stays keeps its address and its names", "accounts.User"),
    *leave_behind("each account has names of its own; those of the one that goes are held and then free",
                  "accounts.NameChange", "accounts.NameReview", "accounts.NameClaim"),
    *leave_behind("what was agreed to was agreed to with that account and cannot be changed; the reader is asked for what is missing",
                  "accounts.Consent", "accounts.Wording"),
    *leave_behind("a way in was proved for that account alone; all sessions end",
                  "mfa.Authenticator", "usersessions.UserSession", "sessions.Session"),
    *leave_behind("the address of the account that goes becomes free", "accounts.AddressChange"),
    *leave_behind("what another system told of that account", "accounts.ReaderImport", "accounts.ReaderImportRow"),
    *leave_behind("hashes of those who have been erased, and their key", "accounts.Erasure", "accounts.AddressKey"),
    *leave_behind("who works at the desk is not merged", "accounts.User_groups", "accounts.User_user_permissions"),
    *leave_behind("allauth's own list of addresses, which we do not use", "account.EmailAddress", "account.EmailConfirmation"),
)  # fmt: skip
