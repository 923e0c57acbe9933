import pytest

from pmfacil.documents.timelines.reading import read_timeline
from tests.documents.timelines.cases import TODAY, Case, cases


def every(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases(kind), ids=lambda case: case[0])


def assert_read(case: Case) -> None:
    _, content, expected = case
    imported = read_timeline(content.encode(), TODAY)
    assert [(event.said(), event.text) for event in imported.ticked] == expected


@every("written")
def test_what_people_write_is_read(case: Case) -> None:
    assert_read(case)


@every("chats")
def test_a_copied_chat_is_read(case: Case) -> None:
    assert_read(case)


@every("tables")
def test_a_table_of_values_is_read(case: Case) -> None:
    assert_read(case)


@every("tools")
def test_the_json_of_a_tool_is_read(case: Case) -> None:
    assert_read(case)


@pytest.mark.parametrize("name", ["notes.zip", "export.json", "list.csv", "page.html"])
def test_the_name_of_a_file_says_nothing_about_its_shape(name: str) -> None:
    imported = read_timeline(b"- 10:00 Deploy\n- 10:05 Alarm\n", TODAY, name)
    assert [event.text for event in imported.events] == ["Deploy", "Alarm"]


def test_windows_line_ends_and_marks_of_the_encoding_change_nothing() -> None:
    text = "\ufeff- 10:00 Café\r\n- 10:05 Naïve\r\n"
    for content in (text.encode(), text.encode("utf-16"), text[1:].encode("cp1252")):
        assert [event.text for event in read_timeline(content, TODAY).events] == ["Café", "Naïve"]


def test_a_letter_with_times_in_its_sentences_is_no_timeline() -> None:
    letter = b"# Notes\nAt 10:00 we met. We talked until 11:30 about 3.5 things.\n\n- buy milk\n- version 1.12 is out\n"
    imported = read_timeline(letter, TODAY)
    assert imported.events == ()
    assert imported.left_out == ("No line begins or ends with a time; nothing was imported.",)
