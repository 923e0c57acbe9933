"""The number of the shape in which sessions are saved, and the way from an older one to this."""

from collections.abc import Callable, Sequence

from pmfacil.sessions.errors import NewerSession
from pmfacil.sessions.tables import NotTables, Tables, document

Step = Callable[[Tables], Tables]
"""Makes tables of one schema those of the next."""
STEPS: Sequence[Step] = ()
"""The first leads from schema 1 to 2, the next from 2 to 3."""
SCHEMA = 1 + len(STEPS)
"""The schema this pmfacil writes."""


def schema_of(tables: Tables) -> int:
    """The schema the tables were saved with.

    Raises:
        NotTables: If they name one that never was.
    """
    number: object = document(tables, "session").get("schema", 1)
    if type(number) is not int or number < 1:
        raise NotTables("its schema number makes no sense", ours=True)
    return number


def upgrade(tables: Tables, steps: Sequence[Step] = STEPS) -> Tables:
    """The tables in the schema that the steps lead to; newer ones stay as they are, to be read only.

    Raises:
        NotTables: If a step cannot make sense of them.
    """
    for number, step in enumerate(steps[schema_of(tables) - 1 :], start=schema_of(tables)):
        try:
            tables = step(tables)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise NotTables(f"it cannot be brought from schema {number} to {number + 1}", ours=True) from error
        tables = {**tables, "session": {"session": {**document(tables, "session"), "schema": number + 1}}}
    return tables


def refuse_newer(tables: Tables, schema: int = SCHEMA) -> None:
    """Refuse to write tables that this pmfacil does not know all of.

    Raises:
        NewerSession: If they are newer than `schema`.
    """
    if (number := schema_of(tables)) > schema:
        raise NewerSession(
            f"This session comes from a newer pmfacil (schema {number}, this one writes {schema}); "
            "it can be read and exported here, and changed after an upgrade."
        )
