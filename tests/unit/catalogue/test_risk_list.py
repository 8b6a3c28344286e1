"""What a public list says of a good and its origin: listed, not listed, or nothing at all."""

from __future__ import annotations

import csv
import datetime
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.messages import messages, service_key, source_key
from clausekit.catalogue.risk import Listing, Presence, RiskList
from clausekit.catalogue.services import Service, ServiceRisk
from clausekit.language.translations import Translations
from clausekit.model.codes import TERRITORIES
from clausekit.model.sector import Risk
from clausekit.model.tender import Code, Tender
from clausekit.resources import catalogue_root
from clausekit.selection.selection import select
from facts import tender_facts

# code, origin -> what the list says
FINDINGS = [
    ("CPV 18110000", "BD", Presence.LISTED),
    ("CPV 18110000", "VN", Presence.LISTED),
    ("UNSPSC 53102700", "BD", Presence.LISTED),
    ("UNSPSC 53102710", "BD", Presence.LISTED),
    ("CPV 18110000", "PT", Presence.NOT_LISTED),
    ("UNSPSC 53102700", "CH", Presence.NOT_LISTED),
    # Services are not on a list of goods: that says nothing of the risk.
    ("CPV 90910000", "BD", Presence.UNKNOWN),
    ("CPV 45000000", "IN", Presence.UNKNOWN),
    ("UNSPSC 76111500", "BD", Presence.UNKNOWN),
    ("CPV 0331", "GH", Presence.LISTED),
]


@pytest.mark.parametrize(("code", "origin", "presence"), FINDINGS)
def test_a_finding_has_three_values(
    catalogue: Catalogue, code: str, origin: str, presence: Presence
) -> None:
    finding = catalogue.risks.finding(Code.model_validate(code), origin)
    assert finding.presence is presence
    assert bool(finding.goods) is (presence is Presence.LISTED)
    assert "2024" in finding.source
    assert (finding.edition, finding.date.isoformat()) == ("2024", "2024-09-05")
    for good in finding.goods:
        assert good.country == origin
        assert set(good.risks) <= {Risk.CHILD_LABOUR, Risk.FORCED_LABOUR}


def test_each_good_is_named_once(catalogue: Catalogue) -> None:
    finding = catalogue.risks.finding(Code.model_validate("UNSPSC 42132200"), "MY")
    assert [good.good for good in finding.goods] == ["Rubber Gloves"]
    assert finding.goods[0].risks == (Risk.FORCED_LABOUR,)


LIST = "iso3,country,good,sector,child_labor,forced_labor,forced_child_labor\n"
CROSSWALK = "ilab_goods,cpv_prefix,unspsc_prefix,public_purchase_example\n"
LISTING = Listing(
    id="ilab-goods", title="List", publisher="Body", edition="2024", date=datetime.date(2024, 9, 5)
)


def _risks(folder: Path, rows: Iterable[str], goods: str) -> RiskList:
    folder.mkdir(exist_ok=True)
    (folder / "ilab-tvpra-goods-2024.csv").write_text(LIST + "\n".join(rows), "utf-8")
    (folder / "crosswalk-ilab-cpv-unspsc.csv").write_text(
        f"{CROSSWALK}{goods},999,999912,x\n", "utf-8"
    )
    return RiskList.load(folder, LISTING)


@pytest.mark.parametrize("listed", ["NFC", "NFD"])
@pytest.mark.parametrize("joined", ["NFC", "NFD"])
def test_names_are_found_however_they_are_composed(
    tmp_path: Path, listed: str, joined: str
) -> None:
    good = unicodedata.normalize(listed, "Açaí Berries")
    rows = [f"BRA,Brazil,{good},Agriculture,1,0,0"]
    risks = _risks(tmp_path, rows, unicodedata.normalize(joined, " AÇAÍ  berries "))
    finding = risks.finding(Code.model_validate("CPV 99912345"), "BR")
    assert finding.presence is Presence.LISTED
    assert finding.goods[0].good == unicodedata.normalize("NFC", "Açaí Berries")


@pytest.mark.parametrize(
    ("flags", "risks"),
    [
        ("1,0,0", (Risk.CHILD_LABOUR,)),
        ("0,1,0", (Risk.FORCED_LABOUR,)),
        ("0,0,1", (Risk.CHILD_LABOUR, Risk.FORCED_LABOUR)),
        ("1,1,0", (Risk.CHILD_LABOUR, Risk.FORCED_LABOUR)),
    ],
)
def test_forced_child_labour_is_both_risks(
    tmp_path: Path, flags: str, risks: tuple[Risk, ...]
) -> None:
    found = _risks(tmp_path, [f"COD,Congo,Cobalt,Mining,{flags}"], "Cobalt")
    finding = found.finding(Code.model_validate("UNSPSC 99991234"), "CD")
    assert finding.goods[0].risks == risks


def test_every_country_of_the_list_is_a_country(catalogue: Catalogue) -> None:
    countries = {country for _, country in catalogue.risks._listed}
    # Kosovo has no code of ISO 3166-1; the list names it by a code of its own, if at all.
    assert countries - {"XKX", "XK"} <= set(TERRITORIES)
    assert "CD" in countries


def test_every_good_of_the_crosswalk_is_on_the_list(catalogue: Catalogue) -> None:
    listed = {good for good, _ in catalogue.risks._listed}
    joined = {good for goods in catalogue.risks._crosswalk.values() for good in goods}
    assert sorted(joined - listed) == []


def test_every_prefix_of_the_crosswalk_exists(catalogue: Catalogue) -> None:
    prefixes = [prefix for scheme, prefix in catalogue.risks._crosswalk if scheme.value == "CPV"]
    lost = [prefix for prefix in prefixes if not catalogue.labels.find(_cpv(prefix), "en")]
    assert len(prefixes) > 120
    assert lost == []


def test_the_crosswalk_holds_no_title_of_the_unspsc() -> None:
    file = catalogue_root() / "risk" / "crosswalk-ilab-cpv-unspsc.csv"
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert list(rows[0]) == ["ilab_goods", "cpv_prefix", "unspsc_prefix", "public_purchase_example"]
    assert all(set(row["unspsc_prefix"]) <= set("0123456789|") for row in rows)


def _cpv(prefix: str) -> Code:
    return Code.model_validate(f"CPV {prefix.ljust(8, '0')}")


@pytest.mark.parametrize("field", ["supplier", "company", "undertaking", "exclude", "bar"])
def test_no_finding_names_a_supplier_or_bars_an_origin(catalogue: Catalogue, field: str) -> None:
    code = Code.model_validate("CPV 18110000")
    origin = catalogue.risks.finding(code, "BD")
    service = catalogue.services.finding(code, catalogue.lists["services"])
    for finding in (origin, service, *origin.goods):
        assert not [name for name in type(finding).model_fields if field in name]


def test_an_origin_takes_no_clause_away_and_strengthens_some(catalogue: Catalogue) -> None:
    # Whatever a list says of an origin, the tender is open to it: more is asked, nothing is barred.
    facts = {"sector": "textiles", "codes": ["CPV 18110000"]}
    plain = select(Tender.model_validate(tender_facts(**facts)), catalogue)
    listed = select(Tender.model_validate(tender_facts(**facts, origins=["BD"])), catalogue)
    assert {c.id for c in plain.clauses} <= {c.id for c in listed.clauses}
    assert all(listed.depth(c.id).rank >= plain.depth(c.id).rank for c in plain.clauses)


# code -> what the table of services says
SERVICES = [
    ("CPV 90910000", Presence.LISTED, "cleaning"),
    ("UNSPSC 76111500", Presence.LISTED, "cleaning"),
    ("CPV 45210000", Presence.LISTED, "construction"),
    ("CPV 79710000", Presence.LISTED, "guarding"),
    ("CPV 85311000", Presence.LISTED, "social-care"),
    ("CPV 55524000", Presence.LISTED, "catering"),
    ("CPV 79512000", Presence.LISTED, "agency-staff"),
    ("CPV 85111000", Presence.LISTED, "health"),
    ("CPV 80110000", Presence.LISTED, "education"),
    ("CPV 65110000", Presence.LISTED, "water-supply"),
    ("CPV 90420000", Presence.LISTED, "water-supply"),
    # Passengers are told from freight by the longer prefix.
    ("CPV 60112000", Presence.LISTED, "passenger-transport"),
    ("CPV 60130000", Presence.LISTED, "passenger-transport"),
    ("CPV 60210000", Presence.LISTED, "passenger-transport"),
    ("CPV 60161000", Presence.LISTED, "transport-and-post"),
    ("CPV 60220000", Presence.LISTED, "transport-and-post"),
    ("UNSPSC 78111500", Presence.LISTED, "passenger-transport"),
    ("UNSPSC 85121500", Presence.LISTED, "health"),
    ("UNSPSC 83101500", Presence.LISTED, "water-supply"),
    ("UNSPSC 86121500", Presence.LISTED, "education"),
    ("CPV 80511000", Presence.NOT_LISTED, None),
    # Hotels and secretarial services were looked at, and no row names them.
    ("CPV 55110000", Presence.NOT_LISTED, None),
    ("CPV 79530000", Presence.NOT_LISTED, None),
    # Goods, and services that nobody looked at.
    ("CPV 18110000", Presence.UNKNOWN, None),
    ("CPV 98390000", Presence.UNKNOWN, None),
]


@pytest.mark.parametrize(("code", "presence", "sector"), SERVICES)
def test_a_service_has_three_values_too(
    catalogue: Catalogue, code: str, presence: Presence, sector: str | None
) -> None:
    read = Code.model_validate(code)
    finding = catalogue.services.finding(read, catalogue.lists["services"])
    assert (finding.presence, finding.sector) == (presence, sector)
    assert bool(finding.risks) is (presence is Presence.LISTED)
    assert finding.source
    assert finding.edition
    assert finding.date.year >= 2026


def test_every_row_of_the_services_names_its_source(catalogue: Catalogue) -> None:
    rows = [row for service in catalogue.services.services for row in service.risks]
    assert len(rows) > 30
    assert all(row.told and row.why.endswith(".") for row in rows)
    assert {service.sector for service in catalogue.services.services} >= {
        "cleaning", "guarding", "social-care", "catering", "construction",
    }  # fmt: skip


def test_a_service_names_a_risk_once() -> None:
    row = {"risk": "safety", "why": "It is so.", "basis": "Somebody"}
    with pytest.raises(ValueError, match="'cleaning' names risks twice: safety"):
        Service.model_validate({"sector": "cleaning", "cpv": ["909"], "risks": [row, row]})


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_every_row_of_the_services_is_said_in_every_language(
    catalogue: Catalogue, language: str
) -> None:
    texts = Translations.load(messages(catalogue), language).texts()
    said = {
        (service.sector, row.risk): (row.why, texts.get(service_key(service.sector, row.risk))[0])
        for service in catalogue.services.services
        for row in service.risks
    }
    assert list(texts.faults) == []
    for english, other in said.values():
        assert other.endswith(".")
        assert other != english


def test_every_profile_says_what_it_rests_on_in_words(catalogue: Catalogue) -> None:
    for profile in catalogue.sectors.values():
        for basis in profile.basis:
            known = basis in catalogue.lists or basis in catalogue.instruments
            assert known or f"source.{source_key(basis)}" in catalogue.names


def test_a_row_without_a_source_is_refused() -> None:
    with pytest.raises(ValueError, match="no source and no basis"):
        ServiceRisk.model_validate({"risk": "safety", "why": "It is so."})


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_every_code_has_a_title_in_every_language(catalogue: Catalogue, language: str) -> None:
    lines = (catalogue_root() / "risk" / "cpv-2008" / f"{language}.tsv").read_text("utf-8")
    codes = [line.split("\t") for line in lines.splitlines()]
    assert len(codes) == 9454
    assert all(len(row) == 2 and len(row[0]) == 8 and row[1] for row in codes)
    assert lines == unicodedata.normalize("NFC", lines)
    assert catalogue.labels.find(Code.model_validate("CPV 45"), language)
    assert catalogue.labels.find(Code.model_validate("CPV 99999999"), language) is None


def test_the_prefixes_of_sectors_and_services_exist(catalogue: Catalogue) -> None:
    prefixes = [p for profile in catalogue.sectors.values() for p in profile.cpv]
    prefixes += [p for service in catalogue.services.services for p in service.cpv]
    prefixes += catalogue.services.examined["cpv"]
    assert [p for p in prefixes if not catalogue.labels.find(_cpv(p), "en")] == []
