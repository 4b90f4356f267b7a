"""Constants of what reaches beyond today's customers: winning back the lost, design, users behind buyers."""

from sim.scenario.fields import Section, number


class WinBackRule(Section):
    """Who comes back when invited (Thomas, Blattberg & Fox 2004; Kumar, Bhagwat & Zhang 2015: signs; levels D)."""

    base: float = number(-3.0, -20, 20, "utility", "Readiness of one who just left from the lowest step, unasked.")
    offer: float = number(2.0, 0, 20, "utility", "What an offer at its ceiling adds.")
    height: float = number(1.5, 0, 20, "utility", "What having stood at the top of the ladder adds.")
    fading: float = number(1.2, 0, 20, "utility per year", "What each year since they left takes away.")
    breach: float = number(1.5, 0, 20, "utility", "What a promise broken in the last purchase takes away.")
    welcome: float = number(1.6, 0, 20, "utility", "Pull of an accepted invitation until the next purchase.")


class DesignRule(Section):
    """Differential value: slow to build, slow to fade, and it holds without any contact (levels D)."""

    speed: float = number(0.015, 0, 1, "per week", "Share of what is missing that money at its ceiling builds.")
    fading: float = number(0.006, 0, 0.5, "per week", "Share that fades by itself.")
    brand: float = number(0.004, 0, 1, "per week", "How fast a full design lifts the brand.")
    value: float = number(0.8, 0, 20, "utility", "Weight of design in the choices of those who use the product.")
    hold: float = number(0.6, 0, 1, "share", "Part of self-deterioration that a full design spares.")


class UsersRule(Section):
    """How buyers learn what those who use the product think of it (level D)."""

    speed: float = number(0.08, 0, 1, "per week", "How fast users who are fully listened to move their buyer.")
