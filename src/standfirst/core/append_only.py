"""Tables that only ever grow: the database itself refuses to change or delete a row."""

from django.db import migrations

_FUNCTION = """
CREATE OR REPLACE FUNCTION standfirst_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


class AppendOnly(migrations.RunSQL):
    """A migration step: `table` refuses UPDATE, DELETE and TRUNCATE, whoever asks."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"{_FUNCTION}CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION standfirst_append_only();"
            f"CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION standfirst_append_only();",
            f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_whole ON {table};",
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """As any step, by its one argument."""
        return self.__class__.__qualname__, [self.table], {}
