import pytest

from pmfacil.documents.timelines.links import unlinked


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("see [the page](https://x.test/a?b=1&c=2#d).", "see the page (https://x.test/a?b=1&c=2#d)."),
        ("[a](https://x.test/1) and [b](<https://x.test/2>)", "a (https://x.test/1) and b (https://x.test/2)"),
        ('[[AB-1] slow](https://x.test/(1)/2 "its title")', "[AB-1] slow (https://x.test/(1)/2)"),
        ("[](https://x.test) [https://x.test](https://x.test)", "https://x.test https://x.test"),
        ("![a graph](graphs/1.png) ![a graph](./1.png)", "![a graph](graphs/1.png) a graph (./1.png)"),
        ("pool[3](free) [x] (y) https://x.test [x](", "pool[3](free) [x] (y) https://x.test [x]("),
        ("[" * 2000 + "](", "[" * 2000 + "]("),
    ],
)
def test_the_words_of_a_link_stay_and_its_address_follows_in_brackets(text: str, plain: str) -> None:
    assert unlinked(text) == plain
