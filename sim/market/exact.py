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

Floats = NDArray[np.floating[Any]]

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 0.693145751953125  # exact in float32, so that n * _LN2_HIGH is exact for small n
_LN2_LOW = 1.4286068203094172e-06
_LN2 = 0.6931471805599453
_SQRT_HALF = 0.7071067811865476
_EXP_TERMS = {np.dtype(np.float32): 7, np.dtype(np.float64): 13}
_LOG_TERMS = {np.dtype(np.float32): 5, np.dtype(np.float64): 11}
_EXP_RANGE = {np.dtype(np.float32): 87.0, np.dtype(np.float64): 700.0}


def _reciprocal_factorials(terms: int) -> list[float]:
    factors = [1.0]
    for n in range(1, terms + 1):
        factors.append(factors[-1] / n)
    return factors


_COEFFICIENTS = {kind: _reciprocal_factorials(terms) for kind, terms in _EXP_TERMS.items()}


def exp(x: Floats) -> Floats:
    """e to the power ``x``, element by element; beyond the range of the type the nearest finite value."""
    kind = x.dtype.type
    limit = _EXP_RANGE[x.dtype]
    x = np.minimum(np.maximum(x, kind(-limit)), kind(limit))
    n = np.rint(x * kind(_LOG2_E))
    r = x - n * kind(_LN2_HIGH)
    r -= n * kind(_LN2_LOW)
    coefficients = _COEFFICIENTS[x.dtype]
    power = r * kind(coefficients[-1])
    for coefficient in coefficients[-2:0:-1]:
        power += kind(coefficient)
        power *= r
    power += kind(1)
    return np.asarray(np.ldexp(power, n.astype(np.int32)))


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


def chance(hazard: Floats) -> Floats:
    """Probability that something of weekly rate ``hazard`` happens within the week."""
    return np.asarray(hazard.dtype.type(1) - exp(-hazard))


@lru_cache(maxsize=4096)
def saturation(spending: float, half: float) -> float:
    """Share of the full effect that ``spending`` reaches, when ``half`` reaches one half of it.

    1 - exp(-k spending) with k = ln 2 / half: Blattberg & Deighton 1996.
    """
    return 1.0 - exp_of(max(-_LN2 * spending / half, -700.0))


def exp_of(x: float) -> float:
    """e to the power of one number: the steps of `exp` without the cost of arrays."""
    n = round(x * _LOG2_E)
    r = x - n * _LN2_HIGH - n * _LN2_LOW
    power = 0.0
    for coefficient in reversed(_COEFFICIENTS[np.dtype(np.float64)]):
        power = power * r + coefficient
    return math.ldexp(power, n)
