"""What hands, mice and terminals may do, by chance."""

import re
import time
from collections.abc import Sequence

from tests.conftest import LONG
from tests.torture.storm import SIZES, Storm

LETTERS = "1234567890][ +-=:zu?yaexmnilfvswbgAcdortphRS"
NAMED = "␛[A ␛[B ␛[C ␛[D ␛[H ␛[F ␛[5~ ␛[6~ ␛[Z ␛[21~ ␛ \r \t \x01 \x05 \x06 \x0b \x10 \x12 \x13 \x15 \x17 \x7f".replace(
    "␛", "\x1b"
).split(" ")
LINES = """
a Alert {} @dana P1 by:2w #2.1 L1 check: drill
i Idea {} #2
t 23:27 ~trigger {} from:log !
t 25:61 {}
l Lesson {}
w Why {}? Because
w + Why {} at all? So
w #1 {}
f people: {}
o monitoring: {}
o testing held
g {}
b {}
y {}
d {}
n [red]{}[/] [/
k {}
by: {}
{} 👩\u200d🚒 接続 \u202e
nan
""".strip().split("\n")
THINGS = ("Release {}", "12", "2026-12-01", "tomorrow", "[/]{}", "P1", "detect", "23:27", "-1", "1e999", "😀" * 9)
_ODD_KEYS = """
␛[99999999999u ␛[97;1:1u ␛[97:65;2u ␛[55296u ␛[57376;129u ␛[97;;27u ␛[27;5;13~ ␛[13;2u ␛[3;5~ ␛[1;5A ␛[1;9R ␛[25~ ␛[[A
␛[48;24;80;0;0t ␛[48;0;0;0;0t ␛[48;36;120;720;1200t ␛[48;99999;99999;9;9t ␛[?2026;2$y ␛[?2048;2$y ␛[?2048;9$y
␛[1;1R ␛[999999;999999R ␛[?62;4c ␛[I ␛[O ␛[200~ ␛[201~ ␛[200~half ␛[201~␛[201~ ␛[200~␛[200~x␛[201~ ␛P>|xterm(390)␛\\
␛]11;rgb:0000/0000/0000␛\\ ␛_Gi=31;OK␛\\ ␛]52;c;eA==\x07 ␛[M ␛[M␛!! ␛[< ␛[<0; ␛[<35;1;1 ␛[<999;1;1M ␛O ␛[ ␛ ␛[1 ␛OP
␛x ␛1 ␛a ␛␛[A ␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛␛ ␛[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1 \x03 \x1a \x1c \x04 \x13
"""
_NO_TEXT = (
    *(
        b"\xff\xfe",
        b"\xc3",
        b"\xe2\x82",
        b"\xf0\x9f",
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\x80\x9b2J",
        b"\x00\x01\x02\x0e\x0f",
    ),
    *(b"\x1b[M\xff\xff\xff", b"\x1b[M !!"),
)
ODD = (*(keys.replace("␛", "\x1b").encode() for keys in re.split(r"[ \n]", _ODD_KEYS) if keys), *_NO_TEXT)
"""Bytes that some terminal sends, or that are cut, or that are no text."""
SIGNALS = b"\x03\x1a\x1c"
"""Keys that are signals to a program that has not begun to read them, or no longer does."""
FAR = (-1, 0, 1, 9999, 2**31, 2**63, 10**12)


def some_keys(storm: Storm) -> None:
    """Keys of the boards, and those with a name."""
    chance = storm.chance
    keys = [
        chance.choice(LETTERS) if chance.random() < 0.7 else chance.choice(NAMED) for _ in range(chance.randint(1, 12))
    ]
    storm.send("".join(keys), count=len(keys))


def a_line(storm: Storm) -> None:
    """A line in the capture bar, and back to the board."""
    line = _filled(storm, LINES)
    storm.send(f"\x1b[201~:\x15{line}{storm.chance.choice(['', chr(9), chr(9) * 3])}\r", "lines")
    _esc(storm)


def a_form(storm: Storm) -> None:
    """A dialog on some board, words in its fields, kept or not."""
    chance = storm.chance
    storm.send(chance.choice("1234567890") + "\x1b[B" * chance.randint(0, 6), "boards")
    storm.send(chance.choice("aeewwbilvmnoARtpcrsd=?"), "dialogs")
    for _ in range(chance.randint(0, 4)):
        storm.send(_filled(storm, THINGS) + chance.choice(["\t", "\t\t", "\x1b[B", " ", ""]))
    storm.send(chance.choice(["\r", "\x13", "\x1b", "\r\r"]))
    storm.terminal.pause(0.05)


def a_command(storm: Storm) -> None:
    """The palette: anything that is in it."""
    storm.send(
        "\x10" + storm.chance.choice(("th", "zoom", "go", "e", "show", "park", "copy", "un", "key", "")), "commands"
    )
    storm.terminal.pause(0.2)
    storm.send("\x1b[B" * storm.chance.randint(0, 5) + "\r")
    storm.terminal.pause(0.1)


def the_mouse(storm: Storm) -> None:
    """Clicks, double clicks, drags, wheels, the menu of the right button; anywhere, also far outside."""
    chance, (width, height) = storm.chance, storm.terminal.size
    for _ in range(chance.randint(1, 6)):
        x, y = chance.randint(1, max(1, width)), chance.randint(1, max(1, height))
        if chance.random() < 0.1:
            x, y = chance.choice(FAR), chance.choice(FAR)
        button = chance.choice((0, 0, 0, 1, 2, 64, 65, 66, 67, 128, 35, 4, 16))
        moves = "".join(f"\x1b[<{button | 32};{x + step};{y + step}M" for step in range(chance.choice((0, 0, 1, 5))))
        storm.send(f"\x1b[<{button};{x};{y}M{moves}\x1b[<{button};{x};{y}m" * chance.choice((1, 1, 2)), "clicks")


def a_size(storm: Storm) -> None:
    """Another size of the window, some of them at once."""
    for _ in range(storm.chance.choice((1, 1, 2, 5))):
        storm.terminal.resize(*storm.chance.choice(SIZES))
        storm.send(storm.chance.choice(LETTERS), "resizes")


def a_paste(storm: Storm) -> None:
    """A paste of a few lines, or of keys where no paste is announced."""
    text = "\n".join(_filled(storm, LINES) for _ in range(storm.chance.randint(1, 30)))
    if storm.chance.random() < 0.2:
        storm.send(text.replace("q", ""), "pastes without brackets")
    else:
        storm.send(f"\x1b[200~{text}\x1b[201~", "pastes")


def odd_bytes(storm: Storm) -> None:
    """What no hand sends."""
    chance = storm.chance
    if chance.random() < 0.7:
        odd = b"".join(chance.choices(ODD, k=chance.randint(1, 4)))
        storm.send(odd.translate(None, SIGNALS), "odd sequences")
    else:
        storm.send(chance.randbytes(chance.randint(1, 60)).translate(None, SIGNALS + b"\x11"), "random bytes")


def nobody_reads(storm: Storm) -> None:
    """The terminal takes nothing for a while, and keys go on."""
    for _ in range(3):
        storm.send(storm.chance.choice(LETTERS), "times nobody read")
        time.sleep(1 if LONG else 0.1)


def leave(storm: Storm) -> None:
    """Ask to leave."""
    storm.send(storm.chance.choice(("\x1b\x1b", "")) + storm.chance.choice(("q", "q", "\x11")), "wishes to leave")
    storm.terminal.pause(0.5)


WEIGHTS = {
    some_keys: 30,
    a_line: 12,
    a_form: 20,
    a_command: 3,
    the_mouse: 12,
    a_size: 5,
    a_paste: 4,
    odd_bytes: 8,
    nobody_reads: 1,
    leave: 0.4,
}


def anything(storm: Storm) -> None:
    """One of all of these."""
    storm.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0](storm)
    storm.terminal.pause(storm.chance.choice((0, 0.01, 0.05)))


def _esc(storm: Storm) -> None:
    storm.terminal.pause(0.02)
    storm.send("\x1b")
    storm.terminal.pause(0.12)


def _filled(storm: Storm, among: Sequence[str]) -> str:
    return storm.chance.choice(among).replace("{}", f"word{storm.chance.randrange(10**6)}")
