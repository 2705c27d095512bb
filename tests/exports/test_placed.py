"""A file has its name when it is complete; what is no ordinary file is never replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from communique.errors import SourceError
from communique.exports.placed import placed_file


def test_older_file_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "records"
    target.write_text("old")
    with placed_file(target) as file:
        file.write("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_failure_leaves_the_older_file(tmp_path: Path) -> None:
    target = tmp_path / "records"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), placed_file(target) as file:
        file.write("half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a thing of Unix")
def test_named_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with placed_file(pipe) as file:
        file.write("through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()


def test_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(SourceError), placed_file(tmp_path):
        pass
