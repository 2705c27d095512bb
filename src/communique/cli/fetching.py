"""One run of `communique fetch`: links in, a page of each in the folder, and from there into the register."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from communique.cli.failures import say
from communique.cli.reading import code_and_write
from communique.errors import BrokenPromise, CommuniqueError, UsageError
from communique.fetch import Fetcher, Kept, Pages, clean_link
from communique.fetch.clock import Clock
from communique.register import name_register, pages_beside

TOGETHER = 8  # links under way at once; those of one host wait for each other all the same


def fetch_and_read(links: Sequence[str], out: Path | None, contact: str, register: str | None) -> bool:
    """Fetch links into a folder and read the pages, unless only a folder was named; return whether all went well."""
    wanted = list(dict.fromkeys(clean_link(link) for link in find_links(links)))
    if not wanted:
        raise UsageError("links-missing", "No link was given.", "Name one, or give a list on standard input.")
    is_read = register is not None or out is None
    place = name_register(register)
    folder = out or pages_beside(place)
    results = asyncio.run(fetch_all(wanted, Pages(folder), contact))
    kept = [result for result in results if isinstance(result, Kept)]
    for link, result in zip(wanted, results, strict=True):
        if isinstance(result, CommuniqueError):
            say(f"{link}: {result}")
    if not is_read:
        for one in kept:
            print(one.path)
        return len(kept) == len(wanted)
    is_coded = not kept or code_and_write(
        [str(one.path) for one in kept], as_json=False, exports=(), output=None, jobs=1, register=place
    )
    return is_coded and len(kept) == len(wanted)


def find_links(links: Sequence[str]) -> Iterator[str]:
    """Yield the links that were given, those of standard input for `-`; empty lines and comments are passed over."""
    for link in links:
        for line in sys.stdin if link == "-" else (link,):
            if line.strip() and not line.lstrip().startswith("#"):
                yield line.strip()


async def fetch_all(links: Sequence[str], pages: Pages, contact: str) -> list[Kept | CommuniqueError]:
    """Fetch links, several at once; return in their order what is kept of each, or why nothing is."""
    clock, under_way = Clock(), asyncio.Semaphore(TOGETHER)
    async with Fetcher(clock, contact=contact) as fetcher:

        async def fetch_one(link: str) -> Kept | CommuniqueError:
            async with under_way:
                try:
                    return await pages.fetch(fetcher, link, clock)
                except CommuniqueError as error:
                    return error
                except Exception as error:  # the other links are read all the same
                    return BrokenPromise("fetch-defect", f"a defect of ours: {type(error).__name__}: {error}")

        return list(await asyncio.gather(*map(fetch_one, links)))
