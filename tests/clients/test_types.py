"""The pages' modules by TypeScript's checker: against their annotations, the libraries, and our OpenAPI document."""

import json
from pathlib import Path

from api.app import create_app
from settings import Settings
from tests.clients import node

WEB = Path(__file__).parents[2] / "web"


def checked(folder: Path, *more: Path) -> list[str]:
    """What the checker has against the modules of `web/` and `more`, a line each."""
    config = Settings(database_url="postgresql+psycopg://nobody@localhost/nothing", local_mode=True)
    (folder / "openapi.json").write_text(json.dumps(create_app(config).openapi()))
    made = node.run("openapi-typescript/bin/cli.js", "openapi.json", "--output", "api.d.ts", folder=folder)
    assert made.returncode == 0, made.stdout + made.stderr
    packages = node.tools() / "node_modules"
    project = {
        "extends": str(WEB / "jsconfig.json"),
        "compilerOptions": {"paths": {"coursewright-api": [str(folder / "api.d.ts")], "*": [f"{packages}/*"]}},
        "include": [str(WEB / "app"), str(WEB / "types.d.ts"), *map(str, more)],
    }
    (folder / "tsconfig.json").write_text(json.dumps(project))
    done = node.run("typescript/bin/tsc", "--project", "tsconfig.json", "--pretty", "false", folder=folder)
    assert done.returncode in (0, 1, 2), done.stdout + done.stderr
    return done.stdout.splitlines()


WRONG = """
import {{ get }} from "{web}/app/lib/api.js";
export async function read(id) {{
  const {{ data }} = await get(`/api/courses/${{id}}`);
  return [data.title, data.titel];
}}
document.getElementById("main").focus();
"""


def test_the_modules_agree_with_each_other_and_with_the_api(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.js"
    wrong.write_text(WRONG.format(web=WEB))
    found = checked(tmp_path, wrong)
    assert len(found) == 2, "\n".join(found)
    assert "wrong.js(7,1): error TS2531: Object is possibly 'null'" in found[1], "what may not be there is checked"
    assert "wrong.js(5,28): error TS2551: Property 'titel' does not exist" in found[0], "names of the API are checked"
