"""Breaking it on purpose: each test says what it did, and how often; `make torture` runs the long form."""

from collections.abc import Callable

import pytest

from tests.conftest import LONG


@pytest.fixture(autouse=True)
def painted_at_rest() -> None:
    """Every frame is painted here."""


@pytest.fixture
def times() -> Callable[[int, int], int]:
    """Chooses between how often the short form and the long form do a thing."""
    return lambda short, long: long if LONG else short


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Takes a sentence about what was done and counted, for the end of the run."""
    return lambda sentence: record_property("told", sentence)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was done."""
    every = [report for group in terminalreporter.stats.values() for report in group]
    reports = [report for report in every if isinstance(report, pytest.TestReport)]
    for report in reports:
        for name, value in report.user_properties:
            if name == "told" and report.when == "call":
                terminalreporter.write_line(f"{report.outcome}: {value}")
