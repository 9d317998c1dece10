"""What follows from changing an institution: its ranges are read anew, and passes of its readers are refused."""

from collections.abc import Iterable

from django.db import connection

from standfirst.apps.membership.models import Institution
from standfirst.apps.membership.queries.institutions import readers_at
from standfirst.core import bus
from standfirst.core.bus.contracts import CHANNEL, NETWORKS, STANDING

# All readers in one statement, in the order of their numbers so that two such changes do not wait for each other.
_ANNOUNCE = """
    WITH raised AS (
        INSERT INTO membership_standingversion AS held (reader_id, version)
        SELECT unnest(%s::bigint[]), 1
        ON CONFLICT (reader_id) DO UPDATE SET version = held.version + 1
        RETURNING reader_id, version
    ), written AS (
        INSERT INTO core_busmessage (topic, payload)
        SELECT %s, jsonb_build_object('reader', reader_id, 'version', version) FROM raised
        RETURNING 1
    )
    SELECT pg_notify(%s, '') FROM written LIMIT 1
"""


def institution_changed(*, domains: Iterable[str]) -> None:
    """Part of the caller's transaction; `domains` are those of before and of now."""
    bus.publish(NETWORKS, {})
    readers = readers_at(set(domains))
    if readers:
        with connection.cursor() as cursor:
            cursor.execute(_ANNOUNCE, [readers, STANDING, CHANNEL])


def domains_before(institution: Institution) -> list[str]:
    """What is written in its row at this moment."""
    found = Institution.objects.filter(pk=institution.pk).values_list("domains", flat=True).first()
    return found or []
