"""Contracts as a scenario describes them: how long they run, how customers come by one, how they end."""

from sim.scenario.fields import Section, number


class Contract(Section):
    """A subscription: each period the customer pays, and at its end renews or quits."""

    period_weeks: float = number(4, 1, 104, "weeks", "Weeks that a payment covers; then the contract is renewed.")
    search: float = number(0.05, 0, 7, "per week", "How often someone without a contract looks for one.")


class Quitting(Section):
    """The chance of quitting at a renewal differs between people with a beta distribution.

    The shifted-beta-geometric model of contract survival (Fader & Hardie 2007).
    """

    a: float = number(0.8, 0.05, 200, "", "First shape; the mean chance is a / (a + b).")
    b: float = number(12.0, 0.05, 200, "", "Second shape: the smaller both are, the more people differ.")


class RenewalRule(Section):
    """How a relationship moves the odds of quitting (signs: Bolton 1998; Gustafsson et al. 2005; levels D)."""

    satisfaction: float = number(2.4, 0, 20, "log-odds", "Effect of satisfaction above .6 against quitting.")
    commitment: float = number(2.0, 0, 20, "log-odds", "Effect of commitment above .5 against quitting.")
