"""The topics of the field: what a library of clauses should have something to say on."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from clausekit.model.base import Model

__all__ = ["Topic", "TopicArea"]


class TopicArea(StrEnum):
    """The parts of the topic map."""

    DUE_DILIGENCE = "due-diligence"
    FORCED_LABOUR = "forced-labour"
    CHILD_LABOUR = "child-labour"
    ORGANISING = "organising"
    EQUALITY = "equality"
    WORKING_CONDITIONS = "working-conditions"
    COMMUNITIES = "communities"
    INTEGRITY = "integrity"
    VOICE_AND_REMEDY = "voice-and-remedy"
    BUYER = "buyer"
    PERFORMANCE = "performance"
    ENDING = "ending"
    PUBLIC_SERVICES = "public-services"


class Topic(Model):
    """A topic of the map.

    Args:
        id: ``T01`` to ``T56``.
        name: What it is about.
        theme: The part of the map that it belongs to.
    """

    id: str = Field(pattern=r"^T(0[1-9]|[1-4]\d|5[0-6])$")
    name: str = Field(min_length=1)
    theme: TopicArea
