"""Comments in the running demo, each time of somebody new: what became of the last ones weighs on the next."""

import re
import secrets

from tests.journeys.house import House

_SAY = """
from uuid import uuid4
from standfirst.apps.accounts import api as accounts
from standfirst.apps.comments import api as comments
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.clock import now
from standfirst.core.db import transaction
reader = accounts.User.objects.create_user("{name}@talk.example", first_name="Tess", last_name="{name}")
plan_id = membership.Plan.objects.first().pk
membership.grant_subscription(
    reader_id=reader.pk, plan_id=plan_id, starts_at=now(), ends_at=None, source="desk", now=now()
)
with transaction():
    accounts.give_default_username(reader_id=reader.pk, now=now())
moderation.accept_guidelines(reader_id=reader.pk, version=moderation.guidelines().number, now=now())
accounts.note_name_seen(reader_id=reader.pk, now=now())
reader.refresh_from_db()
article = editorial.list_latest(limit=200)[-1]
comments.set_mode(article_id=article.id, mode=comments.Mode.PREMODERATED, by=reader.pk, now=now())
for text in {texts!r}:
    draft = comments.Draft(article=article, source=text, client_id=uuid4(), nudged=True)
    print("said", comments.post_comment(author=reader, draft=draft, now=now()).pk)
"""


def said(house: House, *texts: str) -> list[str]:
    """The numbers of the comments, which wait for a moderator under an old article; none repeats another."""
    own = [f"{text} {secrets.token_hex(4)}" for text in texts]
    code = _SAY.replace("{texts!r}", repr(own)).replace("{name}", f"t{secrets.token_hex(4)}")
    return re.findall(r"^said (\d+)$", house.run("shell", "-c", code), re.M)
