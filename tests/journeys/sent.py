"""An edition of the demo that is on its way, in rows alone: nobody is written to, and the demo's own sender leaves it."""

A_SENDING = """
from datetime import timedelta
from django.db import connection
from standfirst.apps.newsletters.models import Click, EditionPage, Exclusion, LetterLink, Sending, SendingLetter
from standfirst.core import clock

now = clock.now()
page = EditionPage.objects.filter(state="given", newsletter__slug="evening-roundup").order_by("slot").first()
if not Sending.objects.filter(edition_number=page.pk).exists():
    sending = Sending.objects.create(
        edition_number=page.pk, newsletter_id=page.newsletter_id, name=page.title, masthead={
            "sender_name": "x", "sender_address": "x@demo.example", "newsletter": "x", "slug": "x", "domain": "demo.example",
            "archive": "https://demo.example/", "help": "https://demo.example/", "owner": "x@demo.example",
            "sender_id": "x", "reply_to": ""},
        online="https://demo.example/", seed="00" * 32, state="preparing", frozen_at=now - timedelta(hours=2))
    letter = SendingLetter.objects.create(
        sending=sending, variant="reader", language="en-GB", subject="x", html="x", text="x")
    with connection.cursor() as cursor:
        cursor.execute('''
            INSERT INTO newsletters_delivery (sending_id, addressee_number, address_digest, letter_id, state, reason, attempt,
                lease_owner, lease_until, queue_id, settled_at)
            SELECT %s, 1000000000 + n, md5(n::text), %s, state, '', 1, CASE WHEN state = 'claimed' THEN 'ffffffff00000000' ELSE '' END,
                CASE WHEN state = 'claimed' THEN now() + interval '9 days' END, '',
                CASE WHEN state <> 'claimed' THEN %s - interval '90 minutes' * (1 - sqrt(n / 1800.0)) END
            FROM (SELECT n, CASE WHEN n > 1800 THEN 'claimed' WHEN n %% 97 = 0 THEN 'rejected' WHEN n %% 120 = 0 THEN 'skipped'
                         WHEN n %% 700 = 0 THEN 'unknown' ELSE 'sent' END AS state
                  FROM generate_series(1, 2000) AS n) AS rows''', [sending.pk, letter.pk, now])
    Exclusion.objects.create(sending=sending, reason="paused", count=12)
    Exclusion.objects.create(sending=sending, reason="suppressed", count=31)
    Sending.objects.filter(pk=sending.pk).update(state="running")  # no sender may see it before it has its rows
    blocks = [(1, "Note"), (2, "Editors’ picks"), (2, "Editors’ picks"), (3, "Latest"), (3, "Latest"), (3, "Latest"), (4, "Sponsor"), (0, "")]
    paths = ["world/the-strait-nobody-owns", "world/islands-court-asks-who-owns-a-reef", "economics/what-a-dollar-a-tonne-does-to-bread",
             "science/how-to-weigh-a-forest-without-felling-it", "science/bees-that-count-to-four-and-stop", "world/a-capital-moves-inland",
             "sponsor", "join"]
    for number, ((block, name), path) in enumerate(zip(blocks, paths), start=1):
        link = LetterLink.objects.create(sending=sending, number=number, block=block, block_name=name, address=f"https://demo.example/{path}/")
        Click.objects.bulk_create(
            Click(link=link, followed_at=now - timedelta(minutes=3 * each % 89), follower=who, sign="none")
            for who, most in (("person", 120 // number), ("robot", 31), ("unknown", 6 + 5 * number))
            for each in range(most))
"""
