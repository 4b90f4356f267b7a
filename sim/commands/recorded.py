"""The commands about run files: verify one, and write its tables."""

from pathlib import Path

from sim.engine import Simulation
from sim.record import RecordError, RunRecord


def replay(path: Path) -> None:
    """Plays a run file again and says how it came out."""
    game = _played_again(path)
    about = game.scenario.scenario
    played, rounds = len(game.checksums), game.scenario.time.rounds
    print(f"{path}: {about.id} version {about.version}, seed {game.seed}")
    print(f"{played} of {rounds} rounds played again; every checksum is as recorded")
    if played:
        print(f"Result so far: {game.result().score:.1f} of 100")
        print(f"Checksum of the last round: {game.checksums[-1]}")


def export(path: Path, table: str, output: Path) -> None:
    """Plays a run file again and writes one of its tables."""
    from sim.commands.tables import check, write_table  # slow to load, and not needed to replay

    check(table, output)
    write_table(_played_again(path).tables(), table, output)
    print(f"{output} written")


def _played_again(path: Path) -> Simulation:
    record = RunRecord.load(path)
    try:
        return record.replay()
    except RecordError as error:
        raise RecordError(f"{path}: {error}") from None
