"""The same body in several reports: full name, acronym, spelling (FIA / Federal Investigation Agency)."""

from __future__ import annotations

from collections.abc import Iterator

from communique.join.names import fold_name
from communique.model.claim import Claim
from communique.model.link import Join, Link

FILLERS = frozenset("the of for and on in to".split())


def words_of(name: str) -> tuple[str, ...]:
    """Return a body's words without fillers, American spelling made British (organization / organisation)."""
    return tuple(w.replace("ization", "isation").replace("center", "centre").replace("defense", "defence")
                 for w in fold_name(name) if w not in FILLERS)


def acronym_of(name: str) -> str:
    """Return the initials of a name of two words or more, else nothing."""
    words = words_of(name)
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def sign_body(claim: Claim) -> str:
    """Return the name folded, with the country: claims of the same signature are the same body."""
    return f"{' '.join(words_of(claim.record['name']))}|{claim.record.get('country') or ''}"


def block_body(claim: Claim) -> Iterator[str]:
    """Yield the folded name and every acronym it has or could have."""
    record = claim.record
    words = words_of(record["name"])
    yield " ".join(words)
    if record.get("acronym"):
        yield record["acronym"].casefold()
    if acronym_of(record["name"]):
        yield acronym_of(record["name"])
    if len(words) == 1:
        yield words[0]


def compare_bodies(a: Claim, b: Claim) -> Link | None:
    """Return a `same` link when the names are one or one is the other's acronym, and no country speaks against it."""
    x, y = a.record, b.record
    if x.get("country") and y.get("country") and x["country"] != y["country"]:
        return None
    one, two = words_of(x["name"]), words_of(y["name"])
    if one == two:
        return Link("same", a.key, b.key, 0.9, ("same name",), "same.body.name")
    short, long = (x, y) if len(one) <= len(two) else (y, x)
    shorts = {short["name"].casefold(), (short.get("acronym") or "").casefold()} - {""}
    if long.get("acronym") and long["acronym"].casefold() in shorts:
        same_country = bool(x.get("country")) and x.get("country") == y.get("country")
        return Link("same", a.key, b.key, 0.85 if same_country else 0.75, (f"acronym {long['acronym']} given",), "same.body.acronym")
    if len(words_of(short["name"])) == 1 and short["name"].isupper() and short["name"].casefold() == acronym_of(long["name"]):
        # Initials alone fit many names: they join only within one country.
        same_country = bool(x.get("country")) and x.get("country") == y.get("country")
        return Link("same", a.key, b.key, 0.7 if same_country else 0.4, (f"{short['name']} are the initials",), "same.body.initials")
    return None


JOIN = Join("bodies", "bodies", sign_body, block_body, compare_bodies)
