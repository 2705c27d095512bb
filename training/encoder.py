"""The encoder in torch: MiniLM's layers, and a head for each task over a spot.

Written out rather than taken from a library, so that what is exported is exactly what is trained, and parts of it can
be frozen and computed once. A spot is the mean of its head's pieces, of its words' pieces and of the whole sentence,
with its row of facts.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

WIDTH = 384
HEADS = 12
INNER = 1536
HIDDEN = 256
EPSILON = 1e-12


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        # Queries, keys and values in one: quantised, the states are then scaled once and not three times.
        self.mixing = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, EPSILON)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, states: Tensor, absent: Tensor | None) -> Tensor:
        """Return the next states; `absent` is added to the attention: 0 for pieces, a great negative for padding."""
        count, length, _ = states.shape

        def split(x: Tensor) -> Tensor:
            return x.view(count, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        queries, keys, values = (split(x) for x in self.mixing(states).chunk(3, -1))
        weights = queries @ keys.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        if absent is not None:
            weights = weights + absent[:, None, None, :]
        mixed = (weights.softmax(-1) @ values).transpose(1, 2).reshape(count, length, WIDTH)
        states = self.norm1(states + self.out(mixed))
        inner = self.down(nn.functional.gelu(self.up(states)))
        return self.norm2(states + inner)


class Embedding(nn.Module):
    """Words and positions."""

    def __init__(self, vocabulary: int, positions: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, ids: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        return self.norm(self.words(ids) + self.positions(places)[None])


class Coder(nn.Module):
    """The whole model: embedding, layers, and a head for each task."""

    def __init__(self, vocabulary: int, positions: int, layers: int, facts: int, tasks: dict[str, int]) -> None:
        super().__init__()
        self.embedding = Embedding(vocabulary, positions)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.hidden = nn.Linear(3 * WIDTH + facts, HIDDEN)
        self.dropout = nn.Dropout(0.3)
        self.heads = nn.ModuleDict({task: nn.Linear(HIDDEN, labels) for task, labels in tasks.items()})

    def lower(self, ids: Tensor, absent: Tensor | None, frozen: int) -> Tensor:
        """Return the states after the first `frozen` layers."""
        states: Tensor = self.embedding(ids)
        for layer in self.layers[:frozen]:
            states = layer(states, absent)
        return states

    def upper(self, states: Tensor, absent: Tensor | None, frozen: int) -> Tensor:
        """Return the states after all layers, from those after the first `frozen`."""
        for layer in self.layers[frozen:]:
            states = layer(states, absent)
        return states

    def answer(self, states: Tensor, heads: Tensor, runs: Tensor, whole: Tensor, facts: Tensor) -> dict[str, Tensor]:
        """Return each task's logits for spots: weights `heads`, `runs`, `whole` over the pieces of each sentence."""
        parts = [heads @ states, runs @ states, (whole @ states).expand(-1, heads.shape[1], -1), facts]
        hidden = nn.functional.gelu(self.hidden(self.dropout(torch.cat(parts, -1))))
        hidden = self.dropout(hidden)
        return {task: head(hidden) for task, head in self.heads.items()}


def load_base(coder: Coder, weights: dict[str, Tensor]) -> None:
    """Take over the base model's embedding and as many of its layers as the coder has."""

    def take(module: nn.Module, name: str) -> None:
        for part in ("weight", "bias"):
            if hasattr(module, part) and f"{name}.{part}" in weights:
                getattr(module, part).data.copy_(weights[f"{name}.{part}"])

    embedding = coder.embedding
    embedding.words.weight.data.copy_(
        weights["embeddings.word_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    )
    embedding.positions.weight.data.copy_(
        weights["embeddings.position_embeddings.weight"][: embedding.positions.num_embeddings]
    )
    take(embedding.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(coder.layers):
        at = f"encoder.layer.{number}"
        for part in ("weight", "bias"):
            joined = torch.cat([weights[f"{at}.attention.self.{name}.{part}"] for name in ("query", "key", "value")])
            getattr(layer.mixing, part).data.copy_(joined)
        take(layer.out, f"{at}.attention.output.dense")
        take(layer.norm1, f"{at}.attention.output.LayerNorm")
        take(layer.up, f"{at}.intermediate.dense")
        take(layer.down, f"{at}.output.dense")
        take(layer.norm2, f"{at}.output.LayerNorm")
