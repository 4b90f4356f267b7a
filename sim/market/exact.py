"""Arithmetic that gives the same bits on every machine.

NumPy's exp and log differ in the last bit between processors, and one bit can flip one customer. Everything
here is built from operations that IEEE 754 rounds exactly: + - * /, square root, comparison, rounding to an
integer and scaling by powers of two. Arrays keep their type; float32 results are good to about 2 units in
the last place, float64 ones to about 4.
"""

import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.market.compiling import HALF, ONE, equation, kernel

Single = NDArray[np.float32]
Doubles = NDArray[np.float64]
Floats = NDArray[np.floating[Any]]

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 0.693359375  # nine bits, so that its product with a whole number is exact in float32
_LN2_LOW = -2.1219444005469057e-04
_LN2 = 0.6931471805599453
_SQRT_HALF = 0.7071067811865476
_LOG_TERMS = {np.dtype(np.float32): 5, np.dtype(np.float64): 11}


@equation
def power_of_e(x: float) -> float:
    """e to the power of one number between -700 and 700: by its series, with the powers of two taken out."""
    n = round(x * _LOG2_E)
    r = x - n * _LN2_HIGH - n * _LN2_LOW
    power = 1.0
    for k in range(_SERIES, 0, -1):
        power = 1.0 + power * r / k
    return math.ldexp(power, n)


@lru_cache(maxsize=4096)
def exp_of(x: float) -> float:
    """The same, for numbers that come again and again."""
    return power_of_e(x)


_SERIES = 14
_STEPS = 256
_POWERS = np.array([exp_of(_LN2 * step / _STEPS) for step in range(_STEPS)])
"""Two to the power of 0/256, 1/256 and so on."""

_LIMIT, _STEPS_OF_ONE = np.float32(87.0), np.float32(_STEPS * _LOG2_E)
_STEP_HIGH, _STEP_LOW = np.float32(_LN2_HIGH / _STEPS), np.float32(_LN2_LOW / _STEPS)
_SINGLE_POWERS = _POWERS.astype(np.float32)
_LEAST_POWER = -126
_WHOLE_POWERS = np.array([2.0 ** min(_LEAST_POWER + place, 127) for place in range(256)], dtype=np.float32)
"""Two to the power of -126, -125 and so on."""


@equation
def exp(x: Any) -> Single:
    """e to the power ``x``; beyond the range of single precision the nearest finite value.

    x is a whole number of 256ths of ln 2, looked up, and a rest so small that a short series does.
    """
    x = np.minimum(np.maximum(x, -_LIMIT), _LIMIT)
    steps = np.rint(x * _STEPS_OF_ONE)
    rest = x - steps * _STEP_HIGH
    rest = rest - steps * _STEP_LOW
    n = np.int32(steps)
    power = _SINGLE_POWERS[n & 255]
    power = power + power * (rest + rest * rest * HALF)
    result: Single = power * _WHOLE_POWERS[((n >> 8) - _LEAST_POWER) & 255]
    return result


def exp_double(x: Doubles) -> Doubles:
    """The same in double precision, for tables."""
    x = np.minimum(np.maximum(x, -700.0), 700.0)
    steps = np.rint(x * (_STEPS * _LOG2_E))
    rest = x - steps * (_LN2_HIGH / _STEPS)
    rest -= steps * (_LN2_LOW / _STEPS)
    n = steps.astype(np.int32)
    power = _POWERS.take(n & (_STEPS - 1))
    power = power + power * (rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24 + rest / 120)))))
    return np.asarray(np.ldexp(power, n >> 8))


def log(x: Floats) -> Floats:
    """Natural logarithm of positive ``x``, element by element."""
    kind = x.dtype.type
    mantissa, exponent = np.frexp(x)
    low = mantissa < kind(_SQRT_HALF)
    mantissa = np.where(low, mantissa + mantissa, mantissa)
    n = (exponent - low).astype(x.dtype)
    f = (mantissa - kind(1)) / (mantissa + kind(1))
    square = f * f
    terms = _LOG_TERMS[x.dtype]
    series = np.full_like(f, 1.0 / (2 * terms + 1))
    for k in range(terms - 1, -1, -1):
        series = series * square + kind(1.0 / (2 * k + 1))
    return np.asarray(n * kind(_LN2) + kind(2) * f * series)


@equation
def chance(hazard: Any) -> Single:
    """Probability that something of weekly rate ``hazard`` happens within the week."""
    return ONE - exp(-hazard)


@kernel
def saturation(spending: float, half: float) -> float:
    """Share of the full effect that ``spending`` reaches, when ``half`` reaches one half of it.

    1 - exp(-k spending) with k = ln 2 / half: Blattberg & Deighton 1996.
    """
    return 1.0 - power_of_e(max(-_LN2 * spending / half, -700.0))


@equation
def added(row: Floats) -> Any:
    """Sum of up to 128 numbers in eight strands: NumPy's order, and so its bits."""
    in_strands, result = len(row) // 8 * 8, row.dtype.type(0)
    if in_strands:
        a, b, c, d, e, f, g, h = row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]
        for place in range(8, in_strands, 8):
            a, b, c, d = a + row[place], b + row[place + 1], c + row[place + 2], d + row[place + 3]
            e, f, g, h = e + row[place + 4], f + row[place + 5], g + row[place + 6], h + row[place + 7]
        result = ((a + b) + (c + d)) + ((e + f) + (g + h))
    for place in range(in_strands, len(row)):
        result += row[place]
    return result
