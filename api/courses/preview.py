"""What a text will look like, by the one renderer: so that a preview is what learners will see."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends
from pydantic import BaseModel, ConfigDict, Field

from accounts.permissions import Action
from api.http.off_loop import Written, rendered_all
from api.security.dependencies import Account, Authorize
from learning.section import Citation, Prose

router = APIRouter(prefix="/api", tags=["Courses"])


class ToRender(BaseModel):
    """`kind` is `markdown`, or as what a check is shown: `text` with `code` and $formulas$, or a `line` of it."""

    model_config = ConfigDict(extra="forbid")

    markdown: Prose
    kind: Literal["markdown", "text", "line"] = "markdown"
    citations: list[Citation] = Field([], max_length=500)


class Rendered(BaseModel):
    """Safe HTML of a text, as learners would see it."""

    html: str


@router.post("/render")
async def render_text(
    wanted: Annotated[
        ToRender,
        Body(
            openapi_examples={
                "formula": {
                    "summary": "With a formula",
                    "value": {"markdown": "Dough rises by $\\frac{1}{2}$ in an hour."},
                }
            }
        ),
    ],
    account: Annotated[Account, Depends(Authorize(Action.RENDER))],
) -> Rendered:
    """The HTML of a text as learners will see it. Nothing is stored."""
    [html] = await rendered_all([Written(wanted.markdown, wanted.kind, tuple(wanted.citations))])
    return Rendered(html=html)
