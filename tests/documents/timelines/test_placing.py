from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from pmfacil.documents.timelines.imported import ImportedEvent
from pmfacil.documents.timelines.placing import placed, with_roles
from pmfacil.documents.timelines.reading import read_timeline
from pmfacil.review.begin import new_review
from pmfacil.review.edit import Change, Remove
from pmfacil.review.incident import Incident
from pmfacil.review.people import Person
from pmfacil.review.review import Review
from pmfacil.review.timeline import EventKind
from tests.documents.timelines.cases import TODAY

START = datetime(2026, 11, 18, 9, 2, tzinfo=UTC)
PEOPLE = (Person(name="Dana Vega", role="incident commander"), Person(name="Pat Kim"))


def review(start: datetime | None = START, zone: str = "Europe/Berlin") -> Review:
    return new_review(Incident(title="It was slow", start=start, timezone=zone), START)


def imported(text: str) -> tuple[ImportedEvent, ...]:
    return read_timeline(text.encode(), TODAY).events


def test_events_without_a_zone_are_in_that_of_the_review() -> None:
    place = placed(review(), imported("- 2026-11-18 10:05 a\n- 2026-11-18 09:06 UTC b\n"), TODAY)
    assert [event.at for event in place.events] == [START.replace(minute=5), START.replace(minute=6)]


def test_a_zone_that_was_chosen_counts_where_the_file_names_none() -> None:
    chosen = imported("- 2026-11-18 10:05 a\n- 2026-11-18 09:06 UTC b\n")
    place = placed(review(), chosen, TODAY, ZoneInfo("America/New_York"))
    assert [event.at.hour for event in place.events] == [15, 9]


def test_events_without_a_day_are_near_the_start_of_the_incident() -> None:
    place = placed(review(START.replace(hour=23)), imported("- 23:50 a\n- 00:20 b\n- 01:00 c\n"), TODAY)
    assert [event.at.strftime("%d %H:%M") for event in place.events] == ["18 22:50", "18 23:20", "19 00:00"]
    assert place.guessed == ("No day is written: Wed 18 Nov is meant, the one nearest to the incident's start.",)


def test_without_a_start_the_day_is_today_and_that_is_said() -> None:
    place = placed(review(start=None), imported("- 10:00 a\n"), date(2026, 11, 21))
    assert place.events[0].at == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert place.guessed == ("No day is written, and the incident has no start yet: Sat 21 Nov is meant, today.",)


def test_what_the_model_has_no_field_for_is_said_in_the_text() -> None:
    text = "- ~2026-11-18 10:00-10:20 slow\n- ??:?? odd\n- 2026-11-19: calm\n"
    place = placed(review(), imported(text), TODAY)
    assert [event.text for event in place.events] == [
        "slow (time approximate, until 10:20)",
        "odd (time of day not known)",
        "calm (time of day not known)",
    ]
    assert place.events[1].at == place.events[0].at


def test_an_event_without_a_time_and_without_one_before_it_has_no_place() -> None:
    place = placed(review(), imported("- ??:?? odd\n- 10:00 a\n"), TODAY)
    assert (place.without_time, [event.text for event in place.events]) == (("odd",), ["a"])


def test_a_second_import_adds_nothing_twice() -> None:
    chosen = imported("- 10:00 a\n- 10:00 A\n- 10:00 b\n- ~11:00 c\n- ??:?? d\n")
    first = placed(review(), chosen, TODAY)
    edit = first.edit("notes.md")
    assert edit is not None
    after = edit.apply(review())
    again = placed(after, chosen, TODAY)
    assert (len(first.events), first.there_already) == (4, 1)
    assert (again.events, again.there_already, again.edit("notes.md")) == ((), 5, None)


def test_links_of_markdown_are_words_with_an_address_and_are_known_again() -> None:
    chosen = imported("- 10:00 the [status page](https://x.test/1) is red\n- 10:05 b\n")
    edit = placed(review(), chosen, TODAY).edit("notes.md")
    assert edit is not None
    after = edit.apply(review())
    assert after.events[0].text == "the status page (https://x.test/1) is red"
    assert placed(after, chosen, TODAY).events == ()


def test_a_second_import_after_the_people_got_their_roles_adds_nothing_twice() -> None:
    chosen = imported("- 10:00 @dana restarts it\n- 10:05 Pat Kim looks\n")
    edit = placed(review(), chosen, TODAY).edit("notes.md")
    assert edit is not None
    with_people = edit.apply(review()).put(*PEOPLE)
    assert placed(with_people, chosen, TODAY).events == ()


def test_all_events_are_one_edit_with_a_name() -> None:
    place = placed(review(), imported("- 10:00 a\n- 10:05 b\n"), TODAY)
    edit = place.edit("notes.md")
    assert edit is not None
    assert edit.label(review()) == "import 2 events from “notes.md”"
    assert [event.text for event in edit.apply(review()).events] == ["a", "b"]


def test_names_and_handles_become_roles() -> None:
    hide = with_roles(PEOPLE)
    assert hide("@dana, @dvega, @dana.vega and Dana Vega; @pat; @kim and dana@x.test") == (
        "incident commander, incident commander, incident commander and incident commander; "
        "a participant; @kim and dana@x.test"
    )
    assert hide("#ops, dana") == "#ops, incident commander"
    assert with_roles(())("@dana") == "@dana"


def test_a_handle_that_two_people_share_stays() -> None:
    assert with_roles((Person(name="Dana Vega", role="a"), Person(name="Dana Wu", role="b")))("@dana") == "@dana"


def test_kind_and_marks_of_a_file_reach_the_review() -> None:
    head, rule = "| Time | Event | Kind |", "|-|-|-|"
    rows = ("| 10:00 | **Alarm** | detection, milestone |", "| 10:05 | x | customer-facing |")
    text = "\n".join((head, rule, *rows))
    events = placed(review(), imported(text), TODAY).events
    assert [(e.kind, e.milestone, e.customer_facing) for e in events] == [
        (EventKind.DETECTION, True, False),
        (None, False, True),
    ]


def test_a_moment_at_the_end_of_the_calendar_has_no_place() -> None:
    event = ImportedEvent("late", date(9999, 12, 31), time(23, 59), ZoneInfo("America/New_York"))
    assert placed(review(), [event], TODAY).without_time == ("late",)


def test_an_event_that_was_reworded_counts_as_another() -> None:
    chosen = imported("- 10:00 a\n")
    edit = placed(review(), chosen, TODAY).edit("notes.md")
    assert edit is not None
    after = edit.apply(review())
    reworded = Change(id=after.events[0].id, changes={"text": "b"}).apply(after)
    assert len(placed(reworded, chosen, TODAY).events) == 1


def after(begun: Review, text: str) -> Review:
    edit = placed(begun, imported(text), TODAY).edit("notes.md")
    assert edit is not None
    return edit.apply(begun)


def test_an_event_that_somebody_reworded_or_moved_does_not_come_back() -> None:
    text = "- 2026-11-18 10:00 the site is slow\n- 2026-11-18 10:05 rolled back\n"
    held = after(review(), text)
    slow, rolled = held.events
    held = Change(id=slow.id, changes={"text": "Checkout was slow", "source": "chat"}).apply(held)
    held = Change(id=rolled.id, changes={"at": START}).apply(held)
    again = placed(held, imported(text), TODAY)
    assert (again.events, again.there_already) == ((), 2)


def test_one_that_somebody_removed_does_come_back() -> None:
    text = "- 2026-11-18 10:00 the site is slow\n- 2026-11-18 10:05 rolled back\n"
    held = after(review(), text)
    held = Remove(id=held.events[0].id).apply(held)
    assert [event.text for event in placed(held, imported(text), TODAY).events] == ["the site is slow"]


def test_one_file_in_two_copies_of_a_review_gives_the_same_events_and_in_another_review_others() -> None:
    begun, text = review(), "- 2026-11-18 10:00 the site is slow\n"
    one, other = after(begun, text).events[0], after(begun, text).events[0]
    assert one.id == other.id != after(review(), text).events[0].id


def test_what_was_done_is_one_sentence() -> None:
    chosen = imported("- ??:?? odd [/]\n- 10:00 a\n- 10:05 b\n- 10:05 B\n")
    place = placed(review(), chosen, TODAY)
    assert place.said() == (
        "Added 2 events; one was there already; one has no time and was left out, “odd [/]”: "
        "write a time and import again."
    )
    assert placed(review(), (), TODAY).said() == "Added nothing."
