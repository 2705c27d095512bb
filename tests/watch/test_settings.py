"""What is off in feeds.toml is said, all of it, with what should stand there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from communique.errors import CommuniqueError
from communique.watch import FeedSettings, read_settings
from communique.watch.settings import DEAD_AFTER

ROOT = Path(__file__).resolve().parents[2]


def read(folder: Path, written: str):  # type: ignore[no-untyped-def]
    file = folder / "feeds.toml"
    file.write_text(written, encoding="utf-8")
    return read_settings(file)


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        'contact = "desk@example.org"\ninterval = "2h"\ndead_after = "3d"\npages = "kept"\n'
        '[[feed]]\nname = "A"\nurl = "https://a.example/rss"\noutlet = "The A"\ninterval = "10m"\ntext = "feed"\n'
        '[[feed]]\nurl = "https://b.example/rss"\n',
    )
    hours = timedelta(hours=2)
    assert settings.feeds == (
        FeedSettings("A", "https://a.example/rss", "The A", timedelta(minutes=10), "feed"),
        FeedSettings("https://b.example/rss", "https://b.example/rss", None, hours, "page"),
    )
    assert (settings.contact, settings.dead_after) == ("desk@example.org", timedelta(days=3))
    assert settings.pages == tmp_path / "kept"


def test_the_example_in_the_documents_is_right(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    settings = read(tmp_path, example)
    assert len(settings.feeds) == 2 and settings.dead_after == DEAD_AFTER


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "there is no [[feed]]"),
        ("[[feed]\n", "is no TOML"),
        ('[[feed]]\nname = "A"\n', "feed 1: it has no url"),
        ('[[feed]]\nurl = "ftp://a.example/"\n', "feed 1: “ftp://a.example/” is no link to a page of the web"),
        ('[[feed]]\nurl = "https://a.example/"\nintervall = "1h"\n', "did you mean interval?"),
        ('[[feed]]\nurl = "https://a.example/"\ninterval = 30\n', 'such as "30m"'),
        ('[[feed]]\nurl = "https://a.example/"\ninterval = "5s"\n', "a minute or more"),
        ('[[feed]]\nurl = "https://a.example/"\ntext = "all"\n', "should be page or feed"),
        ('[[feed]]\nurl = "https://a.example/"\nname = 3\n', "name should be some text"),
        ('[[feed]]\nurl = "https://a.example/"\n[[feed]]\nurl = "https://a.example/"\n', "two feeds have the url"),
        ("feed = [1]\n", "feed 1: it is no table"),
    ],
)
def test_what_is_off_is_said(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(CommuniqueError) as refused:
        read(tmp_path, written)
    assert said in str(refused.value), refused.value


def test_all_that_is_off_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError) as refused:
        read(tmp_path, 'interval = "x"\n[[feed]]\nname = "A"\n[[feed]]\nurl = "u"\n')
    assert all(said in str(refused.value) for said in ("interval should", "feed 1: it has no url", "feed 2: “u”"))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError) as refused:
        read_settings(tmp_path / "none.toml")
    assert refused.value.code == "feeds-unreadable"
