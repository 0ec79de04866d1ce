"""Long files are listed at the end of every run, so that they are seen before they fail."""

import pytest

from tests.ground import test_file_length


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    long = test_file_length.over(test_file_length.LONG, test_file_length.lengths())
    if long:
        terminalreporter.section(f"files over {test_file_length.LONG} lines", sep="-")
        for name, lines in long.items():
            terminalreporter.line(f"{lines:5} {name}")
