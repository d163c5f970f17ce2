"""What a text model answers, made from the request without understanding it: an example of the asked JSON schema."""

import json
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Written = Callable[[Json], str]
DEPTH = 8
SHARED = ("properties", "$defs")
FORMATS = {
    "date-time": "2030-01-02T03:04:05Z",
    "date": "2030-01-02",
    "time": "03:04:05Z",
    "duration": "P1D",
    "email": "someone@example.org",
    "hostname": "example.org",
    "uri": "https://example.org/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def from_schema(body: Json) -> str:
    """The same request gets the same answer: JSON after the schema it carries, or a line of text when it has none."""
    schema = schema_of(body)
    return json.dumps(Example(schema).value()) if schema is not None else "An answer in plain text."


def schema_of(body: Json) -> Json | None:
    """The JSON schema in a body for Anthropic (`output_config`) or for OpenAI (`response_format`)."""
    form = (body.get("output_config") or {}).get("format") or body.get("response_format") or {}
    schema: Json | None = form.get("schema") or (form.get("json_schema") or {}).get("schema")
    return schema


def text_of(body: Json) -> str:
    """All text of a body, system first, one block a paragraph."""
    contents = [body.get("system"), *(message.get("content") for message in body.get("messages", []))]
    return "\n\n".join(text for content in contents for text in _texts(content))


def _texts(content: Any) -> list[str]:
    if isinstance(content, str):
        return [content]
    return [block["text"] for block in content or [] if block.get("type") == "text"]


class Example:
    """A value that a schema allows: the first of each choice, every property, the fewest items, texts that differ."""

    def __init__(self, schema: Json) -> None:
        self._root = schema
        self._texts = 0

    def value(self) -> Any:
        return self._of(self._root, "answer", DEPTH)

    def _of(self, schema: Json, name: str, depth: int) -> Any:
        schema = self._resolved(schema)
        if "const" in schema or "enum" in schema:
            return schema["const"] if "const" in schema else schema["enum"][0]
        options = schema.get("anyOf") or schema.get("oneOf")
        if options:
            return self._of(self._chosen(options, depth), name, depth - 1)
        return self._typed(schema, name, depth)

    def _resolved(self, schema: Json) -> Json:
        parts = [self._target(schema["$ref"])] if "$ref" in schema else []
        merged = {key: value for key, value in schema.items() if key not in ("$ref", "allOf")}
        for part in [*parts, *schema.get("allOf", [])]:
            merged = _merged(self._resolved(part), merged)
        return merged

    def _target(self, reference: str) -> Json:
        found: Json = self._root
        for step in reference.removeprefix("#").strip("/").split("/"):
            found = found[step] if step else found
        return found

    def _chosen(self, options: list[Json], depth: int) -> Json:
        nulls = [option for option in options if option.get("type") == "null"]
        return nulls[0] if depth <= 0 and nulls else options[0]

    def _typed(self, schema: Json, name: str, depth: int) -> Any:
        kind = schema.get("type", "object" if "properties" in schema else "string")
        match kind[0] if isinstance(kind, list) else kind:
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, name, depth)
            case "integer" | "number":
                return _number(schema)
            case "boolean":
                return True
            case "null":
                return None
        return self._text(schema, name)

    def _object(self, schema: Json, depth: int) -> Json:
        required = schema.get("required", [])
        properties = schema.get("properties", {})
        wanted = {key: part for key, part in properties.items() if depth > 0 or key in required}
        return {key: self._of(part, key, depth - 1) for key, part in wanted.items()}

    def _array(self, schema: Json, name: str, depth: int) -> list[Any]:
        least = int(schema.get("minItems", 0))
        most = int(schema.get("maxItems", max(least, 1)))
        count = least if depth <= 0 else min(max(least, 1), most)
        return [self._of(schema.get("items", {}), name, depth - 1) for _ in range(count)]

    def _text(self, schema: Json, name: str) -> str:
        if schema.get("format") in FORMATS:
            return FORMATS[schema["format"]]
        self._texts += 1
        text = f"{name.replace('_', ' ')} {self._texts}".ljust(int(schema.get("minLength", 0)), ".")
        return text[: int(schema.get("maxLength", len(text)))]


def _number(schema: Json) -> int | float:
    above = schema.get("exclusiveMinimum")
    least: int | float = schema.get("minimum", above + 1 if above is not None else 1)
    return min(least, schema["maximum"]) if "maximum" in schema else least


def _merged(first: Json, second: Json) -> Json:
    both: Json = {key: {**first[key], **second[key]} for key in SHARED if key in first and key in second}
    return {**first, **second, **both}
