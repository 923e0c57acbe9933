"""What there is to say of the title of a review (P20)."""

from pmfacil.coach.action_lines import one_sentence
from pmfacil.coach.hints import Hint
from pmfacil.coach.rules import LOOKED_AT, Rules


def title_hints(text: str, rules: Rules) -> tuple[Hint, ...]:
    """What there is to say of a title, at most one thing of each category.

    Args:
        text: The title.
        rules: Those of titles.
    """
    return rules.hints(one_sentence(text[:LOOKED_AT]))
