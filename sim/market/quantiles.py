"""Distributions as inverse cumulative functions, so that one uniform number gives one value.

Computed with exact arithmetic only (see ``exact``); a value rises with its uniform number, which is what makes
two runs that share their luck comparable.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.market import exact
from sim.market.streams import LANE, LEVELS

Doubles = NDArray[np.float64]
Singles = NDArray[np.float32]

# Wichura 1988, algorithm AS 241 (PPND16): numerators and denominators, constant term first.
_CENTRE = (
    (3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
     45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727),
    (1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
     21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610),
)  # fmt: skip
_MIDDLE = (
    (1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
     1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
     0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
_TAIL = (
    (6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
     0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip


def _ratio(x: Doubles, polynomials: tuple[tuple[float, ...], tuple[float, ...]]) -> Doubles:
    top, bottom = np.zeros_like(x), np.zeros_like(x)
    for above, below in zip(reversed(polynomials[0]), reversed(polynomials[1]), strict=True):
        top = top * x + above
        bottom = bottom * x + below
    return np.asarray(top / bottom)


def normal(u: Doubles) -> Doubles:
    """Quantile of the standard normal distribution at ``u`` in (0, 1)."""
    q = u - 0.5
    tail = np.where(q < 0, u, 1.0 - u)
    r = np.sqrt(-exact.log(np.minimum(tail, 0.5)))
    far = np.where(r <= 5.0, _ratio(r - 1.6, _MIDDLE), _ratio(r - 5.0, _TAIL))
    return np.where(np.abs(q) <= 0.425, q * _ratio(0.180625 - q * q, _CENTRE), np.where(q < 0, -far, far))


@cache
def _gamma_curve(shape: float) -> tuple[Doubles, Doubles]:
    """Points (x, cumulative probability) of the gamma distribution with scale 1, dense near zero."""
    top = shape + 12.0 * float(np.sqrt(shape)) + 30.0
    steps = np.arange(1, 4097) / 4096.0
    x = top * steps * steps * steps * steps
    term = np.ones_like(x)
    series = np.ones_like(x)
    for n in range(1, int(1.5 * top) + 120):
        term = term * x / (shape + n)
        series = series + term
    log_density = shape * exact.log(x) - x
    cumulative = exact.exp_double(log_density - np.max(log_density)) * series
    return np.concatenate(([0.0], x)), np.concatenate(([0.0], cumulative / cumulative[-1]))


def gamma(u: Doubles, shape: float) -> Doubles:
    """Quantile of the gamma distribution with mean 1 and ``shape``.

    By interpolation in the cumulative series up to shape 100, beyond it by Wilson & Hilferty 1931.
    """
    if shape > 100:
        cube = 1.0 - 1.0 / (9.0 * shape) + normal(u) / (3.0 * np.sqrt(shape))
        return np.asarray(cube * cube * cube)
    x, cumulative = _gamma_curve(shape)
    right = np.clip(np.searchsorted(cumulative, u, side="right"), 1, len(x) - 1)
    left = right - 1
    width = cumulative[right] - cumulative[left]
    part = (u - cumulative[left]) / np.where(width > 0, width, 1.0)
    return np.asarray((x[left] + part * (x[right] - x[left])) / shape)


_ONE_BY_ONE = 400.0
"""Sum of a beta distribution's shapes up to which it is added up term by term."""


def _beta_series(x: Doubles, a: float, b: float) -> Doubles:
    """Integral of t^(a-1) (1-t)^(b-1) from 0 to ``x`` <= 1/2 (Abramowitz & Stegun 1964, 26.5.4)."""
    term = np.ones_like(x)
    series = np.ones_like(x)
    for n in range(int(2 * b) + 150):
        term = term * x * ((a + b + n) / (a + 1 + n))
        series = series + term
    return np.asarray(exact.exp_double(a * exact.log(x) + b * exact.log(1.0 - x)) * series / a)


@cache
def _beta_curve(a: float, b: float) -> tuple[Doubles, Doubles]:
    """Points (x, cumulative probability) of the beta distribution, dense near both ends."""
    steps = np.arange(1, 2049) / 2048.0
    half = 0.5 * steps * steps * steps * steps
    below, above = _beta_series(half, a, b), _beta_series(half, b, a)
    whole = below[-1] + above[-1]
    x = np.concatenate(([0.0], half, 1.0 - half[-2::-1], [1.0]))
    return x, np.concatenate(([0.0], below / whole, 1.0 - above[-2::-1] / whole, [1.0]))


def beta(u: Doubles, a: float, b: float) -> Doubles:
    """Quantile of the beta distribution with shapes ``a`` and ``b``.

    By interpolation in the cumulative series; where the shapes add up to more than 400 it is all but normal, and
    its skewness is left to one correction (Cornish & Fisher 1937).
    """
    size = a + b
    if size > _ONE_BY_ONE:
        mean, z = a / size, normal(u)
        deviation = float(np.sqrt(mean * (1.0 - mean) / (size + 1.0)))
        skewness = 2.0 * (1.0 - 2.0 * mean) * (size + 1.0) * deviation / (mean * (1.0 - mean) * (size + 2.0))
        return np.clip(mean + deviation * (z + skewness * (z * z - 1.0) / 6.0), 0.0, 1.0)
    x, cumulative = _beta_curve(a, b)
    right = np.clip(np.searchsorted(cumulative, u, side="right"), 1, len(x) - 1)
    left = right - 1
    width = cumulative[right] - cumulative[left]
    part = (u - cumulative[left]) / np.where(width > 0, width, 1.0)
    return np.asarray(x[left] + part * (x[right] - x[left]))


def _midpoints(levels: int = LEVELS) -> Doubles:
    return np.asarray((np.arange(levels) + 0.5) / levels)


def _frozen(values: exact.Floats) -> Singles:
    table = values.astype(np.float32)
    table.setflags(write=False)
    return table


@cache
def normal_table() -> Singles:
    """Standard normal values for the 4,096 levels of a draw."""
    return _frozen(normal(_midpoints()))


@cache
def gumbel_table() -> Singles:
    """Standard Gumbel values for the 4,096 levels of a draw (the luck of a logit choice)."""
    return _frozen(-exact.log(-exact.log(_midpoints())))


@cache
def exponential_table() -> Singles:
    """Exponential values with mean 1 for the 4,096 levels of a draw."""
    return _frozen(-exact.log(1.0 - _midpoints()))


@cache
def soonest_table() -> Singles:
    """The least of every 256 of the exponential values with mean 1 of a lane's 65,536: for a first look."""
    return _frozen(-exact.log(1.0 - _midpoints(LANE)[::256]))


@cache
def gamma_tables(shapes: tuple[float, ...]) -> Singles:
    """Gamma values with mean 1 for the 4,096 levels of a draw, one row for each shape."""
    return _frozen(np.stack([gamma(_midpoints(), shape) for shape in shapes]))
