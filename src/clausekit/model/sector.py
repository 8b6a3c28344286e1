"""Sectors of public purchasing and the risks to people in them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from clausekit.model.base import Model

__all__ = ["Risk", "Sector", "SectorProfile"]


class Sector(StrEnum):
    """The sectors that the catalogue knows; ``other`` where none fits."""

    TEXTILES = "textiles"
    ICT_HARDWARE = "ict-hardware"
    BATTERIES_AND_VEHICLES = "batteries-and-vehicles"
    ENERGY_EQUIPMENT = "energy-equipment"
    COFFEE_TEA_COCOA = "coffee-tea-cocoa"
    SUGAR_AND_FRUIT = "sugar-and-fruit"
    MEAT_SOY_PALM = "meat-soy-palm"
    VEGETABLES = "vegetables"
    FISH_AND_SEAFOOD = "fish-and-seafood"
    CATERING = "catering"
    CONSTRUCTION = "construction"
    CONSTRUCTION_MATERIALS = "construction-materials"
    CLEANING = "cleaning"
    GUARDING = "guarding"
    PROTECTIVE_EQUIPMENT = "protective-equipment"
    SURGICAL_INSTRUMENTS = "surgical-instruments"
    PHARMACEUTICALS = "pharmaceuticals"
    MINERALS_AND_METALS = "minerals-and-metals"
    TRANSPORT_AND_POST = "transport-and-post"
    DATA_SERVICES = "data-services"
    SOCIAL_CARE = "social-care"
    DETENTION = "detention"
    WASTE = "waste"
    FURNITURE_AND_SUPPLIES = "furniture-and-supplies"
    AGENCY_STAFF = "agency-staff"
    LANDSCAPING = "landscaping"
    HEALTH = "health"
    EDUCATION = "education"
    WATER_SUPPLY = "water-supply"
    PASSENGER_TRANSPORT = "passenger-transport"
    PRINTING = "printing"
    PROFESSIONAL_SERVICES = "professional-services"
    OTHER = "other"


class Risk(StrEnum):
    """A risk to people that a sector, a code or an origin points to."""

    FORCED_LABOUR = "forced-labour"
    CHILD_LABOUR = "child-labour"
    RECRUITMENT_FEES = "recruitment-fees"
    MIGRANT_WORKERS = "migrant-workers"
    ANTI_UNION = "anti-union"
    DISCRIMINATION = "discrimination"
    VIOLENCE_AND_HARASSMENT = "violence-and-harassment"
    LOW_WAGES = "low-wages"
    EXCESSIVE_HOURS = "excessive-hours"
    SAFETY = "safety"
    INFORMAL_WORK = "informal-work"
    HOMEWORK = "homework"
    OPAQUE_CHAIN = "opaque-chain"
    LAND_AND_COMMUNITIES = "land-and-communities"
    ENVIRONMENT = "environment"
    PRIVACY = "privacy"
    USE_OF_FORCE = "use-of-force"
    SERVICE_USERS = "service-users"
    CARE_AND_CUSTODY = "care-and-custody"


class SectorProfile(Model):
    """What is known of a sector.

    Args:
        sector: Which.
        level: ``critical``, ``high``, ``medium`` or ``low``: where a buyer looks first.
        risks: The risks that stand out.
        cpv: CPV 2008 code prefixes, without check digit and trailing zeros.
        unspsc: UNSPSC code prefixes.
        basis: Where the assessment comes from: lists by id, instruments by id, or who else treats
            the sector as one of high risk.
    """

    sector: Sector
    level: str = Field(pattern=r"^(critical|high|medium|low)$")
    risks: tuple[Risk, ...] = ()
    cpv: tuple[str, ...] = ()
    unspsc: tuple[str, ...] = ()
    basis: tuple[str, ...] = Field(min_length=1)
