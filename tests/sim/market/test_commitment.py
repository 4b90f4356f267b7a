"""Rule 9: commitment, and the benefits that feed it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markets import played, small

from sim.market.commitment import commitment_goal, together
from sim.scenario.parameters import CommitmentRule

RULE = CommitmentRule()


def single(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


class TestCommitment:
    def test_worked_example(self) -> None:
        """.3 x .6 + .5 x .5 + .2 x .2 = .47."""
        assert commitment_goal(single(0.6), single(0.5), single(0.2), RULE) == pytest.approx([0.47])

    def test_each_part_raises_it(self) -> None:
        plain = commitment_goal(single(0.5), single(0.5), single(0.5), RULE)
        for part in range(3):
            parts = [single(0.5)] * 3
            parts[part] = single(0.7)
            assert commitment_goal(*parts, RULE) > plain

    def test_moves_slowly_toward_its_goal(self) -> None:
        """A partnership cannot be bought in one round: after 13 weeks at 4 % a week at most 41 % of the way."""
        game = played(small(rounds=1, weeks=13, warm_up=0), acquisition=1200, retention=1200)
        seen = game.observe("esquina").people
        new = (seen.purchases > 0) & seen.present
        assert new.sum() > 20
        assert seen.commitment[new].max() < 0.41


class TestBenefitsTogether:
    def test_worked_example(self) -> None:
        """.5, and half of the missing .5: .75."""
        assert together([single(0.5), single(0.5)]) == pytest.approx([0.75])
        assert together([]) == 0

    @given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=4), st.floats(0, 1, width=32))
    def test_one_more_never_takes_away_and_never_gives_too_much(self, given: list[float], more: float) -> None:
        before = together([single(each) for each in given])[0]
        after = together([single(each) for each in (*given, more)])[0]
        assert before - 1e-6 <= after <= 1 + 1e-6
