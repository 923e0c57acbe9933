import io
import json
import random
import string
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmfacil.documents.timelines.archive import LARGEST_MEMBER, unpacked
from pmfacil.documents.timelines.found import MOST_TEXT
from pmfacil.documents.timelines.offering import MOST_EVENTS
from pmfacil.documents.timelines.reading import read_timeline
from tests.documents.timelines.cases import TODAY

PIECES = (
    *("10:00", "??:??", "- ", "\n", "|", "# ", "```", "Timeline", " a", "<li>", "{", '"', "9999-12-31 ", "0:00"),
    *("~", "UTC ", ",", "\x00", "5 May"),
)
BINARY = "It is no text, such as a picture, a PDF or a program; nothing was imported."
ENTRIES = [{"time": "2024-03-03T10:00:00Z", "text": f"event {number}"} for number in range(200)]


def zipped(**members: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


def day(text: str) -> str:
    noise = random.Random(text)
    return json.dumps(
        [
            {"type": "message", "text": f"{text} {''.join(noise.choices(string.ascii_letters, k=40))}", "ts": f"{ts}.1"}
            for ts in range(1709460000, 1709460100)
        ]
    )


def left_out(content: bytes) -> tuple[int, tuple[str, ...]]:
    imported = read_timeline(content, TODAY)
    return len(imported.events), imported.left_out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty; nothing was imported."),
        (b"a,b\nc,d\ne,f\n", "No column of the table holds times; nothing was imported."),
        (
            b'{"a": [1, 2], "b": {"c": "d"}}',
            "It is JSON of a shape without times and texts that is known here; nothing was imported.",
        ),
        (b"[" * 100_000, "It is nested more than 60 levels deep; nothing was imported."),
        (b'{"a": ' * 100_000, "It is nested more than 60 levels deep; nothing was imported."),
        (b"\x00" * 1000, BINARY),
        (b"%PDF-1.7\n10:00 it began\n10:05 it ended\n", BINARY),
        (b"10:00 it began\n" + random.Random(1).randbytes(5000), BINARY),
        (b"10:00 it began\n10:05 it ended\n".decode().encode("utf-16-le"), BINARY),
    ],
)
def test_what_cannot_be_read_is_answered_in_one_sentence(content: bytes, sentence: str) -> None:
    assert left_out(content) == (0, (sentence,))


def test_a_few_odd_signs_and_the_colours_of_a_log_are_text() -> None:
    lines = b"".join(b"2026-11-18 10:%02d \x1b[31m\x1b[1m\x02down\x02\x1b[0m\n" % n for n in range(20))
    assert left_out(lines + b"2026-11-18 11:00 caf\xe9 \x81 open\n")[0] == 21


def test_of_json_that_ends_in_the_middle_the_whole_entries_are_read() -> None:
    content = json.dumps({"data": ENTRIES}).encode()[:5000]
    events, problems = left_out(content)
    assert events == content.count(b"}")
    assert problems == (f"It is damaged or ends in the middle; {events} whole entries were read.",)


def test_of_a_large_file_the_first_part_is_read() -> None:
    line = b"2024-05-05T10:00:00Z ERROR something happened\n"
    events, problems = left_out(line * (MOST_TEXT // len(line) + 2))
    assert events == MOST_EVENTS
    assert problems == (
        "Only the first 16 MB were read.",
        "Only the first 20,000 lines were read.",
        f"It holds 20,000 events; only the first {MOST_EVENTS:,} are offered.",
    )


def test_rows_without_a_time_do_not_hide_the_others() -> None:
    imported = read_timeline(b"time,event\n10:00,a\nsoon,b\n10:09,c\n,\n10:10,\n", TODAY)
    assert [(event.said(), event.text) for event in imported.events] == [("10:00", "a"), (None, "b"), ("10:09", "c")]
    assert imported.left_out == ("One row says nothing.",)


def test_columns_that_are_not_read_are_named() -> None:
    imported = read_timeline(
        b"time,event,who,mood\n10:00,Something broke,dana,bad\n10:01,It is mended,pat,good\n", TODAY
    )
    assert imported.left_out == ("Not read: the column “mood”.",)
    assert imported.guessed == ("Columns: time from “time”, text from “event”, source from “who”.",)


def test_a_zip_that_was_cut_off_gives_what_is_whole() -> None:
    whole = zipped(ops__2024_json=day("a"), ops__2025_json=day("b"))
    events, problems = left_out(whole[: len(whole) * 3 // 4])
    assert 100 < events < 200
    assert problems == (
        "The ZIP is cut off or damaged; one of its files was read and of ops/2025.json only the beginning was read.",
    )


def test_a_zip_whose_last_file_gives_nothing_does_not_say_that_nothing_came() -> None:
    whole = zipped(ops__2024_json=day("a"), ops__2025_json=day("b"))
    events, problems = left_out(whole[: whole.find(b"ops/2025.json") + 100])
    assert events == 100
    assert problems == (
        "The ZIP is cut off or damaged; one of its files was read and ops/2025.json could not be read.",
    )


def test_a_file_that_is_damaged_inside_a_zip_is_left_out() -> None:
    content = bytearray(zipped(ops__2024_json=day("a"), ops__2025_json=day("b")))
    place = content.find(b"ops/2025.json") + 100
    content[place : place + 20] = bytes(20)
    assert left_out(bytes(content)) == (100, ("One file was damaged in the ZIP and left out.",))


def test_a_file_with_a_password_inside_a_zip_is_left_out() -> None:
    content = bytearray(zipped(ops__2024_json=day("a")))
    content[content.find(b"PK\x03\x04") + 6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    assert left_out(bytes(content)) == (
        0,
        ("One file was locked with a password in the ZIP and left out.",),
    )


def test_what_is_no_zip_but_begins_like_one_is_answered() -> None:
    assert left_out(b"PK\x03\x04" + bytes(1000)) == (
        0,
        ("The ZIP is cut off or damaged; none of its files could be read.",),
    )


def test_a_zip_that_grows_when_it_is_unpacked_is_read_up_to_a_limit() -> None:
    bomb = zipped(**{f"ops__{number}_json": b" " * 4_000_000 for number in range(9)})
    members, problems, *_ = unpacked(bomb, most=10_000_000)
    assert sum(len(content) for _, content in members) <= 10_000_003
    assert problems == ["The ZIP holds more than 10 MB; the rest of it was left out."]


def test_one_file_of_a_zip_is_read_up_to_a_limit() -> None:
    members, *_ = unpacked(zipped(a_json=b" " * (LARGEST_MEMBER + 1_000_000)))
    assert len(members[0][1]) == LARGEST_MEMBER + 1


def test_paths_inside_a_zip_are_only_names() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../../etc/cron.d/x.csv", "time,event\n10:00,a\n10:01,b\n")
    assert left_out(packed.getvalue()) == (2, ())


def test_text_that_commands_a_terminal_is_cleaned() -> None:
    event = read_timeline("- 10:00 [/] \x1b]0;red\x07 \x9b2J \u202eback\n".encode(), TODAY).events[0]
    assert event.text == "[/] ]0;red 2J back"


def test_the_colours_of_a_log_hide_no_time_and_leave_nothing_in_the_words() -> None:
    lines = (
        "\x1b[32m2026-11-18 10:02:31\x1b[0m \x1b[1;31mERROR\x1b(B\x1b[m pool is full\n"
        "\x1b[38;5;244m2026-11-18T10:03:00Z\x1b[39m \x1b[93mwarn\x1b[39m slow\n"
    )
    events = read_timeline(lines.encode(), TODAY).events
    said = [(event.said(), event.text) for event in events]
    assert said == [("2026-11-18T10:02:31", "ERROR pool is full"), ("2026-11-18T10:03Z", "warn slow")]
    one = json.dumps({"timestamp": "2026-11-18T10:02:31Z", "message": "\x1b[31mdown\x1b[0m [/]"})
    assert [event.text for event in read_timeline(f"{one}\n{one}\n".encode(), TODAY).events] == ["down [/]"] * 2


def test_a_text_too_long_for_a_line_is_cut_and_that_is_said() -> None:
    imported = read_timeline(f"- 10:00 {'word ' * 5000}\n".encode(), TODAY)
    assert len(imported.events[0].text) == 4000
    assert imported.left_out == ("One text was too long for one line and is cut.",)


@pytest.mark.parametrize(
    "sign", ["*", "> ", "|", "<a ", "[(", "10:00 ", "10:00: x ", "<@", "- ", "1.", "`", "T+", "\u202e", "2024-"]
)
def test_a_long_line_of_one_sign_takes_no_longer_than_other_lines(sign: str) -> None:
    read_timeline((sign * 40_000 + "\n- 10:00 a\n").encode(), TODAY)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_nothing_that_is_written_ends_the_reading(parts: list[str]) -> None:
    for event in read_timeline("".join(parts).encode(), TODAY).events:
        assert event.text
        assert event.as_json()["text"] == event.text


@given(st.binary(max_size=300))
def test_no_bytes_end_the_reading(content: bytes) -> None:
    for begun in (b"", b"PK\x03\x04", b'[{"ts": "', b"BEGIN:VCALENDAR\n", b"\xff\xfe"):
        read_timeline(begun + content, TODAY)


_KEYS = [
    "ts",
    "text",
    "type",
    "time",
    "data",
    "messages",
    "log_entries",
    "event",
    "actor",
    "blocks",
    "attachments",
    "files",
    "user",
    "channel",
    "incident_updates",
    "created_at",
    "summary",
    "elements",
    "attributes",
    "user_profile",
]
_VALUES = st.sampled_from(["2024-03-03T10:00:00Z", "x", "message", "1709460000.1"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=15,
)


@given(_JSON)
def test_no_json_ends_the_reading(value: object) -> None:
    read_timeline(json.dumps([value]).encode(), TODAY)
    read_timeline(json.dumps({"messages": [value]}).encode(), TODAY)
