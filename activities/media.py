"""Phase 3: the course's thumbnail and the sections' diagrams, cleaned, in several widths, stored by content."""

import asyncio
import json
from dataclasses import asdict
from textwrap import shorten
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import async_sessionmaker
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity

from activities.errors import from_provider
from activities.heartbeat import heartbeating
from activities.ledger import Ledger, Receipt
from activities.prompts import picture_call
from exports.picture_marks import xmp
from exports.provenance import BY_MODEL, BY_PROGRAM
from learning.outline import Outline
from learning.section import SectionContent
from learning.source import Figure
from models.generations import Generation, GenerationEvent, GenerationSection, MediaAsset, Source
from models.messages import PictureTask, Progress
from models.milestones import locked, milestone
from models.upserts import insert_once
from providers.diagrams import diagram_request
from providers.drawn import DrawnImage
from providers.errors import ProviderProblem
from providers.image import ImageProvider, ImageRequest
from providers.renditions import Renditions, make_renditions
from providers.storage import Storage, key_of

LONGEST_SUBTITLE = 160


class Carried(NamedTuple):
    """A picture of a source, and the name of its file."""

    figure: Figure
    filename: str


class Media:
    """Pictures of a course: bought or drawn, and kept with renditions; one that cannot be had is left out by name."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        ledger: Ledger,
        painter: ImageProvider,
        stand_in: ImageProvider,
        storage: Storage,
    ) -> None:
        self._sessions = sessions
        self._ledger = ledger
        self._painter = painter
        self._stand_in = stand_in
        self._storage = storage

    @activity.defn
    async def make_picture(self, task: PictureTask) -> Progress:
        """Buy one picture (or draw it in place of one that was refused), keep it with its renditions, and record it."""
        async with heartbeating():
            if (progress := await self._made(task)) is not None:
                return progress
            if figure := await self._figure(task):
                return await self._carry(task, figure)
            request = await self._request(task)
            if request is None:
                return await self.leave_out_picture(task)
            painter = self._stand_in if task.instead_of else self._painter
            call = picture_call(task.generation_id, _step(task), painter, request)
            entry = await self._ledger.answer(call, lambda: self._buy(painter, request))
            try:
                data = await self._storage.get(entry.media_key or "")
                made = xmp(BY_PROGRAM if painter.name == DrawnImage.name else BY_MODEL)
                renditions = await asyncio.to_thread(make_renditions, data, xmp=made)
            except ProviderProblem as problem:
                raise from_provider(problem) from None
            return await self._record(task, renditions, json.loads(entry.raw or "{}"), entry.id)

    @activity.defn
    async def leave_out_picture(self, task: PictureTask) -> Progress:
        """Go on without a picture that could not be made, and say so."""
        async with self._sessions() as session, session.begin():
            generation = await locked(session, task.generation_id)
            told = select(GenerationEvent.seq).where(
                GenerationEvent.generation_id == task.generation_id,
                GenerationEvent.kind == "picture_left_out",
                col(GenerationEvent.data)["key"].astext.is_not_distinct_from(task.key),
            )
            if (await session.exec(told)).first() is None:
                problem = task.instead_of.model_dump() if task.instead_of else None
                milestone(session, generation, "picture_left_out", key=task.key, problem=problem)
            return Progress(percent=generation.percent)

    async def _made(self, task: PictureTask) -> Progress | None:
        """The progress where the picture is there already, as another run may have left it."""
        async with self._sessions() as session:
            asset = select(MediaAsset.id).where(
                MediaAsset.generation_id == task.generation_id, MediaAsset.step == _step(task)
            )
            if (await session.exec(asset)).first() is None:
                return None
            generation = await session.get_one(Generation, task.generation_id)
            return Progress(percent=generation.percent)

    async def _request(self, task: PictureTask) -> ImageRequest | None:
        async with self._sessions() as session:
            generation = await session.get_one(Generation, task.generation_id)
            outline = Outline.model_validate(generation.outline)
            if task.key is None:
                return _thumbnail(outline, generation.brief["language"])
            row = await session.get_one(GenerationSection, (task.generation_id, task.key))
        content = SectionContent.model_validate(row.content)
        return diagram_request(content, outline.section(task.key), generation.brief["language"])

    async def _buy(self, painter: ImageProvider, request: ImageRequest) -> Receipt:
        answer = await painter.picture(request)
        return Receipt(
            raw=json.dumps({"alt": answer.alt, "caption": answer.caption}),
            media_key=await self._storage.put(answer.data, answer.media_type),
            model=answer.model,
            request_id=answer.request_id,
            input_tokens=answer.input_tokens,
            output_tokens=answer.output_tokens,
            cost=answer.cost,
        )

    async def _figure(self, task: PictureTask) -> Carried | None:
        """The picture of one of the brief's own sources that the outline gives to the section, None for none."""
        async with self._sessions() as session:
            generation = await session.get_one(Generation, task.generation_id)
            reference = Outline.model_validate(generation.outline).section(task.key).figure if task.key else ""
            source_id, _, block_id = reference.rpartition(":")
            if source_id not in generation.brief.get("source_ids", []):
                return None
            query = select(Source.figures, Source.filename).where(Source.id == UUID(source_id))
            row = (await session.exec(query)).first()
        figures = [Figure.model_validate(figure) for figure in row[0]] if row else []
        found = next((figure for figure in figures if figure.block_id == block_id), None)
        return Carried(found, row[1]) if found and row else None

    async def _carry(self, task: PictureTask, carried: Carried) -> Progress:
        """Take over a picture of a source with its words and the name of its file; without one that cannot be shown."""
        figure = carried.figure
        try:
            data = await self._storage.get(key_of(figure.media, figure.media_type))
            renditions = await asyncio.to_thread(make_renditions, data)
        except ProviderProblem as problem:
            if task.instead_of or problem.kind == "picture_refused":
                return await self.leave_out_picture(task)
            raise from_provider(problem) from None
        caption = f"{figure.caption or figure.alt} ({carried.filename})"
        return await self._record(task, renditions, {"alt": figure.alt or figure.caption, "caption": caption}, None)

    async def _record(
        self, task: PictureTask, renditions: Renditions, told: dict[str, str], call_id: UUID | None
    ) -> Progress:
        original = renditions.original
        stored = [
            {"key": await self._storage.put(r.data, r.media_type)} | _without_data(asdict(r))
            for r in renditions.renditions
        ]
        asset = MediaAsset(
            generation_id=task.generation_id,
            step=_step(task),
            kind="thumbnail" if task.key is None else "diagram",
            storage_key=await self._storage.put(original.data, original.media_type),
            media_type=original.media_type,
            width=original.width,
            height=original.height,
            size_bytes=len(original.data),
            renditions=stored,
            call_id=call_id,
            alt=told.get("alt", ""),
            caption=told.get("caption", ""),
        )
        async with self._sessions() as session, session.begin():
            generation = await locked(session, task.generation_id)
            if await insert_once(session, asset):
                instead_of = task.instead_of.model_dump() if task.instead_of else None
                milestone(session, generation, "picture_ready", key=task.key, drawn_instead=instead_of)
            return Progress(percent=generation.percent)


def _step(task: PictureTask) -> str:
    return "thumbnail" if task.key is None else f"visual:{task.key}"


def _thumbnail(outline: Outline, language: str) -> ImageRequest:
    return ImageRequest(
        purpose="thumbnail",
        title=outline.title,
        subtitle=shorten(outline.description, LONGEST_SUBTITLE, placeholder=" …"),
        terms=tuple(lesson.title for lesson in outline.lessons),
        language=language,
    )


def _without_data(rendition: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in rendition.items() if name != "data"}
