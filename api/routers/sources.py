"""Documents that instructors bring."""

import hashlib
from typing import Annotated

from anyio import BrokenWorkerProcess, to_process
from fastapi import APIRouter, File, Response, UploadFile
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.auditing import audit
from api.dependencies import Account, CurrentAccount, DatabaseSession
from api.problems import Problem
from api.shapes import SourcePublic
from learning.source import SourceDocument
from models.generations import Source
from models.upserts import insert_once
from sources import UnreadableSource, read_source
from sources.names import file_name

MOST_BYTES = 100 * 1024 * 1024

router = APIRouter(prefix="/api/sources", tags=["Making a course"])


@router.post(
    "",
    status_code=201,
    response_model=SourcePublic,
    responses={200: {"model": SourcePublic, "description": "The same bytes were brought before."}},
)
async def upload_source(
    file: Annotated[UploadFile, File()], account: CurrentAccount, session: DatabaseSession, response: Response
) -> Source:
    """Bring a PDF, DOCX, HTML, Markdown or text document of up to 100 MB. The same bytes again answer the same id."""
    if file.size is not None and file.size > MOST_BYTES:
        raise Problem(413, "source-too-large", "A source may have 100 MB at most; split it, or leave out its pictures.")
    data = await file.read()
    digest = hashlib.sha256(data).hexdigest()
    known = await _find(session, account, digest)
    if known is not None:
        response.status_code = 200
        return known
    filename = file_name(file.filename)
    document = await _read(data, filename)
    source = Source(
        owner_id=account.id,
        sha256=digest,
        filename=filename,
        media_type=document.media_type,
        pages=document.pages,
        characters=document.characters,
        size_bytes=len(data),
        document=document.model_dump(mode="json"),
    )
    if await insert_once(session, source):
        audit(session, account, "source", source.id)
    stored = await _find(session, account, digest)
    assert stored is not None
    return stored


async def _find(session: AsyncSession, account: Account, digest: str) -> Source | None:
    found = await session.exec(select(Source).where(Source.owner_id == account.id, Source.sha256 == digest))
    return found.one_or_none()


async def _read(data: bytes, filename: str) -> SourceDocument:
    """Read in a process of its own: a file made to break its reader breaks no more than that."""
    try:
        return await to_process.run_sync(read_source, data, filename, cancellable=True)
    except UnreadableSource as error:
        raise Problem(error.status, f"source-{error.kind.replace('_', '-')}", error.sentence) from error
    except BrokenWorkerProcess as error:
        raise Problem(422, "source-broken", "The file broke its reader. Save it anew and try again.") from error
