"""The player of a package is made of the reader's own modules: which, and that they are what its imports ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

import pytest

from exports.formats import FORMATS
from exports.scorm.player_files import REPLACED, SHARED, WEB
from tests.exports.courses import COURSES, every_feature, plain
from tests.exports.packages_read import unzipped
from tests.web.test_messages import used

IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"'\s]+)["']""")
READER = "web/app/learner/section.js"


@pytest.fixture(scope="module")
def package() -> dict[str, bytes]:
    return unzipped(FORMATS["scorm-1.2"].written(every_feature()))


def import_map(package: Mapping[str, bytes]) -> dict[str, str]:
    [written] = re.findall(r'<script type="importmap">(.*?)</script>', package["index.html"].decode())
    found: dict[str, str] = json.loads(written)["imports"]
    return found


def resolved(name: str, importer: str, imports: Mapping[str, str]) -> str:
    """As a browser does: by the map, by a prefix of it, or beside the module, and what comes of it by the map again."""
    if name.startswith("."):
        found = "./" + normpath(join(dirname(importer), name))
        return imports.get(found, found).removeprefix("./")
    if name in imports:
        return imports[name].removeprefix("./")
    [prefix] = [each for each in imports if each.endswith("/") and name.startswith(each)]
    found = imports[prefix] + name.removeprefix(prefix)
    return imports.get(found, found).removeprefix("./")


def reached(package: Mapping[str, bytes], start: str) -> Iterator[str]:
    """The modules that one asks for, itself included."""
    imports, seen, waiting = import_map(package), set[str](), [start]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        yield module
        waiting += [resolved(name, module, imports) for name in IMPORT.findall(code(package[module]))]


def code(module: bytes) -> str:
    """Without its comments in stars, which name modules and messages as well."""
    return re.sub(r"/\*.*?\*/", "", module.decode(), flags=re.DOTALL)


def test_a_package_has_what_its_player_imports_and_no_module_besides(package: dict[str, bytes]) -> None:
    modules = {name for name in package if name.endswith((".js", ".mjs"))}
    idle = modules - set(reached(package, "player/player.js")) - {"worker.js"}
    assert {name for name in idle if not name.startswith("sections/")} == set()


def test_the_modules_are_those_of_the_reader_byte_by_byte(package: dict[str, bytes]) -> None:
    assert READER in set(reached(package, "player/player.js"))
    for name in SHARED:
        assert package[f"web/{name}"] == (WEB / name).read_bytes(), name


def test_what_takes_the_place_of_a_module_offers_what_others_ask_of_it() -> None:
    """Every name that a shared module imports from one that is replaced is exported by what replaces it."""
    package = unzipped(FORMATS["scorm-2004"].written(every_feature()))
    asked = re.compile(r'import \{([^}]+)\} from "([^"]+)"')
    found = set()
    for module in [name for name in package if name.startswith("web/app/")]:
        for names, source in asked.findall(package[module].decode()):
            address = "./" + normpath(join(dirname(module), source))
            for name in names.split(","):
                if address in REPLACED:
                    offered = package[REPLACED[address].removeprefix("./")].decode()
                    assert re.search(rf"export (?:const|function) {name.strip()}\b", offered), (module, name)
                    found.add(address)
    assert found == set(REPLACED)


@pytest.mark.parametrize(("language", "spoken"), [("de-AT", "de"), ("fr", "fr"), ("ar", "en"), ("../x", "en")])
def test_the_player_speaks_the_language_of_the_course_where_it_can(language: str, spoken: str) -> None:
    course = plain("en", "Tides", "Water.")
    course = course.model_copy(update={"draft": course.draft.model_copy(update={"language": language})})
    files = unzipped(FORMATS["scorm-1.2"].written(course))
    assert [name for name in files if name.startswith("web/messages/")] == [f"web/messages/{spoken}.json"]
    is_foreign = any("are in English" in lost for lost in FORMATS["scorm-1.2"].losses(course))
    assert is_foreign == (spoken == "en")


def test_a_package_has_every_message_that_its_modules_say(package: dict[str, bytes]) -> None:
    told = json.loads(package["web/messages/en.json"])
    keys, beginnings = used(code(package[name]) for name in reached(package, "player/player.js"))
    assert keys - told.keys() == set()
    assert [one for one in beginnings if not any(key.startswith(one) for key in told)] == []


@pytest.mark.parametrize("name", COURSES)
def test_the_worker_names_every_file_and_changes_with_any(name: str) -> None:
    files = unzipped(FORMATS["scorm-1.2"].written(COURSES[name]()))
    worker = files["worker.js"].decode()
    assert "%" not in worker
    [listed] = re.findall(r'FILES = "([^"]+)"', worker)
    assert set(listed.split()) == files.keys() - {"worker.js", "imsmanifest.xml"}
    changed = COURSES[name]()
    draft = changed.draft.model_copy(update={"description": "Another one."})
    other = unzipped(FORMATS["scorm-1.2"].written(changed.model_copy(update={"draft": draft})))["worker.js"]
    assert files["worker.js"] != other
