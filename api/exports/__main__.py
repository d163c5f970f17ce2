"""`python -m api.exports COURSE FORMAT`: writes the package of a course into the present folder, or to `--to`."""

import argparse
import asyncio
import os
import shutil
import sys
from pathlib import Path
from uuid import UUID

from api.exports.course_to_export import course_to_export
from api.exports.file_names import file_name
from api.exports.packing import Package, Packing
from api.http.problems import Problem
from exports.formats import FORMATS
from models.catalog import load_course
from models.session import create_engine, create_sessions
from providers.configuration import ProviderConfiguration
from providers.selection import choose_providers


def main() -> None:
    """Prints the path of the file, or ends with one sentence on what is wrong."""
    arguments = _arguments()
    url = os.environ.get("DATABASE_URL")
    if not url:
        sys.exit("DATABASE_URL is not set: it names the database, as postgresql://login:password@host/name.")
    try:
        print(asyncio.run(_exported(url, arguments)))
    except Problem as problem:
        sys.exit("\n".join([problem.detail, *(f"{pointer}: {detail}" for pointer, detail in problem.errors)]))
    except OSError as error:
        sys.exit(f"The package cannot be written: {error}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m api.exports", description="The package of a course.")
    parser.add_argument("course", type=UUID)
    parser.add_argument("format", choices=list(FORMATS))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--release", type=int, help="a release other than the current one")
    which.add_argument("--draft", action="store_true", help="the course as it stands, marked as a draft")
    parser.add_argument("--to", type=Path, help="the file, or the folder that it goes into")
    return parser.parse_args()


async def _exported(url: str, wanted: argparse.Namespace) -> Path:
    engine, providers = create_engine(url), choose_providers(ProviderConfiguration())
    try:
        async with create_sessions(engine)() as session:
            tree = await load_course(session, wanted.course)
            if tree is None:
                sys.exit(f"There is no course {wanted.course}.")
            course = await course_to_export(session, tree, wanted.release, wanted.draft)
        told = FORMATS[wanted.format]
        package = await Packing().package(providers.storage, course, told)
    finally:
        await providers.close()
        await engine.dispose()
    name = file_name(course.draft.title, course.release, told.extension)
    return await asyncio.to_thread(_written, wanted.to or Path(), name, package)


def _written(path: Path, name: str, package: Package) -> Path:
    """Under the name where the path is a folder."""
    path = path / name if path.is_dir() else path
    with package.file, path.open("wb") as file:
        shutil.copyfileobj(package.file, file)
    return path


if __name__ == "__main__":
    main()
