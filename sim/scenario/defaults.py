"""What an author leaves out of a group that has values of its own in its place.

The lever ``training`` works with half its effect at 30 and not at the 0.15 of other levers; who sets only its share
must not lose that.
"""

from typing import Any

from pydantic import BaseModel

from sim.scenario.schema import Scenario
from sim.scenario.settings import Group, settings


def fill_in(data: Any, group: Group = Scenario) -> None:
    """Adds to the groups in ``data`` what they have by default where they stand, unless it is given."""
    if not isinstance(data, dict):
        return
    for setting in settings(group):
        given = data.get(setting.name)
        if setting.group is None or given is None:
            continue
        for part in given if setting.many and isinstance(given, list) else [given]:
            fill_in(part, setting.group)
        if isinstance(given, dict) and not setting.required and isinstance(setting.default, BaseModel):
            for name, value in setting.default.model_dump(mode="json", exclude_unset=True).items():
                given.setdefault(name, value)
