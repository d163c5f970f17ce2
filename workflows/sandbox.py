"""The sandbox that workflows run in, and which modules it takes from outside instead of loading anew."""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

# Each is either ours and holds no state that a workflow could see, or a library that is slow to load and that
# workflow code only touches as types. Without this every new run pays for loading them.
PASSED_THROUGH = (
    "activities",
    "learning",
    "models",
    "providers",
    "sources",
    "temporal",
    "workflows.policies",
    "workflows.problems",
    "pydantic",
    "pydantic_core",
    "annotated_types",
    "typing_inspection",
    "sqlalchemy",
    "sqlmodel",
    "psycopg",
    "PIL",
    "markdown_it",
    "uuid_utils",
)


def sandboxed() -> SandboxedWorkflowRunner:
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH))
