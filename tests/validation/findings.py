"""What a validation experiment found beside what was published."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One figure of an experiment. It holds when ours lies between ``low`` and ``high``, ends included."""

    experiment: int  # its number in the table of experiments
    figure: str
    published: str
    ours: float
    low: float
    high: float
    source: str

    @property
    def holds(self) -> bool:
        """Whether the model reproduces the figure."""
        return self.low <= self.ours <= self.high
