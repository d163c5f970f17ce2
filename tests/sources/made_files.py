"""Files of many kinds: by pandoc, as word processors would make them, and by hand, as nobody should."""

from __future__ import annotations

import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import pypandoc

from tests.sources.docx_files import archive
from tests.sources.picture_files import picture

LESSON = """---
title: Tides
---

# Springs

The sea rises **twice** a day, by 10^6^ drops and $a^2$.

::: notes
Mention the moon, which nobody sees here.
:::

- Ebb
- Flood

# Neaps

| Port | Height |
|------|--------|
| Bray | 4 m    |

# Harbours

![High water at the harbour](harbour.png)
"""
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{path}"/></rootfiles></container>'
)
_BOOK = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    "<dc:title>Tides</dc:title><dc:language>en-GB</dc:language></metadata>"
    "<manifest>{items}</manifest><spine>{references}</spine></package>"
)


@lru_cache
def made(form: str, text: str = LESSON) -> bytes:
    """The lesson as a file of a format that pandoc writes."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, f"lesson.{form}")
        Path(folder, "harbour.png").write_bytes(picture("teal", (200, 150)))
        command = [pypandoc.get_pandoc_path(), "--from=markdown", f"--to={form}", "--standalone", f"--output={target}"]
        subprocess.run([*command, f"--resource-path={folder}"], input=text.encode(), check=True, timeout=60)
        return target.read_bytes()


def book(chapters: dict[str, str], others: dict[str, bytes] | None = None, path: str = "OEBPS/book.opf") -> bytes:
    """An EPUB of chapters by their names within its folder."""
    folder = path.rpartition("/")[0]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    references = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _CONTAINER.format(path=path).encode(),
        path: _BOOK.format(items=items, references=references).encode(),
        **{f"{folder}/{name}": text.encode() for name, text in chapters.items()},
        **(others or {}),
    }
    return archive(files)


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"


def slide(*shapes: str, attributes: str = "") -> str:
    return f"<p:sld {_NAMES} {attributes}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def shape(paragraphs: str, kind: str | None = "") -> str:
    """A shape of paragraphs; None makes it a text box, a word the placeholder of that kind."""
    place = "" if kind is None else f'<p:ph type="{kind}"/>' if kind else '<p:ph idx="1"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="s"/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody>{paragraphs}</p:txBody></p:sp>"
    )


def line(text: str, properties: str = "", run: str = "") -> str:
    return f"<a:p>{properties}<a:r>{run}<a:t>{text}</a:t></a:r></a:p>"


def presentation(
    slides: list[str], targets: dict[str, str] | None = None, others: dict[str, bytes] | None = None
) -> bytes:
    """A presentation of slides; `targets` are what relations of each slide name, as `kind:id` and target."""
    ids = "".join(f'<p:sldId id="{256 + number}" r:id="r{number}"/>' for number in range(len(slides)))
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/slide" Target="slides/s{number}.xml"/>'
        for number in range(len(slides))
    )
    own = "".join(
        f'<Relationship Id="{name.partition(":")[2]}" Type="{_OFFICE}/{name.partition(":")[0]}" Target="{target}"/>'
        for name, target in (targets or {}).items()
    )
    opening = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    main = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="ppt/presentation.xml"/>'
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/a" ContentType="{_SLIDE}"/></Types>'
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": f"{opening}{main}</Relationships>",
        "ppt/presentation.xml": f"<p:presentation {_NAMES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"{opening}{relations}</Relationships>",
    }
    for number, xml in enumerate(slides):
        files[f"ppt/slides/s{number}.xml"] = xml
        files[f"ppt/slides/_rels/s{number}.xml.rels"] = f"{opening}{own}</Relationships>"
    return archive({name: text.encode() for name, text in files.items()} | (others or {}))
