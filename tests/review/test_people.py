from pmfacil.review.people import ROLES, Person


def test_a_person_is_said_with_the_role_if_there_is_one():
    assert Person(name="Dana", role="note-taker").says() == "Dana, note-taker"
    assert Person(name="Dana").says() == "Dana"


def test_the_usual_roles_begin_with_who_leads_and_who_writes():
    assert ROLES[:2] == ("facilitator", "note-taker")
    assert len(set(ROLES)) == 8
