"""What the steps of a generation are called where people and rows tell them apart."""

from pydantic import BaseModel

from models.messages import BatchTask, OutlineTask, PictureTask, SectionTask

LONGEST_NAME = 60


def step_of(activity: str, task: BaseModel) -> str:
    """The name of a step: "structure", "section:1.2", "thumbnail", "visual:1.2", "batch:3"; else its activity's,
    with the section's key where it is about one ("hold_section:1.2")."""
    match activity, task:
        case "write_outline", OutlineTask():
            return "structure"
        case "write_section", SectionTask():
            return f"section:{task.key}"
        case "make_picture", PictureTask():
            return f"visual:{task.key}" if task.key else "thumbnail"
        case _, BatchTask():
            return f"batch:{task.turn}"
    key = getattr(task, "key", None)
    return f"{activity}:{key}"[:LONGEST_NAME] if key else activity[:LONGEST_NAME]


def section_of(step: str) -> str | None:
    """The key of the section that a step is about; None for a step of the whole generation."""
    parts = step.split(":")
    return parts[1] if len(parts) > 1 and "." in parts[1] else None


def name_of(step: str) -> str:
    """What a person reads of a step, as "Section 1.2"; of one that is no part of the course, nothing."""
    kind, _, number = step.partition(":")
    names = {"structure": "The outline", "section": "Section", "thumbnail": "The thumbnail", "visual": "Picture"}
    return f"{names[kind]} {number}".strip() if kind in names else ""
