"""How kernels take what is not theirs."""

from markets import corner_cafe, small

from sim.market.compiling import numbers


def test_kernels_know_the_numbers_of_every_game_of_a_process_at_once() -> None:
    """Equal types that are not the same one are compared field by field, some dozens of times a week."""
    one, other = (numbers(scenario.model) for scenario in (corner_cafe(), small()))
    assert one is not other
    assert one.dtype is other.dtype is not numbers(corner_cafe().model, "f8").dtype
