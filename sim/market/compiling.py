"""Rules at the speed of the processor: equations, and the kernels that take customers through them.

An ``equation`` is written once, for one customer or for arrays of them: Python applies it to arrays, a kernel to
one customer after another. A ``kernel`` is a phase's loop over customers. Numba compiles it when it is first needed
and keeps it on the disk from then on. Nothing is reordered or contracted, so its bits are those of IEEE arithmetic.

Customers' numbers are single precision. There ``1 - x`` would be double, so constants are named: ``ONE - x``.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, ParamSpec, TypeVar

import numba
import numpy as np
from numba.extending import overload, register_jitable
from numpy.typing import NDArray
from pydantic import BaseModel

from sim.compiled import FOLDER

P = ParamSpec("P")
R = TypeVar("R")

Number = float | np.float32
"""A broken number: Python's to Python, single precision in kernels."""

ZERO, HALF, ONE, TWO, FOUR = (np.float32(number) for number in (0, 0.5, 1, 2, 4))


if FOLDER is not None:
    numba.config.CACHE_DIR = str(FOLDER)  # type: ignore[attr-defined]  # made when Numba is loaded


def equation(function: Callable[P, R]) -> Callable[P, R]:
    """A rule that Python applies to arrays, and kernels to one customer."""
    usable: Callable[P, R] = register_jitable(function)
    return usable


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """A loop over customers, compiled."""
    compiled: Callable[P, R] = numba.njit(cache=FOLDER is not None, error_model="numpy")(function)
    return compiled


def either(condition: Any, yes: Any, no: Any) -> Any:
    """``yes`` where the condition holds, otherwise ``no``: for an equation, of arrays or of one customer."""
    return np.where(condition, yes, no)


@overload(either)
def _either(condition: Any, yes: Any, no: Any) -> Any:
    def of_one(condition: Any, yes: Any, no: Any) -> Any:
        return yes if condition else no

    return of_one


@equation
def unit(x: Any) -> Any:
    """``x``, or the nearest of 0 and 1."""
    return np.minimum(np.maximum(x, ZERO), ONE)


@equation
def picked(values: Any, places: NDArray[np.int64]) -> Any:
    """The ``values`` at some places, as ``values[places]``: a loop is compiled in a tenth of the time."""
    some = np.empty(len(places), values.dtype)
    for place in range(len(places)):
        some[place] = values[places[place]]
    return some


def numbers(section: BaseModel, broken: Literal["f4", "f8"] = "f4") -> Any:
    """The numbers of a section of the scenario for kernels: an array of one record, with the section's names.

    Broken numbers are single precision unless ``broken`` says otherwise. What is not a number is left out.
    """
    kind, values = _record(section, {bool: "?", int: "i8", float: broken})
    return np.array([values], dtype=_known(kind))


@cache
def _known(kind: np.dtype[Any]) -> np.dtype[Any]:
    """The first of equal types: kernels know that one at once, and compare others field by field at every call."""
    return kind


def _record(section: BaseModel, kinds: Mapping[type, str]) -> tuple[np.dtype[Any], tuple[Any, ...]]:
    fields: list[tuple[str, Any]] = []
    values: list[Any] = []
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            kind, value = _record(value, kinds)
        elif isinstance(value, bool | int | float):
            kind = np.dtype(kinds[type(value)])
        else:
            continue
        fields.append((name, kind))
        values.append(value)
    return np.dtype(fields, align=True), tuple(values)
