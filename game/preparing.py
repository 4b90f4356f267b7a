"""The first game on a computer: the model is compiled apart, while the player looks around."""

import subprocess
import sys


class Preparation:
    """What is going on to make the model ready; nothing where it is ready already."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Compile in a process of its own, if anything is left to compile and can be kept."""
        from sim import compiled  # reads the rules' files, for which the first frame does not wait

        if compiled.complete() or compiled.FOLDER is None:
            return
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sim.preparing"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no console flashes up on Windows
        )

    @property
    def over(self) -> bool:
        """Whether a game can begin. If the process failed it can too: it will compile as it goes."""
        return self._process is None or self._process.poll() is not None

    @property
    def progress(self) -> float:
        """About how much is done, 0..1."""
        from sim import compiled

        return 1.0 if self.over else compiled.progress()
