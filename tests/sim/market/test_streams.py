"""Luck is a function of (seed, purpose, week, slot), and of nothing else."""

from itertools import combinations

import numpy as np
import pytest

from sim.market.streams import ALIGNMENT, Purpose, Streams, chances16, draw_all, draw_for, fraction, lane_of

N = 4096


def _draws(streams: Streams, purpose: Purpose, week: int, slots: slice) -> list[np.ndarray]:
    return [
        streams.uniform(purpose, week, slots),
        *(streams.lanes(purpose, week, slots, lanes) for lanes in (1, 3, 4, 5, 8)),
    ]


def test_the_first_slots_draw_the_same_when_the_population_grows() -> None:
    few = _draws(Streams(7), Purpose.TALK, 3, slice(0, 1500))
    many = _draws(Streams(7), Purpose.TALK, 3, slice(0, 9000))
    for short, long in zip(few, many, strict=True):
        assert np.array_equal(short, long[:1500])


@pytest.mark.parametrize("start", [ALIGNMENT, 8 * ALIGNMENT, 1024])
def test_a_later_block_drawn_alone_has_the_same_luck(start: int) -> None:
    whole = _draws(Streams(7), Purpose.OCCASION, 11, slice(0, N))
    block = _draws(Streams(7), Purpose.OCCASION, 11, slice(start, start + 640))
    for all_slots, some in zip(whole, block, strict=True):
        assert np.array_equal(all_slots[start : start + 640], some)


def test_what_was_drawn_before_changes_nothing() -> None:
    fresh, used = Streams(3), Streams(3)
    for week in range(5):
        used.lanes(Purpose.TALK, week, slice(0, 37), 3)
        used.uniform(Purpose.OCCASION, week, slice(0, 5))
    for one, other in zip(
        _draws(fresh, Purpose.OCCASION, 2, slice(0, N)), _draws(used, Purpose.OCCASION, 2, slice(0, N)), strict=True
    ):
        assert np.array_equal(one, other)


def test_seeds_purposes_and_weeks_have_luck_of_their_own() -> None:
    slots = slice(0, N)
    drawn = {
        (seed, purpose, week): Streams(seed).uniform(purpose, week, slots)
        for seed in (1, 2, 2**63 - 1)
        for purpose in (Purpose.OCCASION, Purpose.TALK, Purpose.DROPOUT)
        for week in (0, 1, 200)
    }
    for (one, first), (other, second) in combinations(drawn.items(), 2):
        assert abs(np.corrcoef(first, second)[0, 1]) < 5 / np.sqrt(N), (one, other)


def test_neighbours_and_lanes_have_luck_of_their_own() -> None:
    lanes = Streams(5).lanes(Purpose.TALK, 9, slice(0, N), 4)[:, :4].astype(np.float64)
    across = np.corrcoef(lanes.T)
    assert (np.abs(across - np.eye(4)) < 5 / np.sqrt(N)).all()
    along = np.corrcoef(lanes[:-1, 0], lanes[1:, 0])[0, 1]
    assert abs(along) < 5 / np.sqrt(N)


def test_uniforms_are_uniform_and_never_0_or_1() -> None:
    luck = np.sort(Streams(1).uniform(Purpose.ARRIVAL, 0, slice(0, 100_000)))
    assert luck[0] > 0
    assert luck[-1] < 1
    expected = (np.arange(100_000) + 0.5) / 100_000
    assert np.max(np.abs(luck - expected)) < 1.95 / np.sqrt(100_000)  # Kolmogorov-Smirnov, 0.1 %


def test_lanes_use_all_their_levels() -> None:
    lanes = Streams(1).lanes(Purpose.TALK, 0, slice(0, 50_000), 4)
    assert lanes.dtype == np.uint16
    assert lanes.shape[1] >= 4
    counts = np.bincount(lanes.reshape(-1) >> 8, minlength=256)
    expected = lanes.size / 256
    assert np.sum((counts - expected) ** 2 / expected) < 350  # chi square with 255 degrees of freedom, 0.01 %


def test_purposes_never_share_a_number_nor_change_it() -> None:
    assert len({int(purpose) for purpose in Purpose}) == len(list(Purpose))
    written = {Purpose.SEGMENT: 1, Purpose.DROPOUT: 20, Purpose.OCCASION: 21, Purpose.TALK: 28}
    assert all(int(purpose) == number for purpose, number in written.items())


def test_the_numbers_themselves_never_change() -> None:
    """Published runs stand on them: Philox 4x64 of key (seed, 0) and counter (slot // 4, week, purpose, 0)."""
    drawn = Streams(7).uniform(Purpose.OCCASION, 3, slice(0, 4))
    raw = np.random.Philox(key=[7, 0], counter=[0, 3, 21, 0]).random_raw(4)
    assert drawn == pytest.approx([((int(each) >> 12) + 0.5) / 2**52 for each in raw], abs=0)


@pytest.mark.parametrize("seed", [0, 7, 2**63 - 1])
@pytest.mark.parametrize("each", [1, 2, 3, 5, 7, 12])
def test_kernels_draw_for_single_slots_what_numpy_draws_for_all(seed: int, each: int) -> None:
    streams, slots = Streams(seed), np.array([0, 1, 2, 3, 6, 500, 501, 4095], dtype=np.uint32)
    lanes = draw_for(streams.seed, int(Purpose.TALK), 11, slots, each).astype("<u8").view("<u2")
    assert np.array_equal(lanes, streams.lanes(Purpose.TALK, 11, slice(0, N), 4 * each)[slots])


@pytest.mark.parametrize(("start", "stop"), [(0, 4), (0, 8), (8, 13), (1024, 2047)])
def test_kernels_draw_for_blocks_what_numpy_draws(start: int, stop: int) -> None:
    streams = Streams(7)
    lanes = draw_all(streams.seed, int(Purpose.TALK), 3, start, stop).astype("<u8").view("<u2").reshape(-1, 4)
    assert np.array_equal(lanes, streams.lanes(Purpose.TALK, 3, slice(start, stop), 4))


def test_lanes_of_a_number() -> None:
    assert [lane_of(np.uint64(0x4444333322221111), lane) for lane in range(4)] == [0x1111, 0x2222, 0x3333, 0x4444]


def test_fraction_is_below_1_and_exact() -> None:
    numbers = np.array([0, 1 << 8, 2**31, 2**64 - 1], dtype=np.uint64)
    assert fraction(numbers).tolist() == [0.0, 2.0**-24, 0.5, 1 - 2.0**-24]


def test_chances16_counts_the_values_that_mean_yes() -> None:
    assert [chances16(each) for each in (-0.1, 0.0, 0.25, 0.5, 1.0, 1.7)] == [0, 0, 16384, 32768, 65536, 65536]
