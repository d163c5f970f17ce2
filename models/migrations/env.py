"""Runs migrations on the connection that `models.migrate` holds; alembic loads this file by itself."""

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from alembic.script import ScriptDirectory

from models.tables import METADATA


def _report(ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]) -> None:
    script = ScriptDirectory.from_config(context.config).get_revision(step.up_revision_id or "base")
    context.config.attributes["say"](f"{'up  ' if step.is_upgrade else 'down'} {step.up_revision_id}  {script.doc}")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=True,
    compare_server_default=True,
    transaction_per_migration=True,
    on_version_apply=_report,
)
with context.begin_transaction():
    context.run_migrations()
