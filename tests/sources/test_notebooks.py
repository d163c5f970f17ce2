"""Jupyter notebooks: text, code, what it printed and drew."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from sources import UnreadableSource, read_file, read_source
from tests.sources.blocks import texts
from tests.sources.picture_files import data_address, picture

_DRAWN = base64.b64encode(picture()).decode()


def notebook(*cells: dict[str, Any], **metadata: Any) -> bytes:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_cells_in_their_order() -> None:
    data = notebook(
        {
            "cell_type": "markdown",
            "source": ["# Tides\n", "\n", f"The sea $a^2$. ![Here]({data_address(picture('red'))})"],
        },
        {
            "cell_type": "code",
            "source": "print(1 + 1)",
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["2\n"]},
                {"output_type": "display_data", "data": {"image/png": _DRAWN, "text/plain": "<Figure>"}},
                {"output_type": "error", "ename": "E", "evalue": "no water", "traceback": []},
                {"output_type": "stream", "text": "x" * 5_000},
            ],
        },
        {
            "cell_type": "markdown",
            "source": "![A map](attachment:m.png)",
            "attachments": {"m.png": {"image/png": _DRAWN}},
        },
        {"cell_type": "raw", "source": "Raw words."},
        kernelspec={"language": "python"},
    )
    document, pictures = read_file(data, "tides.ipynb")
    assert document.media_type == "application/x-ipynb+json"
    assert [(block.kind, block.text, block.language) for block in document.blocks if block.kind == "code"] == [
        ("code", "print(1 + 1)", "python"),
        ("code", "2", "output"),
    ]
    assert texts(document, "figure") == ["Here", "A map"]
    assert [bool(figure.block_id) for figure in document.figures] == [True, False, True]
    assert len(pictures) == 2
    assert [(one.what, one.detail[:10]) for one in document.not_carried] == [
        ("error message", "no water"),
        ("long output", "x" * 10),
        ("raw cell", "Raw words."),
        ("picture without words", "Kept, but "),
    ]


@pytest.mark.parametrize(
    "broken", [b'{"nbformat": 4, "cells": ', b'{"nbformat": 4, "cells": 5}', notebook()[:-1] + b"{"]
)
def test_what_only_looks_like_a_notebook_is_broken(broken: bytes) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read_source(broken, "a.ipynb")
    assert caught.value.kind == "broken"


@pytest.mark.parametrize("cell", [5, None, [], {}, {"cell_type": "code", "outputs": 3, "source": {}}, {"source": [1]}])
def test_odd_cells_are_passed_over(cell: Any) -> None:
    data = notebook(cell, {"cell_type": "markdown", "source": "Words."}, language_info=[])
    assert texts(read_source(data, "a.ipynb"), "paragraph") == ["Words."]
