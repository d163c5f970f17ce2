"""What runs by the clock: maintenance once a day, reconciliation once a minute."""

import logging
from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleSpec,
)

from models.messages import MaintenanceTask, ReconciliationTask
from temporal.task_queues import COURSE_CREATION
from workflows.maintenance import Maintenance
from workflows.reconciliation import Reconciliation

_log = logging.getLogger(__name__)


async def schedule_maintenance(client: Client) -> None:
    """Run the maintenance once a day; a schedule that is there already stays."""
    action = ScheduleActionStartWorkflow(
        Maintenance.run, MaintenanceTask(), id="media-sweep", task_queue=COURSE_CREATION, static_summary="Maintenance"
    )
    await _schedule(client, "media-sweep", action, timedelta(days=1))


async def schedule_reconciliation(client: Client) -> None:
    """Let generations be compared with their runs once a minute; a schedule that is there already stays."""
    action = ScheduleActionStartWorkflow(
        Reconciliation.run,
        ReconciliationTask(),
        id="reconciliation",
        task_queue=COURSE_CREATION,
        static_summary="Generations and their runs",
    )
    await _schedule(client, "reconciliation", action, timedelta(minutes=1))


async def _schedule(client: Client, name: str, action: ScheduleActionStartWorkflow, every: timedelta) -> None:
    spec = ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every)])
    try:
        await client.create_schedule(name, Schedule(action=action, spec=spec))
    except ScheduleAlreadyRunningError:
        _log.info("%s is scheduled.", name)
