"""The register as linked things, read back with the libraries that their users use."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import stix2
from pyld import jsonld

from communique.answers import Filter
from communique.cli import main
from communique.exports.linked import LINKED_EXPORTERS, LinkedExporter, web_annotations
from communique.model.report import Report
from communique.register import Register
from communique.register.joining import join_claims

every_exporter = pytest.mark.parametrize("exporter", LINKED_EXPORTERS, ids=lambda exporter: exporter.name)


@pytest.fixture(scope="module")
def written(golden_register: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return format → file with everything of the samples."""
    folder = tmp_path_factory.mktemp("linked")
    with Register(golden_register, readonly=True) as register:
        for exporter in LINKED_EXPORTERS:
            exporter.write(register, Filter(), folder / f"all{exporter.suffix}")
    return {exporter.name: folder / f"all{exporter.suffix}" for exporter in LINKED_EXPORTERS}


def entities(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def count(register_file: Path, kind: str) -> int:
    with Register(register_file, readonly=True) as register:
        return len(register.claims("c.kind = ?", [kind]))


def test_every_entity_is_valid_for_followthemoney(written: dict[str, Path]) -> None:
    model = pytest.importorskip("followthemoney").model
    found = entities(written["ftm"])
    for entity in found:
        schema = model.get(entity["schema"])
        assert schema is not None and not schema.abstract
        proxy = model.get_proxy(entity, cleaned=False)
        assert all(proxy.has(name) for name in schema.required), entity
        for name, values in entity["properties"].items():
            property_ = schema.get(name)
            assert property_ is not None, (entity["schema"], name)
            assert all(property_.type.clean(value) is not None for value in values), (name, values)
    assert set(Counter(entity["schema"] for entity in found)) >= {
        "Article", "Event", "Occupancy", "Organization", "Person", "Position",
    }  # fmt: skip


def test_every_link_between_entities_leads_to_one_of_the_right_schema(written: dict[str, Path]) -> None:
    model = pytest.importorskip("followthemoney").model
    found = entities(written["ftm"])
    by_id = {entity["id"]: entity for entity in found}
    assert len(by_id) == len(found)
    links = 0
    for entity in found:
        for name, values in entity["properties"].items():
            property_ = model.get(entity["schema"]).get(name)
            if property_.type.name == "entity":
                for value in values:
                    links += 1
                    assert model.get(by_id[value]["schema"]).is_a(property_.range)
    assert links > len(found) / 2


def test_person_is_one_entity_however_many_reports_name_them(written: dict[str, Path], golden_register: Path) -> None:
    people = [entity for entity in entities(written["ftm"]) if entity["schema"] == "Person"]
    assert 0 < len(people) < count(golden_register, "people")
    assert max(len(person["properties"]["proof"]) for person in people) > 1


def test_no_report_s_text_leaves_with_the_entities(written: dict[str, Path]) -> None:
    assert all("bodyText" not in entity["properties"] for entity in entities(written["ftm"]))


def test_bundle_is_read_back_by_stix2_and_refers_to_what_it_holds(written: dict[str, Path]) -> None:
    bundle = stix2.parse(written["stix"].read_text(encoding="utf-8"), allow_custom=False)
    kinds = Counter(thing.type for thing in bundle.objects)
    assert all(kinds[kind] for kind in ("report", "identity", "location", "incident")), kinds
    ids = [thing.id for thing in bundle.objects]
    assert len(set(ids)) == len(ids)
    for thing in bundle.objects:
        if thing.type == "report":
            assert set(thing.object_refs) <= set(ids)


def test_annotations_are_json_ld_of_the_annotation_vocabulary(written: dict[str, Path]) -> None:
    page = json.loads(written["annotations"].read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    # The recommendation's own context lies in the network: these are its terms that we use, by its IRIs.
    oa, activity = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
    page["@context"] = {
        "id": "@id", "type": "@type", "items": {"@id": f"{activity}items", "@container": "@list"},
        "AnnotationPage": f"{activity}OrderedCollectionPage", "Annotation": f"{oa}Annotation",
        "target": f"{oa}hasTarget", "source": f"{oa}hasSource", "selector": f"{oa}hasSelector", "exact": f"{oa}exact",
    }  # fmt: skip
    page["items"] = page["items"][:20]
    (expanded,) = jsonld.expand(page)
    annotations = expanded[f"{activity}items"][0]["@list"]
    assert len(annotations) == 20 and all(found["@type"] == [f"{oa}Annotation"] for found in annotations)
    assert all(found["@id"].startswith("urn:communique:") for found in annotations)


def test_both_selectors_of_an_annotation_find_the_same_words_of_the_frozen_text(
    written: dict[str, Path], golden_register: Path
) -> None:
    with Register(golden_register, readonly=True) as register:
        rows = register.connection.execute("SELECT sha256, text FROM report").fetchall()
    texts = {row["sha256"]: row["text"] for row in rows}
    page = json.loads(written["annotations"].read_text(encoding="utf-8"))
    targets = [target for found in page["items"] for target in found["target"]]
    assert len(targets) > len(page["items"]) / 2 > 0
    for target in targets:
        digest = target["source"]["id"].removeprefix("ni:///sha-256;")
        text = texts[urlsafe_b64decode(digest + "=").hex()]
        position, quotation = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quotation["exact"] != ""
        assert text[:start].endswith(quotation["prefix"]) and text[end:].startswith(quotation["suffix"])


def test_every_record_has_its_annotation_with_the_record_in_it(written: dict[str, Path], golden_register: Path) -> None:
    page = json.loads(written["annotations"].read_text(encoding="utf-8"))
    bodies = [json.loads(found["body"]["value"]) for found in page["items"]]
    with Register(golden_register, readonly=True) as register:
        claims = register.claims()
    key = lambda kind, record: (kind, json.dumps(record, sort_keys=True))  # noqa: E731
    told = Counter(key(kind, records[0]) for body in bodies for kind, records in body.items())
    assert told == Counter(key(claim.kind, dict(claim.record)) for claim in claims)


@every_exporter
def test_same_register_gives_the_same_bytes(exporter: LinkedExporter, golden_register: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        with Register(golden_register, readonly=True) as register:
            exporter.write(register, Filter(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@every_exporter
def test_filter_that_nothing_passes_gives_a_whole_empty_file(
    exporter: LinkedExporter, golden_register: Path, tmp_path: Path
) -> None:
    with Register(golden_register, readonly=True) as register:
        exporter.write(register, Filter(since="1900", until="1901"), tmp_path / "x")
    content = (tmp_path / "x").read_text(encoding="utf-8")
    assert content == "" or json.loads(content).get("items", json.loads(content).get("objects")) == []


def test_name_of_a_person_does_not_depend_on_the_filter(golden_register: Path, tmp_path: Path) -> None:
    from communique.exports.linked import follow_the_money

    with Register(golden_register, readonly=True) as register:
        days = sorted({claim.source.published or "" for claim in register.claims("c.kind = 'people'")})
        follow_the_money.write(register, Filter(), tmp_path / "all")
        follow_the_money.write(register, Filter(since=days[len(days) // 2]), tmp_path / "later")
    named = {entity["id"] for entity in entities(tmp_path / "all") if entity["schema"] == "Person"}
    later = {entity["id"] for entity in entities(tmp_path / "later") if entity["schema"] == "Person"}
    assert later and later < named


def test_filtered_file_cites_no_other_report(golden_register: Path, tmp_path: Path) -> None:
    with Register(golden_register, readonly=True) as register:
        web_annotations.write(register, Filter(sides=("CHN",)), tmp_path / "x")
        reports = {claim.source.url for claim in register.claims() if "CHN" in claim.sides}
    page = json.loads((tmp_path / "x").read_text(encoding="utf-8"))
    assert page["items"]
    assert {target["source"].get("via") for found in page["items"] for target in found["target"]} <= reports


def add_report(register: Register, id: str, text: str, url: str | None, coder: str, people: Sequence[str]) -> None:
    report = Report(id, text, "A title", "Wire", "2025-03-01", url, "en", None, Report.hash_of(text))
    records = [
        {"id": f"p{number}", "name": name, "country": "PAK", "office": None, "mentions": [[0, 3]]}
        for number, name in enumerate(people, 1)
    ]
    with register.transaction():
        join_claims(register, register.add(report, {"people": records}, [], coder).claims)


def test_report_with_no_link_or_one_that_is_none_of_the_web_makes_a_whole_bundle(tmp_path: Path) -> None:
    with Register(tmp_path / "r.db") as register:
        add_report(register, "a", "Amina Khan spoke.", None, "one", ["Amina Khan"])
        add_report(register, "b", "Bilal Raza spoke.", "javascript:alert(1)", "one", ["Bilal Raza"])
        for exporter in LINKED_EXPORTERS:
            exporter.write(register, Filter(), tmp_path / exporter.name)
    stix2.parse((tmp_path / "stix").read_text(encoding="utf-8"), allow_custom=False)
    for exporter in LINKED_EXPORTERS:
        assert "javascript" not in (tmp_path / exporter.name).read_text(encoding="utf-8")


def test_two_persons_stay_two_when_their_report_was_coded_anew(tmp_path: Path) -> None:
    text = "Amina Khan met Bilal Raza."
    with Register(tmp_path / "r.db") as register:
        add_report(register, "a", text, None, "one", ["Amina Khan", "Bilal Raza"])
        add_report(register, "a", text, None, "two", ["Bilal Raza", "Amina Khan"])
        LINKED_EXPORTERS[0].write(register, Filter(), tmp_path / "x")
    people = {entity["id"]: entity["properties"]["name"] for entity in entities(tmp_path / "x")
              if entity["schema"] == "Person"}  # fmt: skip
    assert sorted(people.values()) == [["Amina Khan"], ["Bilal Raza"]]


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0), capsys.readouterr().err


def test_command_chooses_the_format_by_the_longest_suffix(
    golden_register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register = ("--register", str(golden_register))
    for view, name, sign in (("all", "x.ftm.json", "entities"), ("all", "x.stix.json", "objects")):
        code, err = run("export", view, "-o", str(tmp_path / name), *register, capsys=capsys)
        assert code == 0 and sign in err
    code, _ = run("export", "incidents", "-o", str(tmp_path / "x.hxl.csv"), *register, capsys=capsys)
    assert code == 0 and (tmp_path / "x.hxl.csv").read_text(encoding="utf-8").splitlines()[1].startswith("#")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("all", "-o", "x.csv"), "ftm, annotations, stix"),
        (("all", "-o", "x", "--format", "xlsx"), "no format xlsx"),
        (("all", "-o", "x.jsonld", "--topic", "trade"), "cannot be narrowed by topic"),
        (("all", "-o", "x.jsonld", "--having", "act=offer"), "cannot be narrowed by act=offer"),
    ],
)
def test_what_linked_formats_cannot_do_is_an_error(
    arguments: tuple[str, ...], said: str, golden_register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = run("export", *arguments, "--register", str(golden_register), capsys=capsys)
    assert code == 2 and said in err
