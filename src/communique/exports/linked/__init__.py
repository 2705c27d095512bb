"""What the register holds as linked things rather than rows: entities, annotations, bundles, each format read back by
the library its users use.

A new format is one file here and one line in `LINKED_EXPORTERS`.
"""

from __future__ import annotations

from communique.exports.linked import follow_the_money, stix, web_annotations
from communique.exports.linked.exporter import LinkedExporter

LINKED_EXPORTERS: tuple[LinkedExporter, ...] = (
    follow_the_money.EXPORTER,
    web_annotations.EXPORTER,
    stix.EXPORTER,
)

__all__ = ["LINKED_EXPORTERS", "LinkedExporter"]
