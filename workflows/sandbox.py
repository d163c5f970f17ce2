"""The sandbox that workflows run in, and which modules it takes from outside instead of loading anew."""

from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

PASSED_THROUGH = {
    "workflows.policies": "constants, which every workflow imports: loading them anew would cost each run its time",
    "workflows.problems": "functions of an error and constants: as above",
}
"""Each module with the reason why every run may share it.

What else a workflow needs of the other rooms (messages, names of activities) it imports where it says so, within
`workflow.unsafe.imports_passed_through`.
"""


def sandboxed() -> SandboxedWorkflowRunner:
    """The runner of workflow code, for workers and for replays alike."""
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH))
