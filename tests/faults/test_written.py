"""The default answer of a text model fits the schema it was asked with."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, Field

from tests.faults.written import from_schema, schema_of, text_of


class Level(StrEnum):
    FIRST = "first"
    SECOND = "second"


class Item(BaseModel):
    kind: Literal["choice"] = "choice"
    stem: str = Field(min_length=20)
    options: list[str] = Field(min_length=3, max_length=5)
    right: int = Field(ge=0, le=4)


class Section(BaseModel):
    title: str = Field(max_length=4)
    level: Level
    note: str | None
    items: list[Item] = Field(min_length=2)
    parts: list["Section"] = []
    above: "Section | None" = None


def test_an_answer_fits_its_schema_even_a_recursive_one() -> None:
    schema = Section.model_json_schema()
    body = {"output_config": {"format": {"type": "json_schema", "schema": schema}}}
    text = from_schema(body)
    made = Section.model_validate_json(text)
    assert len({option for item in made.items for option in item.options}) == 6
    assert text == from_schema(body)


def test_schema_and_text_are_found_in_either_body() -> None:
    schema = {"type": "boolean"}
    openai = {"response_format": {"type": "json_schema", "json_schema": {"name": "yes", "schema": schema}}}
    assert schema_of(openai) == schema
    assert from_schema(openai) == "true"
    assert schema_of({"messages": []}) is None
    messages = [{"role": "user", "content": [{"type": "text", "text": "B"}, {"type": "image"}]}]
    assert text_of({"system": "A", "messages": messages}) == "A\n\nB"
