"""Fit the encoder to examples: sentences of like length in a batch, fixed seeds, the lower layers computed once.

In: examples and the base model. Out: a trained `Coder`. On two processor cores the layers that are not trained cost
most: their states are computed once for each sentence and kept.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from communique.learned.pieces import LONGEST, Cutter, Pieces
from communique.learned.spots import FACTS
from training.encoder import WIDTH, Coder, load_base
from training.examples import Example
from training.labels import LABELS, UNKNOWN

PADDING = -1e4


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. `frozen`: how many lower layers (with the embedding) stay as the base model has them."""

    layers: int = 2
    frozen: int = 0
    epochs: int = 5
    batch: int = 32
    rate: float = 2e-4
    head_rate: float = 1e-3
    seed: int = 1
    # The most that a rare label counts against the most frequent one in the loss.
    rarest: float = 3.0


@dataclass(slots=True)
class Item:
    """One sentence ready for training: states after the frozen layers, weights, facts, labels by task."""

    example: Example
    pieces: Pieces
    heads: Tensor
    runs: Tensor
    facts: Tensor
    labels: dict[str, Tensor]
    optional: dict[str, Tensor]
    states: Tensor = field(default_factory=lambda: torch.empty(0))


def make_items(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Item]:
    """Return the examples as tensors."""
    items = []
    cutter = Cutter(tokenizer)
    for example in examples:
        labels = {t: torch.tensor([spot[t].index for spot in example.labels]) for t in LABELS}
        optional = {t: torch.tensor([spot[t].optional for spot in example.labels]) for t in LABELS}
        facts = torch.tensor(example.facts, dtype=torch.float32)
        pieces = cutter.cut(example.words)
        heads, runs = map(torch.from_numpy, pieces.weights(example.spots))
        items.append(Item(example, pieces, heads, runs, facts, labels, optional))
    return items


def new_coder(weights: dict[str, Tensor], plan: Plan) -> Coder:
    """Return an untrained coder on the base model's weights."""
    torch.manual_seed(plan.seed)
    vocabulary = weights["embeddings.word_embeddings.weight"].shape[0]
    coder = Coder(vocabulary, LONGEST, plan.layers, len(FACTS), {t: len(names) for t, names in LABELS.items()})
    load_base(coder, weights)
    return coder


def batches(items: Sequence[Item], size: int, order: random.Random | None) -> Iterator[list[Item]]:
    """Yield batches of sentences of like length, in an order drawn by `order`."""
    by_length = sorted(range(len(items)), key=lambda i: (len(items[i].pieces.ids), order.random() if order else i))
    groups = [by_length[i : i + size] for i in range(0, len(by_length), size)]
    if order:
        order.shuffle(groups)
    for group in groups:
        yield [items[i] for i in group]


def keep_states(coder: Coder, items: Sequence[Item], frozen: int) -> None:
    """Compute every sentence's states after the frozen layers."""
    coder.eval()
    with torch.no_grad():
        for batch in batches(items, 64, None):
            ids, absent = padded_ids(batch)
            states = coder.lower(ids, absent, frozen)
            for row, item in enumerate(batch):
                item.states = states[row, : len(item.pieces.ids)].clone()


def padded_ids(batch: Sequence[Item]) -> tuple[Tensor, Tensor]:
    longest = max(len(item.pieces.ids) for item in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    absent = torch.full((len(batch), longest), PADDING)
    for row, item in enumerate(batch):
        ids[row, : len(item.pieces.ids)] = torch.from_numpy(item.pieces.ids)
        absent[row, : len(item.pieces.ids)] = 0.0
    return ids, absent


def padded(rows: Sequence[Tensor], shape: tuple[int, ...], fill: float = 0.0) -> Tensor:
    """Return tensors of two dimensions in one, with `fill` around them."""
    out = torch.full((len(rows), *shape), fill, dtype=rows[0].dtype)
    for number, row in enumerate(rows):
        out[(number, *(slice(0, n) for n in row.shape))] = row
    return out


def forward(coder: Coder, batch: Sequence[Item], frozen: int) -> dict[str, Tensor]:
    """Return the logits of a batch by task, from the kept states."""
    length = max(len(item.pieces.ids) for item in batch)
    spots = max(len(item.example.spots) for item in batch)
    states = padded([item.states for item in batch], (length, WIDTH))
    _, absent = padded_ids(batch)
    states = coder.upper(states, absent, frozen)
    heads = padded([item.heads for item in batch], (spots, length))
    runs = padded([item.runs for item in batch], (spots, length))
    whole = padded([torch.full((1, len(i.pieces.ids)), 1.0 / len(i.pieces.ids)) for i in batch], (1, length))
    facts = padded([item.facts for item in batch], (spots, len(FACTS)))
    return coder.answer(states, heads, runs, whole, facts)


def label_weights(items: Sequence[Item], rarest: float) -> dict[str, Tensor]:
    """Return by task how much each label counts."""
    found = {}
    for task, names in LABELS.items():
        found[task] = weights_of((int(i) for item in items for i in item.labels[task]), len(names), rarest)
    return found


def weights_of(indices: Iterable[int], count: int, rarest: float) -> Tensor:
    """Return how much each label counts: the root of how much rarer it is than the commonest record label."""
    counts = Counter(i for i in indices if i >= 0)
    most = max((counts[i] for i in range(1, count)), default=1)
    return torch.tensor([1.0, *(min(rarest, math.sqrt(most / max(counts[i], 1))) for i in range(1, count))])


def loss_of(logits: dict[str, Tensor], batch: Sequence[Item], weights: dict[str, Tensor]) -> Tensor:
    """Return the loss of a batch: optional records are compared among the record labels alone."""
    total = torch.zeros(())
    spots = max(len(item.example.spots) for item in batch)
    for task, scores in logits.items():
        labels = padded([item.labels[task] for item in batch], (spots,), UNKNOWN).flatten()
        optional = padded([item.optional[task] for item in batch], (spots,)).bool().flatten()
        flat = scores.reshape(-1, scores.shape[-1])
        flat = torch.where(
            optional[:, None] & (torch.arange(flat.shape[-1]) == 0)[None], torch.full_like(flat, PADDING), flat
        )
        known = labels != UNKNOWN
        if known.any():
            losses = nn.functional.cross_entropy(flat[known], labels[known], weights[task], reduction="none")
            total = total + losses.sum() / known.sum()
    return total


def fit(items: Sequence[Item], weights: dict[str, Tensor], plan: Plan, report: bool = True) -> Coder:
    """Train a coder; `items` need their kept states (`keep_states` with the same base and `plan.frozen`)."""
    coder = new_coder(weights, plan)
    order = random.Random(plan.seed)
    importance = label_weights(items, plan.rarest)
    heads = [p for n, p in coder.named_parameters() if n.startswith(("hidden", "heads"))]
    upper = [p for layer in coder.layers[plan.frozen :] for p in layer.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": upper, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    steps = plan.epochs * math.ceil(len(items) / plan.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.1 * steps), (steps - s) / steps))
    for epoch in range(plan.epochs):
        coder.train()
        total = 0.0
        for batch in batches(items, plan.batch, order):
            loss = loss_of(forward(coder, batch, plan.frozen), batch, importance)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(coder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        if report:
            print(f"epoch {epoch + 1}: loss {total / len(items):.3f}", flush=True)
    coder.eval()
    return coder


def shares_of(coder: Coder, items: Sequence[Item], frozen: int) -> list[dict[str, np.ndarray]]:
    """Return the probabilities of each item's spots by task, in the items' order."""
    found: dict[int, dict[str, np.ndarray]] = {}
    coder.eval()
    with torch.no_grad():
        for batch in batches(items, 64, None):
            logits = forward(coder, batch, frozen)
            for row, item in enumerate(batch):
                count = len(item.example.spots)
                found[id(item)] = {t: s[row, :count].softmax(-1).numpy() for t, s in logits.items()}
    return [found[id(item)] for item in items]
