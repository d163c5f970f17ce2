"""Documents that instructors bring."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.auditing import audit
from api.dependencies import CurrentAccount, SharedParts
from api.shapes import SourcePublic
from api.uploads import FORM, Upload, uploaded
from models.generations import Source
from models.upserts import insert_once

router = APIRouter(prefix="/api/sources", tags=["Making a course"])


@router.post(
    "",
    status_code=201,
    response_model=SourcePublic,
    responses={200: {"model": SourcePublic, "description": "The same bytes were brought before."}},
    openapi_extra=FORM,
)
async def upload_source(request: Request, account: CurrentAccount, shared: SharedParts, response: Response) -> Source:
    """Bring a PDF, DOCX, HTML, Markdown or text document of up to 100 MB. The same bytes again answer the same id."""
    async with uploaded(request) as upload:
        digest = await upload.sha256()
        async with shared.sessions() as session:
            known = await _find(session, account.id, digest)
        if known is not None:
            response.status_code = 200
            return known
        source = await _read(upload, account.id, digest)
    async with shared.sessions() as session, session.begin():
        if await insert_once(session, source):
            audit(session, account, "source", source.id)
        stored = await _find(session, account.id, digest)
    assert stored is not None
    return stored


async def _read(upload: Upload, owner_id: UUID, digest: str) -> Source:
    document = await upload.document()
    return Source(
        owner_id=owner_id,
        sha256=digest,
        filename=upload.filename,
        media_type=document.media_type,
        pages=document.pages,
        characters=document.characters,
        size_bytes=upload.size,
        document=document.model_dump(mode="json"),
    )


async def _find(session: AsyncSession, owner_id: UUID, digest: str) -> Source | None:
    found = await session.exec(select(Source).where(Source.owner_id == owner_id, Source.sha256 == digest))
    return found.one_or_none()
