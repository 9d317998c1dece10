"""The front door of accounts: who somebody is."""

from standfirst.apps.accounts.actions.ask_second_look import ask_second_look
from standfirst.apps.accounts.actions.change_address import ChangeRefused, change_address
from standfirst.apps.accounts.actions.check_reader_import import check_reader_import, look_through
from standfirst.apps.accounts.actions.choose_username import UsernameRefused, choose_username
from standfirst.apps.accounts.actions.close_account import WorksHere, close_account, reopen_account
from standfirst.apps.accounts.actions.close_merged import close_merged, lock_for_merging
from standfirst.apps.accounts.actions.confirm_reader_import import (
    confirm_reader_import,
    drop_reader_import,
    finish_reader_import,
    forget_reader_imports,
)
from standfirst.apps.accounts.actions.decide_name import decide_name
from standfirst.apps.accounts.actions.end_sessions import end_sessions
from standfirst.apps.accounts.actions.erase_account import erase_account, remember_erasures
from standfirst.apps.accounts.actions.give_default_username import give_default_username
from standfirst.apps.accounts.actions.give_missing_usernames import give_missing_usernames
from standfirst.apps.accounts.actions.import_reader import Imported, import_reader, lock_row, note_fortune
from standfirst.apps.accounts.actions.keep_wordings import keep_wordings
from standfirst.apps.accounts.actions.make_reader import AddressTaken, ConsentMissing, NewReader, make_reader
from standfirst.apps.accounts.actions.note_name_seen import note_name_seen
from standfirst.apps.accounts.actions.protect_names import protect_names, protect_staff
from standfirst.apps.accounts.actions.record_consents import record_consents
from standfirst.apps.accounts.actions.release_username import forget_freed_names, release_username
from standfirst.apps.accounts.actions.rename_reader import rename_reader
from standfirst.apps.accounts.actions.reset_second_factor import reset_second_factor
from standfirst.apps.accounts.actions.undo_address_change import NothingToUndo, undo_address_change
from standfirst.apps.accounts.models import Fortune, ReaderImport, ReaderImportRow, User
from standfirst.apps.accounts.policy import may_handle, roles_to_give
from standfirst.apps.accounts.queries.addresses import (
    find_address_change,
    find_by_address,
    find_by_addresses,
    is_address_free,
    stamp_of,
)
from standfirst.apps.accounts.queries.closing import (
    Remembered,
    closes_after,
    digest_in_database,
    digest_of_address,
    digests_of_addresses,
    find_by_digests,
    find_closing,
    find_erasures,
    is_erased,
    ledger_of_erasures,
    list_to_erase,
    person_of,
)
from standfirst.apps.accounts.queries.consents import (
    consents_due,
    find_wording,
    list_consents,
    standing_consents,
    wording_of,
)
from standfirst.apps.accounts.queries.merging import fault_of_merging
from standfirst.apps.accounts.queries.reader_imports import (
    Known,
    Progress,
    every_row,
    fault_of_known,
    find_import,
    list_imports,
    list_rows,
    look_up,
    percent,
    progress_of,
    rows_to_do,
)
from standfirst.apps.accounts.queries.readers import (
    Face,
    faces_of,
    find_reader,
    find_readers,
    find_signed_in,
    list_staff_who_may,
    works_here,
)
from standfirst.apps.accounts.queries.usernames import (
    count_open_reviews,
    find_publication_name,
    find_review,
    list_name_changes,
    list_open_reviews,
)
from standfirst.apps.accounts.rules.consents import (
    NEEDED,
    PRIVACY,
    TERMS,
    ConsentGiven,
    WordingShown,
    correspondence,
)
from standfirst.apps.accounts.rules.reader_import import FileRefused
from standfirst.apps.accounts.rules.usernames import FOR_A_SECOND_LOOK, fault_of_username

__all__ = [
    "FOR_A_SECOND_LOOK",
    "NEEDED",
    "PRIVACY",
    "TERMS",
    "AddressTaken",
    "ChangeRefused",
    "ConsentGiven",
    "ConsentMissing",
    "Face",
    "FileRefused",
    "Fortune",
    "Imported",
    "Known",
    "NewReader",
    "NothingToUndo",
    "Progress",
    "ReaderImport",
    "ReaderImportRow",
    "Remembered",
    "User",
    "UsernameRefused",
    "WordingShown",
    "WorksHere",
    "ask_second_look",
    "change_address",
    "check_reader_import",
    "choose_username",
    "close_account",
    "close_merged",
    "closes_after",
    "confirm_reader_import",
    "consents_due",
    "correspondence",
    "count_open_reviews",
    "decide_name",
    "digest_in_database",
    "digest_of_address",
    "digests_of_addresses",
    "drop_reader_import",
    "end_sessions",
    "erase_account",
    "every_row",
    "faces_of",
    "fault_of_known",
    "fault_of_merging",
    "fault_of_username",
    "find_address_change",
    "find_by_address",
    "find_by_addresses",
    "find_by_digests",
    "find_closing",
    "find_erasures",
    "find_import",
    "find_publication_name",
    "find_reader",
    "find_readers",
    "find_review",
    "find_signed_in",
    "find_wording",
    "finish_reader_import",
    "forget_freed_names",
    "forget_reader_imports",
    "give_default_username",
    "give_missing_usernames",
    "import_reader",
    "is_address_free",
    "is_erased",
    "keep_wordings",
    "ledger_of_erasures",
    "list_consents",
    "list_imports",
    "list_name_changes",
    "list_open_reviews",
    "list_rows",
    "list_staff_who_may",
    "list_to_erase",
    "lock_for_merging",
    "lock_row",
    "look_through",
    "look_up",
    "make_reader",
    "may_handle",
    "note_fortune",
    "note_name_seen",
    "percent",
    "person_of",
    "progress_of",
    "protect_names",
    "protect_staff",
    "record_consents",
    "release_username",
    "remember_erasures",
    "rename_reader",
    "reopen_account",
    "reset_second_factor",
    "roles_to_give",
    "rows_to_do",
    "stamp_of",
    "standing_consents",
    "undo_address_change",
    "wording_of",
    "works_here",
]
