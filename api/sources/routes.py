"""Documents that instructors bring."""

import logging
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import Text, cast, literal, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from accounts.permissions import Action, Relation
from api.courses.media import ELSEWHERE, PICTURE, picture_response
from api.http.etags import IfNoneMatch, tagged
from api.http.pages import Page, WantedPage, cut
from api.http.problems import Problem, not_found
from api.security.auditing import audit
from api.security.dependencies import Account, Authorize, CurrentDependencies, DatabaseSession, Dependencies
from api.sources.reading import ReadFile
from api.sources.schemas import SourceDetail, SourcePublic
from api.sources.uploads import FORM, Upload, unless_gone, uploaded
from models.generation_states import TERMINAL_STATUSES
from models.generations import Generation, Source
from providers.errors import ProviderProblem
from providers.storage import Storage, key_of
from sources.reading import READ

_log = logging.getLogger(__name__)

router = APIRouter(prefix="/api/sources", tags=["Making a course"])

IN_USE = {"description": "A generation that is under way reads it."}
_SHOWN: list[Any] = [getattr(Source, name) for name in SourcePublic.model_fields]
_WHOLE: list[Any] = [getattr(Source, name) for name in SourceDetail.model_fields]
"""Every column but the document, which may be a book."""
Media = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


@router.post(
    "",
    status_code=201,
    response_model=SourceDetail,
    responses={200: {"model": SourceDetail, "description": "The same bytes were brought before."}, 507: {}},
    openapi_extra=FORM,
    description=f"""Bring a document of up to 100 MB. The same bytes again answer the same id.

{READ} are read, known by their content. `figures` are the pictures in it, `not_carried` says what it holds besides and
what was not read. `licence` says under which terms it may be used; sent again with the same bytes, it replaces what was
said before.""",
)
async def upload_source(
    request: Request,
    account: Annotated[Account, Depends(Authorize(Action.BRING_SOURCE, audit="bring source"))],
    shared: CurrentDependencies,
    response: Response,
) -> SourceDetail:
    """Read a document, unless its owner has brought the same bytes before, and store it with its pictures."""
    with shared.reading.arriving(account.id):
        async with uploaded(request) as upload:
            digest = await upload.sha256()
            async with shared.sessions() as session:
                known = await _one(session, Source.owner_id == account.id, Source.sha256 == digest)
            if known is not None:
                response.status_code = 200
                return await _licensed(shared, account, known, upload.licence)
            read = await unless_gone(request, shared.reading.read(upload, account.id))
    await _keep(shared.providers.storage, read)
    async with shared.sessions() as session, session.begin():
        source_id = await _stored(session, account.id, digest, upload, read)
        if source_id is not None:
            audit(session, account, "source", source_id)
        stored = await _one(session, Source.owner_id == account.id, Source.sha256 == digest)
    if stored is None:
        raise Problem(409, "source-deleted", "The same file was deleted while it came in; send it again.")
    return stored


@router.get("")
async def list_sources(
    account: Annotated[Account, Depends(Authorize(Action.READ_SOURCE))], session: DatabaseSession, paging: WantedPage
) -> Page[SourcePublic]:
    """Your sources, the newest first."""
    query = select(*_SHOWN).where(Source.owner_id == account.id)
    if paging.after is not None:
        query = query.where(col(Source.id) < paging.after)
    rows = (await session.exec(query.order_by(col(Source.id).desc()).limit(paging.limit + 1))).all()
    return cut([SourcePublic.model_validate(row) for row in rows], [row.id for row in rows], paging.limit)


@router.get("/{source_id}", response_model=SourceDetail)
async def read_source(
    source_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.READ_SOURCE))],
    session: DatabaseSession,
    if_none_match: IfNoneMatch,
) -> Response:
    """What was read of a source: its headings, its pictures, how much of it there is, and what was not read."""
    return tagged(await _own(session, source_id, account), if_none_match)


@router.get("/{source_id}/figures/{media}", response_class=Response, responses={200: PICTURE, 302: ELSEWHERE})
async def read_figure(
    source_id: UUID,
    media: Media,
    account: Annotated[Account, Depends(Authorize(Action.READ_SOURCE))],
    session: DatabaseSession,
    shared: CurrentDependencies,
    if_none_match: IfNoneMatch,
) -> Response:
    """A picture of a source, by its `media`."""
    source = await _own(session, source_id, account)
    figure = next((figure for figure in source.figures if figure.media == media), None)
    if figure is None:
        raise not_found("picture")
    key = key_of(media, figure.media_type)
    return await picture_response(shared.providers.storage, key, figure.media_type, if_none_match)


@router.delete("/{source_id}", status_code=204, responses={409: IN_USE})
async def delete_source(
    source_id: UUID,
    account: Annotated[Account, Depends(Authorize(Action.DELETE_SOURCE, audit="delete source"))],
    session: DatabaseSession,
) -> None:
    """Delete a source with its text. Courses made of it keep what they quote; their sections are not written anew.

    Refused with 409 while a generation that has not ended reads it: cancel that one first.
    """
    await _own(session, source_id, account)
    source = await session.exec(select(Source.id).where(Source.id == source_id).with_for_update())
    if source.one_or_none() is None:
        raise not_found("source")
    users = col(Generation.brief)["source_ids"].contains([str(source_id)])
    running = select(Generation.id).where(users, col(Generation.status).not_in(TERMINAL_STATUSES)).limit(1)
    if (generation_id := (await session.exec(running)).first()) is not None:
        sentence = (
            f"Generation {generation_id} is under way and reads this source; cancel it, or wait until it has ended."
        )
        raise Problem(409, "source-in-use", sentence)
    await session.exec(delete(Source).where(col(Source.id) == source_id))
    audit(session, account, "source", source_id)


async def _own(session: AsyncSession, source_id: UUID, account: Account) -> SourceDetail:
    found = await _one(session, Source.id == source_id, Source.owner_id == account.id)
    if found is None or not account.may(Relation.OWN):
        raise not_found("source")
    return found


async def _one(session: AsyncSession, *wanted: Any) -> SourceDetail | None:
    row = (await session.exec(select(*_WHOLE).where(*wanted))).one_or_none()
    if row is None:
        return None
    base = f"/api/sources/{row.id}/figures"
    figures = [{**figure, "url": f"{base}/{figure['media']}"} for figure in row.figures]
    return SourceDetail.model_validate({**row._asdict(), "figures": figures})


async def _licensed(shared: Dependencies, account: Account, known: SourceDetail, licence: str) -> SourceDetail:
    """The source with the licence that was told of it this time, if any was."""
    if licence in ("", known.licence):
        return known
    async with shared.sessions() as session, session.begin():
        await session.exec(update(Source).where(col(Source.id) == known.id).values(licence=licence))
        audit(session, account, "source", known.id)
    return known.model_copy(update={"licence": licence})


async def _keep(storage: Storage, read: ReadFile) -> None:
    """Store the pictures, which no sweep takes before the source is there: it leaves alone what is new."""
    try:
        for picture in read.pictures:
            await storage.put(picture.data, picture.media_type)
    except (OSError, ProviderProblem) as error:
        _log.error("the pictures of a source cannot be stored (%s)", error)
        sentence = "The pictures of this file cannot be stored right now. Nothing was taken; send it again in a moment."
        raise Problem(503, "media-store-away", sentence, headers={"Retry-After": "30"}) from None


async def _stored(session: AsyncSession, owner_id: UUID, digest: str, upload: Upload, read: ReadFile) -> UUID | None:
    """Store what was read, unless the same bytes are there by now. The document goes to the database as it came."""
    shown = read.overview.model_dump(mode="json") | {"licence": upload.licence}
    source = Source(owner_id=owner_id, sha256=digest, filename=upload.filename, size_bytes=upload.size, **shown)
    values = source.model_dump(exclude={"document", "created_at"})
    statement = insert(Source).values(**values, document=cast(literal(read.document, Text()), JSONB))
    found = await session.exec(statement.on_conflict_do_nothing().returning(col(Source.id)))
    row = found.first()
    return None if row is None else row[0]
