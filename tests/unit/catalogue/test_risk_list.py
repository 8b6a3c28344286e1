"""What a public list says of a good and its origin: listed, not listed, or nothing at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from clausekit.catalogue.catalogue import Catalogue
from clausekit.catalogue.risk import Presence, RiskList
from clausekit.model.codes import TERRITORIES
from clausekit.model.sector import Risk
from clausekit.model.tender import Code

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
    for good in finding.goods:
        assert good.country == origin
        assert set(good.risks) <= {Risk.CHILD_LABOUR, Risk.FORCED_LABOUR}


def test_each_good_is_named_once(catalogue: Catalogue) -> None:
    finding = catalogue.risks.finding(Code.model_validate("UNSPSC 42132200"), "MY")
    assert [good.good for good in finding.goods] == ["Rubber Gloves"]
    assert finding.goods[0].risks == (Risk.FORCED_LABOUR,)


LIST = "iso3,country,good,sector,child_labor,forced_labor,forced_child_labor\n"
CROSSWALK = (
    "ilab_goods,cpv_prefix,cpv_label_en,unspsc_class,unspsc_label_es,public_purchase_example,"
    "status\n"
)


def _risks(folder: Path, rows: Iterable[str], goods: str) -> RiskList:
    folder.mkdir(exist_ok=True)
    (folder / "ilab-tvpra-goods-2024.csv").write_text(LIST + "\n".join(rows), "utf-8")
    (folder / "crosswalk-ilab-cpv-unspsc.csv").write_text(
        f"{CROSSWALK}{goods},999,x,99991200,x,x,reviewed\n", "utf-8"
    )
    return RiskList.load(folder)


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
