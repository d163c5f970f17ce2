"""Every table: the modules of this room are imported, so that one import fills the metadata."""

from importlib import import_module
from pkgutil import iter_modules

from sqlmodel import SQLModel

import models

for _module in iter_modules(models.__path__, "models."):
    if not _module.ispkg and _module.name != __name__:
        import_module(_module.name)

METADATA = SQLModel.metadata
MODELS: tuple[type[SQLModel], ...] = tuple(mapper.class_ for mapper in SQLModel._sa_registry.mappers)
"""The classes of all tables, in no order."""
