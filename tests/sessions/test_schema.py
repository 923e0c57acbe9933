import pytest

from pmfacil.sessions.errors import NewerSession
from pmfacil.sessions.schema import SCHEMA, refuse_newer, schema_of, upgrade
from pmfacil.sessions.tables import NotTables, Tables


def renamed(tables: Tables) -> Tables:
    """From 1 to 2: the tasks are called actions."""
    return {("tasks" if name == "actions" else name): table for name, table in tables.items()}


def stamped(tables: Tables) -> Tables:
    """From 2 to 3: the tasks are counted."""
    return {**tables, "counts": {"tasks": {"number": len(tables["tasks"])}}}


def test_an_older_session_takes_every_step_to_the_present(tables: Tables) -> None:
    upgraded = upgrade(tables, [renamed, stamped])
    assert schema_of(upgraded) == 3
    assert upgraded["counts"]["tasks"]["number"] == len(tables["actions"])
    assert upgraded["session"]["session"]["id"] == "k3f9x2ab"
    assert schema_of(tables) == 1


def test_a_session_halfway_takes_only_the_steps_that_are_left(tables: Tables) -> None:
    halfway = upgrade(tables, [renamed])
    assert upgrade(halfway, [lambda _: {}, stamped]) == upgrade(tables, [renamed, stamped])


def test_a_present_session_stays_as_it_is(tables: Tables) -> None:
    assert upgrade(tables) is tables


def test_a_newer_session_stays_as_it_is_and_must_not_be_written(tables: Tables) -> None:
    tables["session"]["session"]["schema"] = SCHEMA + 1
    assert upgrade(tables) is tables
    with pytest.raises(NewerSession, match=r"newer pmfacil \(schema 2, this one writes 1\)"):
        refuse_newer(tables)


def test_a_session_without_a_number_is_of_the_first_schema(tables: Tables) -> None:
    del tables["session"]["session"]["schema"]
    assert schema_of(tables) == 1


@pytest.mark.parametrize("number", [0, -1, "1", 1.0, True, None, []])
def test_a_number_that_never_was_is_damage(tables: Tables, number: object) -> None:
    tables["session"]["session"]["schema"] = number
    with pytest.raises(NotTables, match="makes no sense"):
        upgrade(tables)


def test_a_step_that_stumbles_over_odd_content_is_damage(tables: Tables) -> None:
    with pytest.raises(NotTables, match="from schema 1 to 2"):
        upgrade(tables, [stamped])
