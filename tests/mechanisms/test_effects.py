"""Every row of the table of concepts does what it should, as much as it should, and nothing when switched off."""

import pytest
from effects import Effect
from measure import SEEDS, Measured, effects_of, measured, sizes

from sim.description import FILE
from sim.mechanisms import MECHANISMS, Mechanism

ROWS = pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.row)


@ROWS
def test_every_row_lists_its_effects(mechanism: Mechanism) -> None:
    """And their bounds leave out that there is none."""
    effects = effects_of(mechanism)
    assert effects
    assert not [each for each in effects if each.low <= each.none <= each.high or each.low >= each.high]


@ROWS
def test_every_effect_stands_in_the_model_s_description(mechanism: Mechanism) -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for each in effects_of(mechanism):
        [line] = [line for line in lines if line.startswith(f"| {mechanism.row} | {each.what} |")]
        assert f"| {each.low:g} to {each.high:g} | {each.none:g} |" in line
        assert line.endswith("| holds |")


@pytest.mark.slow
@ROWS
def test_it_holds_on_twelve_seeds_and_the_description_says_so(mechanism: Mechanism) -> None:
    found = list(measured(mechanism, SEEDS))
    assert all(each.holds for each in found), [(each.effect.what, each.on, each.off) for each in found]
    text = FILE.read_text(encoding="utf-8")
    for line in sizes(found).splitlines()[2:]:
        assert line in text, "write it anew with: python tests/mechanisms/measure.py"


def an_effect(on: tuple[float, ...], off: tuple[float, ...]) -> Measured:
    effect = Effect("one", on=lambda seed: 0, off=lambda seed: 0, low=0.2, high=0.4, within=0.01)
    return Measured("A1", effect, on, off)


def test_too_small_an_effect_or_one_that_remains_does_not_hold() -> None:
    assert an_effect((0.3, 0.2), (0.0, 0.01)).holds
    assert not an_effect((0.1, 0.2), (0.0, 0.0)).holds
    assert not an_effect((0.7, -0.1), (0.0, 0.0)).holds
    assert not an_effect((0.3, 0.2), (0.0, 0.02)).holds
    assert "does not hold" in sizes([an_effect((0.1, 0.2), (0.0, 0.0))])
