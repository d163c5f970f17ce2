import psycopg
from temporalio.client import Client


def test_postgres_is_empty_and_reached_by_its_url(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


async def test_temporal_knows_the_search_attributes(temporal_address: str) -> None:
    client = await Client.connect(temporal_address)
    assert await client.count_workflows("GenerationPhase = 'content' AND PercentDone > 3") is not None
