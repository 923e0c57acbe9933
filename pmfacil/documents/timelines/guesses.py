"""What was guessed, in words."""

from dataclasses import dataclass, field


@dataclass
class Guesses:
    """Sentences about what was guessed, each once."""

    said: list[str] = field(default_factory=list[str])

    def add(self, sentence: str) -> None:
        """Note one more guess."""
        if sentence not in self.said:
            self.said.append(sentence)
