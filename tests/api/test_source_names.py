"""What a file is called, in each of the ways in which browsers, libraries and old programs say it."""

import unicodedata
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from api.sources.dispositions import told_name
from sources.names import file_name
from tests.api.people import Person, Town, assert_refused

NAME = "물때표 für Ébène.md"
DECOMPOSED = unicodedata.normalize("NFD", NAME)


async def bring(person: Person, told: bytes, text: bytes | None = None) -> httpx.Response:
    """A form with one part, whose Content-Disposition goes on with these bytes."""
    text = text or f"# Bread\n\nYeast eats sugar, and gives gas in return. {uuid4()}\n".encode()
    head = b'--x\r\nContent-Disposition: form-data; name="file"' + told + b"\r\nContent-Type: text/markdown\r\n\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    return await person.api.post("/api/sources", content=head + text + b"\r\n--x--\r\n", headers=kind)


TOLD = [
    (f'; filename="{NAME}"'.encode(), NAME),
    (f'; filename="{DECOMPOSED}"'.encode(), NAME),
    (f"; filename*=UTF-8''{quote(NAME)}".encode(), NAME),
    (f"; filename*=utf-8'de'{quote(DECOMPOSED)}".encode(), NAME),
    (f"; filename=\"plain.md\"; filename*=UTF-8''{quote(NAME)}".encode(), NAME),
    (f"; filename*=UTF-8''{quote(NAME)}; filename=\"plain.md\"".encode(), NAME),
    (b"; filename*=ISO-8859-1''%FCber.md", "über.md"),
    (b"; filename=\"plain.md\"; filename*=UTF-8''%ff%fe.md", "plain.md"),
    (b'; filename="plain.md"; filename*=nonsense', "plain.md"),
    (f'; filename="{quote(NAME)}"'.encode(), NAME),
    (b'; filename="a %22quoted%22 word.md"', 'a "quoted" word.md'),
    (b'; filename="a \\"quoted\\" word.md"', 'a "quoted" word.md'),
    (b'; filename="a%0D%0Ab.md"', "ab.md"),
    (b'; filename="half%25 full.md"', "half%25 full.md"),
    (b'; filename="50% off.md"', "50% off.md"),
    ('; filename="🥖 bread 👩‍🍳.md"'.encode(), "🥖 bread 👩‍🍳.md"),
    ('; filename="Brötchen.md"'.encode("latin-1"), "Brötchen.md"),
    (b'; filename="\x93bread\x94 \x80.md"', "“bread” €.md"),
    (b"; filename=bread.md", "bread.md"),
    (b'; filename="one; two.md"', "one; two.md"),
    (b'; filename="one = two.md"', "one = two.md"),
    (b'; FileName="bread.md"', "bread.md"),
    (b'; filename="C:\\Users\\ada\\bread.md"', "bread.md"),
    (b'; filename="=?UTF-8?B?6Y2L44GuLm1k?="', "鍋の.md"),
    (b'; filename="=?utf-8?Q?K=C3=A4se.md?="', "Käse.md"),
    (b'; filename="' + b"n" * 300 + b'.md"', "n" * 252 + ".md"),
    ('; filename="\u202efdp.bread\u2069\u200b.md"'.encode(), "fdp.bread.md"),
    ('; filename="\u200b\u2060\ufeff.md"'.encode(), "source.md"),
    ('; filename="\u3164"'.encode(), "source"),
]


@pytest.mark.parametrize(("told", "name"), TOLD, ids=lambda part: ascii(part)[:60])
async def test_a_name_is_the_one_that_was_meant(told: bytes, name: str) -> None:
    assert file_name(told_name(b'form-data; name="file"' + told)) == name


async def test_names_reach_the_answer(town: Town) -> None:
    owner = await town.person("instructor")
    for told, name in TOLD:
        answer = await bring(owner, told)
        assert (answer.status_code, answer.json().get("filename")) == (201, name), told


@pytest.mark.parametrize("told", [b"", b'; filename=""', b"; filename=", b"; filename*=UTF-8''"])
@pytest.mark.parametrize("text", [None, b"# Bread\n" * 20_000])
async def test_a_part_without_the_name_of_a_file_is_none(town: Town, told: bytes, text: bytes | None) -> None:
    answer = await bring(await town.person("instructor"), told, text)
    assert_refused(answer, 422, "invalid-input")
    assert answer.json()["errors"][0]["pointer"] == "/file"


async def test_a_form_is_no_larger_than_a_file_needs(town: Town) -> None:
    owner = await town.person("instructor")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    part = b'--x\r\nContent-Disposition: form-data; name="a"%b\r\n\r\n%b\r\n'
    bodies = [
        part % (b"", b"1") * 11 + b"--x--\r\n",
        part % (b"", b"1" * 70_000) + b"--x--\r\n",
        part % (b'; filename="a.md"', b"# A") * 2 + b"--x--\r\n",
        part % (b'; filename="' + b"n" * 5_000 + b'"', b"# A") + b"--x--\r\n",
        part.replace(b"\r\n\r\n", b"\r\n" + b"X-More: 1\r\n" * 20 + b"\r\n") % (b"", b"1") + b"--x--\r\n",
    ]
    for body in bodies:
        assert_refused(await owner.api.post("/api/sources", content=body, headers=kind), 400, "bad-request")
