"""Settings survive everything, or say in one sentence why not."""

import json
import os
from pathlib import Path

import pytest

from game import settings
from game.settings import Settings
from sim.resources import home


def test_what_is_saved_is_loaded() -> None:
    chosen = Settings("es", 150, "dark", True, True, 4)
    assert settings.save(chosen) is None
    assert settings.load() == (chosen, None)


def test_without_a_file_the_language_is_the_system_s(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    assert settings.load()[0].language == "es"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert settings.load()[0].language == "en"


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_damaged_file_gives_the_defaults_and_a_notice(content: bytes) -> None:
    home().mkdir(exist_ok=True)
    file = home() / "settings.json"
    file.write_bytes(content)
    loaded, notice = settings.load()
    assert (loaded.text_size, loaded.theme) == (100, "light")
    assert notice is not None
    assert notice.key == "notice.settings_unreadable"
    assert file.read_bytes() == content


def test_impossible_values_are_passed_over_one_by_one() -> None:
    home().mkdir(exist_ok=True)
    wrong = {"language": "xx", "text_size": True, "theme": "dark", "speed": 99, "full_screen": "yes", "more": 1}
    (home() / "settings.json").write_text(json.dumps(wrong))
    loaded, notice = settings.load()
    assert notice is None
    assert loaded.theme == "dark"
    assert (loaded.text_size, loaded.speed, loaded.full_screen) == (100, 1, False)


def test_a_home_that_cannot_be_written_is_said_and_survived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("ESCALERA_HOME", str(blocked))
    assert settings.load()[1] is not None or os.name == "nt"
    notice = settings.save(Settings())
    assert notice is not None
    assert notice.key == "notice.settings_not_saved"
