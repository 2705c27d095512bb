"""The command itself: it says where the desk is, answers there, and ends when it is stopped."""

from __future__ import annotations

import io
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from communique.cli import main
from communique.desk.security.accounts import Accounts
from communique.desk.settings import Settings
from tests.patience import PATIENCE_SECONDS

COMMAND = (sys.executable, "-c", "from communique.cli import main; main()")


def test_desk_says_where_it_is_and_ends_with_ctrl_c(golden_register: Path, tmp_path: Path) -> None:
    shutil.copy(golden_register, tmp_path / "register.db")
    arguments = ("desk", "--register", str(tmp_path / "register.db"), "--port", "0", "--no-browser")
    process = subprocess.Popen(
        (*COMMAND, *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored where tests run in the background
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.fullmatch(r"The desk of \S+ is at (http://127\.0\.0\.1:\d+/) \(stop it with Ctrl-C\)\.\n", said)
        assert found, said
        answer = httpx.get(found[1] + "undertakings", timeout=PATIENCE_SECONDS)
        assert answer.status_code == 200 and "Undertakings" in answer.text
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 130
        assert "Traceback" not in errors
    finally:
        process.kill()


def test_desk_for_others_refuses_to_start_without_accounts(
    register_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["desk", "--host", "0.0.0.0", "--port", "0", "--no-browser"])
    assert ended.value.code == 2
    assert "needs accounts" in capsys.readouterr().err
    assert not register_file.exists()


def test_port_that_is_taken_is_told(register_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from communique.desk.serving import listen

    taken = listen("127.0.0.1", 0)
    taken.listen()
    with pytest.raises(SystemExit) as ended:
        main(["desk", "--port", str(taken.getsockname()[1]), "--no-browser"])
    taken.close()
    assert ended.value.code == 2
    assert "Nothing can listen at 127.0.0.1" in capsys.readouterr().err


def test_accounts_are_added_listed_and_removed(
    register_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*arguments: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["desk-account", *arguments])
        return int(str(ended.value.code))

    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    assert call("ada", "--role", "editor") == 0
    accounts = Accounts(Settings(register_file).accounts)
    assert accounts.check("ada", "correct horse battery") is not None
    capsys.readouterr()
    assert call() == 0
    assert capsys.readouterr().out == "ada\teditor\n"
    assert call("ada", "--remove") == 0
    assert not accounts.list()
    assert call("ada", "--remove") == 3
