"""What widgets ask for: the messages that travel up to the screen."""

from dataclasses import dataclass

from textual.message import Message

from pmfacil.review.edit import Edit


@dataclass
class EditRequested(Message):
    """Somebody asks for an edit."""

    edit: Edit


@dataclass
class Said(Message):
    """One sentence for the people in front of the screen."""

    text: str
    problem: bool = False
