"""The commands about run files: verify one, and write its tables."""

from pathlib import Path

from sim.commands.first_time import get_ready
from sim.engine import Simulation
from sim.record import RecordError, RunRecord
from sim.words import Words


def replay(path: Path, words: Words) -> None:
    """Plays a run file again and says how it came out."""
    game = _played_again(path, words)
    about = game.scenario.scenario
    played, rounds = len(game.checksums), game.scenario.time.rounds
    print(words("replay.run", file=path, scenario=about.id, version=about.version, seed=game.seed))
    print(words.count("replay.rounds", rounds, played=played))
    if played:
        print(words("replay.result", score=words.number(game.result().score, 1)))
        print(words("run.checksum", checksum=game.checksums[-1]))


def export(path: Path, table: str, output: Path, words: Words) -> None:
    """Plays a run file again and writes one of its tables."""
    from sim.commands.tables import check, write_table  # slow to load, and not needed to replay

    check(table, output)
    write_table(_played_again(path, words).tables(), table, output)
    print(words("export.written", file=output))


def _played_again(path: Path, words: Words) -> Simulation:
    record = RunRecord.load(path)
    get_ready(words)
    try:
        return record.replay()
    except RecordError as error:
        raise RecordError(error.said, path) from None
