"""The learned model as shipped: a small encoder in ONNX, run on one thread, one sentence a call.

In: a sentence's words, its spots and their facts. Out: for each spot the probabilities of all tasks' labels. One
sentence a call because the int8 encoder scales its numbers by what it is given together: in a batch, a sentence's
neighbours would change what is said of it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from communique.errors import SourceError
from communique.learned.pieces import Cutter, Pieces, load_tokenizer
from communique.model.opinion import Opinion, Spot

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

# Decimals of a probability: the last bits differ between processors.
DECIMALS = 3
PARTS = ("encoder.onnx", "heads.onnx", "places.onnx")
# What heads give: for each task its labels, in the order of their output.
Labels = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence after the encoder: its pieces and a state for each."""

    pieces: Pieces
    states: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model: its heads for the tasks of kinds, and those for the tasks of places, with their labels."""

    encoder: InferenceSession
    heads: InferenceSession
    places: InferenceSession | None
    cutter: Cutter
    labels: Labels
    place_labels: Labels

    def encode(self, words: Sequence[str]) -> Encoded:
        """Return one sentence encoded."""
        pieces = self.cutter.cut(words)
        return Encoded(pieces, self.encoder.run(None, {"ids": pieces.ids[None]})[0])

    def opinions(self, sentence: Encoded, spots: Sequence[Spot], facts: Sequence[Sequence[float]]) -> list[Opinion]:
        """Return an opinion of the kinds' tasks for each spot of a sentence; spots index its words."""
        return told(self.heads, self.labels, sentence, spots, facts)

    def opinions_of_places(
        self, sentence: Encoded, spots: Sequence[Spot], facts: Sequence[Sequence[float]]
    ) -> list[Opinion]:
        """Return an opinion of the places' tasks for each spot of a sentence."""
        if self.places is None:
            raise SourceError("model-altered", "The coder's model lacks places.onnx.", "Install communique again.")
        return told(self.places, self.place_labels, sentence, spots, facts)


def told(
    heads: InferenceSession, labels: Labels, sentence: Encoded, spots: Sequence[Spot], facts: Sequence[Sequence[float]]
) -> list[Opinion]:
    """Return what heads say of each spot of a sentence."""
    at_heads, runs = sentence.pieces.weights(spots)
    known = np.array(facts, dtype=np.float32)
    given = {"states": sentence.states, "heads": at_heads, "runs": runs, "facts": known}
    rows = np.round(heads.run(None, given)[0].astype(np.float64), DECIMALS)
    bounds = [0, *accumulate(map(len, labels.values()))]
    return [
        Opinion(
            {
                task: dict(zip(names, row[first:end].tolist(), strict=True))
                for (task, names), (first, end) in zip(labels.items(), pairwise(bounds), strict=True)
            }
        )
        for row in rows
    ]


def load_model(folder: Path) -> Model:
    """Load the model of a folder: its ONNX files and `tokenizer.json`, described by `model.toml`."""
    described: dict[str, Any] = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    labels, place_labels = (
        {task: tuple(names) for task, names in described.get(part, {}).items()} for part in ("labels", "places")
    )
    encoder, heads, places = (
        load_part(folder / name, described["sha256"][name]) if name in described["sha256"] else None for name in PARTS
    )
    assert encoder is not None and heads is not None
    return Model(encoder, heads, places, Cutter(load_tokenizer(folder / "tokenizer.json")), labels, place_labels)


def load_part(file: Path, recorded: str) -> InferenceSession:
    """Load one ONNX file, if it is the one that `model.toml` records."""
    import onnxruntime

    weights = file.read_bytes()
    digest = hashlib.sha256(weights).hexdigest()
    if digest != recorded:
        raise SourceError(
            "model-altered",
            f"The coder's model {file.name} is not the one that was measured (SHA-256 {digest[:12]}…, recorded "
            f"{recorded[:12]}…): nothing was run.",
            "Install communique again, or read with --rules-only.",
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=2)
def model_of(language: str) -> Model | None:
    """Return the shipped model of a language, loaded once in a process; None where it has none."""
    folder = resources.files("communique.learned").joinpath(language)
    with resources.as_file(folder) as path:
        return load_model(path) if (path / "model.toml").is_file() else None
