"""Presentations: slides in their order, with their notes."""

from __future__ import annotations

from sources import read_file, read_source
from sources.pptx import PPTX
from tests.sources.blocks import headings, texts
from tests.sources.made_files import line, made, presentation, shape, slide
from tests.sources.picture_files import picture

_CODE = '<a:rPr><a:latin typeface="Courier New"/></a:rPr>'


def test_a_presentation_as_a_program_makes_it() -> None:
    document = read_source(made("pptx"), "tides.pptx")
    assert (document.media_type, document.title, document.pages) == (PPTX.media_type, "Tides", 4)
    assert headings(document) == [(1, "Tides"), (2, "Springs"), (2, "Neaps"), (2, "Harbours")]
    assert texts(document, "paragraph")[:2] == [
        "The sea rises twice a day, by 10⁶ drops and $a^{2}$.",
        "Mention the moon, which nobody sees here.",
    ]
    assert texts(document, "list_item") == ["Ebb", "Flood"]
    assert texts(document, "table") == ["Port | Height\nBray | 4 m"]
    assert [block.page for block in document.blocks] == [2, 2, 2, 2, 2, 2, 3, 3, 4, 4]


def test_what_a_shape_says() -> None:
    numbered = '<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>'
    plain = "<a:pPr><a:buNone/></a:pPr>"
    raised = '<a:rPr baseline="30000"/>'
    document = read_source(
        presentation(
            [
                slide(
                    shape(line("Tides"), "title"),
                    shape(line("Ebb") + line("Flood", '<a:pPr lvl="1"/>')),
                    shape(line("Look", numbered) + line("Measure", numbered) + line("That is all.", plain)),
                    shape(line("make tide", run=_CODE) + line("  run", run=_CODE), None),
                    shape(f"<a:p><a:r><a:t>10</a:t></a:r><a:r>{raised}<a:t>6</a:t></a:r></a:p>", None),
                    shape(line("7"), "sldNum"),
                ),
                slide(shape(line("Tides"), "title"), shape(line("More of it."))),
            ]
        ),
        "a.pptx",
    )
    items = [(block.level, block.ordinal, block.text) for block in document.blocks if block.kind == "list_item"]
    assert items == [(0, None, "Ebb"), (1, None, "Flood"), (0, 1, "Look"), (0, 2, "Measure")]
    assert texts(document, "paragraph") == ["That is all.", "10⁶", "More of it."]
    assert texts(document, "code") == ["make tide\n  run"]
    assert headings(document) == [(1, "Tides")]


def test_pictures_diagrams_and_what_is_left_out() -> None:
    shown = (
        '<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="A harbour"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
        '<p:blipFill><a:blip r:embed="p1"/></p:blipFill></p:pic>'
    )
    diagram = (
        '<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds r:dm="d1" '
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    chart = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="3" name="c" descr="Heights"/></p:nvGraphicFramePr><a:graphic>'
        '<a:graphicData><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphicData>'
        "</a:graphic></p:graphicFrame>"
    )
    data = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>'
        f"<dgm:pt><dgm:t>{line('Moon')}</dgm:t></dgm:pt><dgm:pt><dgm:t>{line('Sun')}</dgm:t></dgm:pt>"
        "</dgm:ptLst></dgm:dataModel>"
    )
    document, pictures = read_file(
        presentation(
            [
                slide(shape(line("Tides"), "title"), shown, diagram, chart),
                slide(shape(line("Secret"), "title"), attributes='show="0"'),
            ],
            {"image:p1": "../media/a.png", "diagramData:d1": "../diagrams/d.xml"},
            {"ppt/media/a.png": picture(), "ppt/diagrams/d.xml": data.encode()},
        ),
        "a.pptx",
    )
    assert texts(document, "list_item") == ["Moon", "Sun"]
    assert [(figure.alt, figure.page) for figure in document.figures] == [("A harbour", 1)]
    assert list(pictures) == [document.figures[0].media]
    assert [(one.what, one.where, one.detail) for one in document.not_carried] == [
        ("chart", "slide 1", "Heights"),
        ("hidden slide", "slide 2", "Secret"),
    ]


def test_slides_that_name_a_part_stand_above_the_others() -> None:
    layout = b'<p:sldLayout xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" type="secHead"/>'
    document = read_source(
        presentation(
            [slide(shape(line("Part one"), "title"), shape(line("A word.")))],
            {"slideLayout:l": "../slideLayouts/l.xml"},
            {"ppt/slideLayouts/l.xml": layout},
        ),
        "a.pptx",
    )
    assert headings(document) == [(1, "Part one")]
