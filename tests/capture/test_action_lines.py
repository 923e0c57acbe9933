from datetime import date

import pytest

from pmfacil.review.actions import Action, ActionType, Priority
from pmfacil.review.edit import Add
from pmfacil.review.edits import Together
from pmfacil.review.people import Person

from .samples import ROOM, captured, noted


def test_a_line_with_every_token_is_one_committed_action():
    line = "a Alert at 75 % and 90 % pool use @dana P1 ~detect by:2w #2.1 L1 check: fires in a drill"
    found = captured(line)
    assert found.part == Action(
        id=found.part.id,
        made=found.part.made,
        order=1,
        text="Alert at 75 % and 90 % pool use",
        number=1,
        owner="Dana Smith",
        due=date(2026, 12, 4),
        type=ActionType.DETECT,
        priority=Priority.P1,
        check="fires in a drill",
    )
    assert found.aims == ["2.1", "L1"]
    assert found.reading.said == (
        "action · Dana Smith · P1 · Detect · Fri 4 Dec, in 2 weeks · for 2.1, L1 · check “fires in a drill”"
    )
    assert found.reading.unknown == ()
    assert isinstance(found.reading.edit, Together)
    assert found.reading.edit.label(ROOM) == "add action “Alert at 75 % and 90 % pool use”"


def test_an_idea_takes_the_same_tokens_and_no_number():
    found = captured("i Restore drill every week @kim P2 ~process by:eom #1.1a #monitoring L2")
    idea = found.part
    assert (idea.text, idea.number, idea.owner, idea.priority) == ("Restore drill every week", None, "Kim", "P2")
    assert (idea.type, idea.due) == ("process", date(2026, 11, 30))
    assert found.aims == ["1.1a", "layer-monitoring", "L2"]
    assert found.reading.said == "idea · Kim · P2 · Process · Mon 30 Nov, in 10 days · for 1.1a, Monitoring, L2"


def test_words_without_tokens_are_a_plain_addition():
    found = captured("a Write the runbook")
    assert isinstance(found.reading.edit, Add)
    assert found.reading.said == "action"


@pytest.mark.parametrize(
    ("line", "text", "left"),
    [
        ("a Fix it @nobody,", "Fix it @nobody,", "@nobody, (no name)"),
        ("a Fix it @nobody.", "Fix it @nobody.", "@nobody. (no name)"),
        ("a Fix it @-kim", "Fix it @-kim", "@-kim (no name)"),
        ("a Fix it @", "Fix it @", None),
        ("a Fix it @@kim", "Fix it @@kim", "@@kim (no name)"),
        ("a Fix it @kim/sam", "Fix it @kim/sam", "@kim/sam (no name)"),
        ('a Fix it @"half open', 'Fix it @"half open', '@"half (no name)'),
        ('a Fix it @""', 'Fix it @""', '@"" (no name)'),
        ("a Fix it @sam", "Fix it @sam", "@sam (“sam” could be Sam Lee or Sam Poe)"),
        ("a Fix it ~typo", "Fix it ~typo", "~typo (no type of action)"),
        ("a Fix it ~detection", "Fix it ~detection", "~detection (no type of action)"),
        ("a Fix it #9.9", "Fix it #9.9", "#9.9 (no such why or layer)"),
        ("a Tell #incident about it", "Tell #incident about it", "#incident (no such why or layer)"),
        ("a Fix it #monitoring.", "Fix it #monitoring.", "#monitoring. (no such why or layer)"),
        ("a Fix it L9", "Fix it L9", "L9 (no such lesson)"),
        ("a Fix it P7", "Fix it P7", "P7 (only P0 to P3)"),
        ("a Fix it by:soon", "Fix it by:soon", "by:soon (no clear date)"),
        ("a Fix it by:", "Fix it by:", "by: (no clear date)"),
        ("a Fix it check:", "Fix it check:", "check: (nothing to check)"),
    ],
)
def test_a_token_with_an_unknown_value_stays_in_the_text_and_the_reading_says_so(
    line: str, text: str, left: str | None
):
    found = captured(line)
    assert found.part.text == text
    assert found.reading.said == ("action" if left is None else f"action · kept as text: {left}")
    assert found.reading.unknown == (() if left is None else (left.split(" (")[0],))
    assert found.after.people == ROOM.people


@pytest.mark.parametrize(
    ("line", "field", "value", "text"),
    [
        ("a Fix it @kim and @dana", "owner", "Kim", "Fix it and @dana"),
        ("a Fix it ~detect ~prevent", "type", "detect", "Fix it ~prevent"),
        ("a Fix it P1 P2", "priority", "P1", "Fix it P2"),
        ("a Fix it by:2w by:fri 4 dec", "due", date(2026, 12, 4), "Fix it by:fri 4 dec"),
        ("a Fix it @sam @kim", "owner", "Kim", "Fix it @sam"),
    ],
)
def test_of_two_values_for_one_thing_the_second_stays_in_the_text(line: str, field: str, value: object, text: str):
    found = captured(line)
    assert getattr(found.part, field) == value
    assert found.part.text == text
    assert len(found.reading.unknown) == 1
    assert f"kept as text: {found.reading.unknown[0]} (" in found.reading.said


@pytest.mark.parametrize("owner", ["dana", "DANA", "dana-smith", '"Dana Smith"', '"dana smith"', '" Dana Smith "'])
def test_an_owner_is_found_by_name_first_name_or_slug(owner: str):
    found = captured(f"a Fix it @{owner}")
    assert found.part.owner == "Dana Smith"
    assert found.after.people == ROOM.people


def test_a_whole_name_wins_over_the_same_first_name():
    room = Add(part=Person(id="sam", name="Sam")).apply(ROOM)
    assert captured("a Fix it @sam", room).part.owner == "Sam"


def test_of_two_names_that_differ_in_capitals_only_the_one_as_typed_is_meant():
    room = Add(part=Person(id="kim2", name="KIM")).apply(ROOM)
    assert captured("a Fix it @KIM", room).part.owner == "KIM"
    assert captured("a Fix it @kim", room).reading.unknown == ("@kim",)


def test_two_entries_of_one_name_are_one_owner():
    room = Add(part=Person(id="kim2", name="Kim", role="observer")).apply(ROOM)
    assert captured("a Fix it @kim", room).part.owner == "Kim"


@pytest.mark.parametrize(
    ("owner", "name"),
    [("Noor", "Noor"), ('"Ana O\'Neil Jr."', "Ana O'Neil Jr."), ("o'brien", "o'brien"), ("दाना", "दाना")],
)
def test_a_new_owner_joins_the_people_and_that_is_said(owner: str, name: str):
    found = captured(f"a Fix it @{owner} P1")
    assert (found.part.text, found.part.owner, found.part.agreed) == ("Fix it", name, False)
    assert found.after.people[-1].name == name
    assert found.reading.said == f"action · new person {name} · P1"


def test_a_token_counts_in_the_middle_of_the_words_too():
    found = captured("a Ask @kim about #2.1 and write ~process it down")
    assert (found.part.text, found.part.owner, found.part.type) == ("Ask about and write it down", "Kim", "process")
    assert found.aims == ["2.1"]


@pytest.mark.parametrize("line", ["a Mail ops@example.com about C# and a~b", "a Rate(by:host) at 5#6 x!y *bold*"])
def test_a_token_begins_at_the_start_of_a_word(line: str):
    assert captured(line).part.text == line[2:]


@pytest.mark.parametrize(
    ("line", "text", "priority", "aims"),
    [
        ("a Page on P1 incidents @dana by:fri", "Page on P1 incidents", None, []),
        ("a Read L1 aloud P2", "Read L1 aloud", "P2", []),
        ("a Fix it P2 @dana L1 by:fri 4 dec #2.1", "Fix it", "P2", ["L1", "2.1"]),
        ("a Fix it P2 ~typo", "Fix it ~typo", "P2", []),
        ("a Fix it P2 by:29 feb 2027", "Fix it by:29 feb 2027", "P2", []),
        ("a Fix it L2 P1 check: it fires", "Fix it", "P1", ["L2"]),
        ("a Fix it p1 l2", "Fix it p1 l2", None, []),
        ("a Fix P10 and L1x", "Fix P10 and L1x", None, []),
    ],
)
def test_priority_and_lesson_count_only_among_the_tokens_at_the_end(
    line: str, text: str, priority: str | None, aims: list[str]
):
    found = captured(line)
    assert (found.part.text, found.part.priority, found.aims) == (text, priority, aims)


@pytest.mark.parametrize(
    ("by", "due", "text"),
    [
        ("by:fri", date(2026, 11, 27), "Fix it"),
        ("by: fri", date(2026, 11, 27), "Fix it"),
        ("by:fri 4 dec 2026 then rest", date(2026, 12, 4), "Fix it then rest"),
        ("by:in 2 weeks P1", date(2026, 12, 4), "Fix it"),
        ("by:4 dec @dana", date(2026, 12, 4), "Fix it"),
        ("by:4  DEC  2026", date(2026, 12, 4), "Fix it"),
        ("by:29 feb 2027", None, "Fix it by:29 feb 2027"),
        ("by:4 dec 27", None, "Fix it by:4 dec 27"),
        ("by:4 dec 27th", None, "Fix it by:4 dec 27th"),
        ("by:fri 5 dec", None, "Fix it by:fri 5 dec"),
        ("by: fri 5 dec", None, "Fix it by: fri 5 dec"),
        ("by:2 weeks ago", None, "Fix it by:2 weeks ago"),
        ("by:2w ago @dana", None, "Fix it by:2w ago"),
        ("by:today week", None, "Fix it by:today week"),
        ("by:4 dec next week", None, "Fix it by:4 dec next week"),
        ("by:4 dec Fri", None, "Fix it by:4 dec Fri"),
        ("by:31 feb", None, "Fix it by:31 feb"),
        ("by:fri 2.", None, "Fix it by:fri 2."),
        ("by:4/12", None, "Fix it by:4/12"),
        ("by:whenever fri", None, "Fix it by:whenever fri"),
    ],
)
def test_by_takes_the_longest_date_and_never_a_guess(by: str, due: date | None, text: str):
    found = captured(f"a Fix it {by}")
    assert (found.part.due, found.part.text) == (due, text)
    assert bool(found.reading.unknown) == (due is None)


def test_a_day_in_the_past_is_taken_and_said():
    found = captured("a Fix it by:2026-11-17")
    assert found.part.due == date(2026, 11, 17)
    assert found.reading.said == "action · Tue 17 Nov, 3 days ago"


def test_check_takes_the_rest_of_the_line_as_it_is():
    found = captured(r'a Fix it check: "fires" at \P1 for @kim  by:fri \#1.2 "now"')
    assert found.part.check == r'"fires" at \P1 for @kim  by:fri \#1.2 "now"'
    assert (found.part.text, found.part.owner, found.part.due) == ("Fix it", "", None)


def test_several_aims_are_linked_once_each():
    found = captured("a Fix it #1.2 #1.1A #2.1 #1.2 #Deployment-Safeguards #testing L1 L2 L1")
    assert sorted(found.aims) == ["1.1a", "1.2", "2.1", "L1", "L2", "layer-deployment-safeguards", "layer-testing"]
    assert found.reading.unknown == ()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (r"\@here \#1.2 \P1 \L1 \by:fri \check: \~detect", "@here #1.2 P1 L1 by:fri check: ~detect"),
        (r"\\@here", r"\@here"),
        (r"C:\temp \server \\share \! \*", r"C:\temp \server \\share \! \*"),
        (r"say \P1 often", "say P1 often"),
        (r'\@"Dana Smith" said', '@"Dana Smith" said'),
    ],
)
def test_a_backslash_keeps_a_token_as_text_and_stays_elsewhere(typed: str, text: str):
    found = captured(f"a {typed}")
    assert found.part.text == text
    assert found.reading.said == "action"


@pytest.mark.parametrize("line", ["a @dana P1", "i #1.2", "a check: it fires"])
def test_tokens_alone_become_a_note(line: str):
    assert noted(line) == "Tokens alone make no action: say what is to be done"


def test_tabs_and_foreign_spaces_count_as_spaces():
    found = captured("a\tFix it\u00a0@kim\u3000P1")
    assert (found.part.text, found.part.owner, found.part.priority) == ("Fix it", "Kim", "P1")
