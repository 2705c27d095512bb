"""Fit the heads of places on the states of the encoder as it is run: in int8, sentence by sentence.

In: examples of places and a model with its encoder. Out: `PlaceHeads`. The encoder stays as the kinds' tasks made it:
spots of places are few, so their heads cost seconds and not the minutes of an encoder, and can be made anew alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from communique.learned.model import Model
from communique.learned.spots import ALL_FACTS
from training.encoder import WIDTH
from training.examples import Example
from training.fit import weights_of
from training.labels import FAMILIES, PLACES, UNKNOWN, Label

HIDDEN = 128
IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """How to train the heads of places. `fewest`: at least so many steps, however few spots a family has."""

    epochs: int = 8
    fewest: int = 400
    batch: int = 64
    rate: float = 1e-3
    decay: float = 0.05
    dropout: float = 0.4
    seed: int = 1
    # The most that a rare label counts against the most frequent one in the loss.
    rarest: float = 3.0


class PlaceHeads(nn.Module):
    """A hidden layer a family, a head a task, over spots as `spots_of` puts them together."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.hidden = nn.ModuleDict({family: nn.Linear(3 * WIDTH + ALL_FACTS, HIDDEN) for family in FAMILIES})
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({task: nn.Linear(HIDDEN, len(labels)) for task, labels in PLACES.items()})

    def forward(self, states: Tensor, heads: Tensor, runs: Tensor, facts: Tensor) -> Tensor:
        """Return a row of probabilities for each spot: the tasks' labels one after another."""
        whole = states.mean(0, keepdim=True).expand(heads.shape[0], -1)
        spots = torch.cat([heads @ states, runs @ states, whole, facts], -1)
        family_of = {task: family for family, tasks in FAMILIES.items() for task in tasks}
        return torch.cat([self.judge(family_of[task], task, spots).softmax(-1) for task in PLACES], -1)

    def judge(self, family: str, task: str, spots: Tensor) -> Tensor:
        """Return a task's logits for spots."""
        hidden = nn.functional.gelu(self.hidden[family](self.dropout(spots)))
        logits: Tensor = self.heads[task](self.dropout(hidden))
        return logits


def spots_of(examples: Sequence[Example], model: Model) -> tuple[np.ndarray, list[dict[str, Label]]]:
    """Return all spots of examples, one a row, as the heads take them, with their labels."""
    rows, labels = [], []
    for example in examples:
        sentence = model.encode(example.words)
        heads, runs = sentence.pieces.weights(example.spots)
        whole = np.repeat(sentence.states.mean(0, keepdims=True), len(example.spots), axis=0)
        facts = np.array(example.facts, dtype=np.float32)
        rows.append(np.concatenate([heads @ sentence.states, runs @ sentence.states, whole, facts], axis=1))
        labels += example.labels
    return np.concatenate(rows), labels


def fit_places(examples: Sequence[Example], model: Model, plan: PlacePlan) -> PlaceHeads:
    """Train the heads of places: one family after another, since no two share anything."""
    torch.manual_seed(plan.seed)
    places = PlaceHeads(plan.dropout)
    rows, labels = spots_of(examples, model)
    spots = torch.from_numpy(rows)
    for family, tasks in FAMILIES.items():
        own = [i for i, label in enumerate(labels) if any(task in label for task in tasks)]
        fit_family(places, family, spots[own], [labels[i] for i in own], plan)
    return places.eval()


def fit_family(places: PlaceHeads, family: str, spots: Tensor, labels: list[dict[str, Label]], plan: PlacePlan) -> None:
    """Train the hidden layer and the heads of one family on its spots."""
    places.train()
    tasks = FAMILIES[family]
    unasked = Label(UNKNOWN)
    indices = {t: torch.tensor([label.get(t, unasked).index for label in labels]) for t in tasks}
    optional = {t: torch.tensor([label.get(t, unasked).optional for label in labels]) for t in tasks}
    weights = {t: weights_of(indices[t].tolist(), len(PLACES[t]), plan.rarest) for t in tasks}
    parameters = [*places.hidden[family].parameters(), *(p for t in tasks for p in places.heads[t].parameters())]
    optimizer = torch.optim.AdamW(parameters, lr=plan.rate, weight_decay=plan.decay)
    rounds = max(plan.epochs, math.ceil(plan.fewest * plan.batch / len(spots)))
    steps = rounds * math.ceil(len(spots) / plan.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.1 * steps), (steps - s) / steps))
    for _ in range(rounds):
        for batch in torch.randperm(len(spots)).split(plan.batch):
            loss = torch.zeros(())
            for task in tasks:
                logits = places.judge(family, task, spots[batch])
                loss = loss + loss_of(logits, indices[task][batch], optional[task][batch], weights[task])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()


def loss_of(logits: Tensor, indices: Tensor, optional: Tensor, weights: Tensor) -> Tensor:
    """Return the mean loss of a task over the spots that it is asked of; optional labels are compared among records."""
    known = indices != UNKNOWN
    if not known.any():
        return logits.sum() * 0.0
    first = torch.arange(logits.shape[-1]) == 0
    logits = torch.where(optional[:, None] & first[None], torch.full_like(logits, IMPOSSIBLE), logits)
    return nn.functional.cross_entropy(logits[known], indices[known], weights)
