from pmfacil.documents.timelines.reading import read_timeline
from tests.documents.timelines.cases import TODAY

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
DTSTART:20240303T100000Z
DTEND:20240303T103000Z
SUMMARY:Maintenance of the primary
DESCRIPTION:Index rebuilt
LOCATION:eu-west
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;TZID=Europe/Berlin:20240304T090000
SUMMARY:Hand-over
RRULE:FREQ=DAILY
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20240305
SUMMARY:Freeze
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_is_read_with_its_zones() -> None:
    imported = read_timeline(CALENDAR.replace("\n", "\r\n").encode(), TODAY)
    assert [event.as_json() for event in imported.events] == [
        {
            "time": "2024-03-03T10:00Z",
            "text": "Maintenance of the primary: Index rebuilt",
            "end": "10:30",
            "source": "eu-west",
        },
        {"time": "2024-03-04T09:00+01:00", "text": "Hand-over", "source": "calendar"},
        {"time": "2024-03-05", "text": "Freeze", "source": "calendar"},
    ]
    assert imported.left_out == ("Of events that repeat, only the first is read.",)


def test_what_only_begins_like_a_calendar_does_not_end_the_reading() -> None:
    assert read_timeline(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:soon\n", TODAY).events == ()
