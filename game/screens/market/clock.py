"""How fast weeks pass: paused, at one of three speeds, or straight to the end of the round."""

from game.settings import SPEEDS

WEEK_SECONDS = 1.6
SKIP_PACE = 6.0


class Clock:
    """Counts the seconds until the next week is due."""

    def __init__(self, speed: int = 1) -> None:
        self.speed = speed if speed in SPEEDS else SPEEDS[0]
        self.running = False
        self.paused = False
        self.skipping = False
        self._waited = 0.0

    def start(self) -> None:
        """A round begins."""
        self.running, self.paused, self.skipping, self._waited = True, False, False, WEEK_SECONDS / 2

    def stop(self) -> None:
        self.running = self.skipping = False

    def set_speed(self, speed: int) -> None:
        self.speed, self.paused, self.skipping = speed, False, False

    def toggle_pause(self) -> None:
        self.paused, self.skipping = not self.paused, False

    def skip(self) -> None:
        self.skipping, self.paused = True, False

    @property
    def pace(self) -> float:
        """How fast people walk."""
        return SKIP_PACE if self.skipping else float(self.speed)

    def due(self, seconds: float) -> bool:
        """Let seconds pass; whether a week is due. Never more than one, so that no frame is late."""
        if not self.running or self.paused:
            return False
        self._waited += seconds * self.speed
        if self.skipping or self._waited >= WEEK_SECONDS:
            self._waited = 0.0
            return True
        return False
