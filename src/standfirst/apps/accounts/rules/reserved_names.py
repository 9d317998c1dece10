"""Words that no reader is called: whole names that mean the house, and words for those who work there."""

_HOUSE = """
about abuse accessibility account accounts admin ads advertising anonymous api archive article
articles author authors billing blog bot comment comments commenter community complaints contact
contributor copyright correspondent deleted desk donate editorial everyone everybody faq feedback
guest guidelines help here host hostmaster imprint info investor invoice job jobs join legal letters
login logout mail mailer member members membership me mod mods moderation moderators myself newsdesk
news newsletter newsletters newspaper newsroom nobody noreply none null official operator owner
payment payments police postmaster press privacy producer public publication publisher reader
readers removed reporter root search security self service settings shop somebody someone sponsor
standfirst status subeditor subscribe subscriber subscribers subscription support sysop system team
terms test today undefined unknown update updates user username users verified visitor webmaster
website you anonym gelöscht redaktion leserbriefe unbekannt anonyme supprimé rédaction inconnu
anónimo eliminado redacción desconocido редакция аноним 匿名 編集部 编辑部 익명 مجهول
"""
# Not as a whole name. The first parts of our addresses are added from the URL table.
RESERVED = frozenset(_HOUSE.split()) | {
    "no reply",
    "sub editor",
    "chief editor",
    "letters editor",
    "the publication",
    "the newsroom",
    "the team",
}

_STAFF = """
admin admins administrator administrators administrateur administrador editor editors moderator
moderators modérateur moderador moderatorin staff superuser webmaster sysadmin newsroom newsdesk
official verified redaktion redaktör redakteur redakteurin rédacteur rédactrice redactor redactora
chefredakteur модератор администратор редактор модерация 管理员 管理員 版主 管理者 運営 관리자 운영자 مشرف مدير ผู้ดูแล
व्यवस्थापक
"""
# Not even as one word of a name: what stands beside it would look like a badge.
ROLES = frozenset(_STAFF.split())
