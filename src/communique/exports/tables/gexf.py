"""GEXF 1.2: who meets whom as a graph, for Gephi and networkx. A node a person, an edge the contacts of two.

Dates stay attributes of the edge (`first`, `last`): a dynamic graph would say that a contact lasted between them.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from communique.errors import UsageError
from communique.exports.placed import placed_path
from communique.exports.tables.exporter import TableExporter
from communique.model.table import Table

NAMESPACE = "http://www.gexf.net/1.2draft"
PAIR = frozenset({"a", "a_name", "a_country", "b", "b_name", "b_country", "contacts", "first", "last"})


def holds(table: Table) -> bool:
    """True for tables of pairs."""
    return {column.name for column in table.columns} >= PAIR


def write(table: Table, target: Path) -> str:
    """Write the graph of a table of pairs; return how large it is."""
    if not holds(table):
        raise UsageError("view-without-pairs", f"The rows of {table.name} are no pairs.", "GEXF holds network.")
    people = {row[end]: (row[f"{end}_name"], row[f"{end}_country"]) for row in table.rows for end in ("a", "b")}
    root = ElementTree.Element("gexf", {"xmlns": NAMESPACE, "version": "1.2"})
    meta = ElementTree.SubElement(root, "meta")
    ElementTree.SubElement(meta, "creator").text = "communique"
    ElementTree.SubElement(meta, "description").text = " ".join(table.notes)
    graph = ElementTree.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    _declare(graph, "node", ("country",))
    _declare(graph, "edge", ("first", "last"))
    nodes = ElementTree.SubElement(graph, "nodes")
    for key, (name, country) in sorted(people.items()):
        node = ElementTree.SubElement(nodes, "node", {"id": str(key), "label": _printable(name)})
        _give(node, {"country": country})
    edges = ElementTree.SubElement(graph, "edges")
    for number, row in enumerate(table.rows):
        ends = {"id": str(number), "source": str(row["a"]), "target": str(row["b"]), "weight": str(row["contacts"])}
        _give(ElementTree.SubElement(edges, "edge", ends), {"first": row["first"], "last": row["last"]})
    with placed_path(target) as part:
        ElementTree.ElementTree(root).write(part, encoding="utf-8", xml_declaration=True)
    return f"A graph of {len(people):,} persons and {len(table.rows):,} pairs."


def _declare(graph: ElementTree.Element, of: str, names: tuple[str, ...]) -> None:
    attributes = ElementTree.SubElement(graph, "attributes", {"class": of, "mode": "static"})
    for name in names:
        ElementTree.SubElement(attributes, "attribute", {"id": name, "title": name, "type": "string"})


def _give(element: ElementTree.Element, values: dict[str, str | None]) -> None:
    given = ElementTree.SubElement(element, "attvalues")
    for name, value in values.items():
        if value:
            ElementTree.SubElement(given, "attvalue", {"for": name, "value": _printable(value)})


def _printable(text: str) -> str:
    """Return text without signs that XML cannot hold."""
    return "".join(char for char in text if char.isprintable())


EXPORTER = TableExporter("gexf", ".gexf", "a graph of who meets whom, for Gephi", write, holds)
