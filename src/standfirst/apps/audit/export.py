"""What a reader is told of the record of what was done to their account."""

from standfirst.core.export import Export

EXPORTS = (
    Export(
        table="audit.Entry",
        name="What is on record about your account",
        find={"about": "reader:{reader_id}"},
        leave={"who worked at the desk": ("actor_id", "actor"), "seals of the record": ("digest", "digest_before")},
    ),
)  # fmt: skip
