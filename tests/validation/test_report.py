"""The experiments in the model's description are those that the code makes."""

import pytest
from findings import Finding
from report import experiments, tables

from sim.description import FILE, filled


@pytest.mark.slow
def test_the_committed_tables_are_those_of_the_experiments() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert filled(text, tables()) == text, "write them anew with: python tests/validation/report.py"


def test_a_figure_out_of_range_is_said_to_be() -> None:
    finding = Finding(1, "a figure", "1", 2.0, 0.5, 1.5, "somebody")
    assert "does not hold" in experiments([finding])
    assert not finding.holds
