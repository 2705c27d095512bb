"""Write a trained coder as int8 ONNX, with its vocabulary and what it was trained on.

In: a `Coder`, `PlaceHeads` and the base model's tokenizer. Out: `encoder.onnx`, `heads.onnx`, `places.onnx` and
`tokenizer.json` in a folder. Only
the encoder is quantised, its states sentence by sentence: a run-time call holds one sentence, so that what is said of
it does not depend on others. The heads are small, and how many spots they are given depends on who asks: they stay in
full.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from communique.learned.spots import ALL_FACTS, FACTS
from training.encoder import WIDTH, Coder
from training.fit_places import PlaceHeads

OPSET = 17
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


class Encoder(nn.Module):
    """The encoder as it is run: one sentence, a state for each piece."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, ids: Tensor) -> Tensor:
        """Return the states of one sentence's pieces."""
        return self.coder.upper(self.coder.lower(ids, None, 0), None, 0)[0]


class Heads(nn.Module):
    """The heads as they are run: any number of spots of one sentence, probabilities of all tasks in one row."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, states: Tensor, heads: Tensor, runs: Tensor, facts: Tensor) -> Tensor:
        """Return a row of probabilities for each spot: the tasks' labels one after another."""
        whole = states.mean(0, keepdim=True).expand(heads.shape[0], -1)
        hidden = nn.functional.gelu(self.coder.hidden(torch.cat([heads @ states, runs @ states, whole, facts], -1)))
        return torch.cat([head(hidden).softmax(-1) for head in self.coder.heads.values()], -1)


def write_model(coder: Coder, folder: Path) -> None:
    """Write the coder as `encoder.onnx`, in int8, and `heads.onnx`."""
    coder.eval()
    ids = torch.ones(1, 24, dtype=torch.long)
    with TemporaryDirectory() as temporary:
        plain = Path(temporary) / "encoder.onnx"
        export(Encoder(coder), {"ids": (ids, {1: "pieces"})}, "states", {0: "pieces"}, plain)
        # Seven bits a weight: with eight, processors without VNNI would saturate and say something else.
        quantize_dynamic(
            plain, folder / "encoder.onnx", op_types_to_quantize=["MatMul", "Gather"], per_channel=True,
            reduce_range=True, weight_type=QuantType.QInt8,
        )  # fmt: skip
    export_heads(Heads(coder), len(FACTS), folder / "heads.onnx")


def write_places(places: PlaceHeads, folder: Path) -> None:
    """Write the heads of places as `places.onnx`."""
    export_heads(places.eval(), ALL_FACTS, folder / "places.onnx")


def export_heads(module: nn.Module, facts: int, file: Path) -> None:
    """Write heads that are given so many facts of a spot."""
    states, weights = torch.zeros(24, WIDTH), torch.full((3, 24), 1 / 24)
    inputs = {
        "states": (states, {0: "pieces"}),
        "heads": (weights, {0: "spots", 1: "pieces"}),
        "runs": (weights, {0: "spots", 1: "pieces"}),
        "facts": (torch.zeros(3, facts), {0: "spots"}),
    }
    export(module, inputs, "shares", {0: "spots"}, file)


def export(
    module: nn.Module, inputs: dict[str, tuple[Tensor, dict[int, str]]], output: str, axes: dict[int, str], file: Path
) -> None:
    """Write a module as ONNX; `inputs` are examples with their free axes."""
    torch.onnx.export(
        module, tuple(example for example, _ in inputs.values()), str(file), dynamo=False, opset_version=OPSET,
        input_names=list(inputs), output_names=[output],
        dynamic_axes={name: free for name, (_, free) in inputs.items()} | {output: axes},
    )  # fmt: skip


def prune(tokenizer_file: Path, texts: Iterable[str]) -> tuple[str, list[int]]:
    """Return a tokenizer file without the pieces that `texts` never use, and the old numbers of the kept ones.

    All pieces of one character stay: any word can still be cut.
    """
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    described = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = described["model"]["vocab"]
    used = {number for encoding in tokenizer.encode_batch(list(texts)) for number in encoding.ids}
    kept = sorted(
        n for piece, n in vocabulary.items() if n in used or piece in SPECIAL or len(piece.removeprefix("##")) == 1
    )
    new = {old: number for number, old in enumerate(kept)}
    described["model"]["vocab"] = {piece: new[n] for piece, n in vocabulary.items() if n in new}
    for token in described["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in described["post_processor"]["special_tokens"].values():
        token["ids"] = [new[n] for n in token["ids"]]
    described["padding"] = described["truncation"] = None
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")), kept
