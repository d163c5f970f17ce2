"""Configuration: what is half-set is said in one sentence, what is documented is what is read, who serves what."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import settings
from providers.anthropic_text import AnthropicText
from providers.compatible_text import CompatibleText
from providers.drawn import DrawnImage
from providers.local_storage import LocalStorage
from providers.offline.processes import OfflineProcesses
from providers.openai_image import OpenAIImage
from providers.openai_text import OpenAIText
from providers.outbox_mail import OutboxMail
from providers.s3_storage import S3Storage
from providers.selection import Providers, choose_providers
from providers.sendgrid_mail import SendGridMail

EXAMPLE = Path(settings.__file__).parent / ".env.example"
VARIABLES = [name.upper() for name in settings.Settings.model_fields]
DATABASE = {"DATABASE_URL": "postgresql://somebody@localhost/courses"}
CLAUDE = {"ANTHROPIC_API_KEY": "a-key"}
LOCAL_MODEL = {"COMPATIBLE_BASE_URL": "http://localhost:11434/v1", "COMPATIBLE_MODEL": "a-model"}
BUCKET = {"AWS_S3_BUCKET": "media", "AWS_REGION": "eu-central-1"}
AWS_KEYS = {"AWS_ACCESS_KEY_ID": "an-id", "AWS_SECRET_ACCESS_KEY": "a-secret"}
MAIL = {"SENDGRID_API_KEY": "a-key", "MAIL_FROM": "courses@example.org"}
HALF_SET = [
    ({"AWS_ACCESS_KEY_ID": "an-id"}, "AWS_SECRET_ACCESS_KEY"),
    ({"AWS_SECRET_ACCESS_KEY": "hidden-value"}, "AWS_ACCESS_KEY_ID"),
    ({"COMPATIBLE_BASE_URL": "http://localhost/v1"}, "COMPATIBLE_MODEL"),
    ({"COMPATIBLE_MODEL": "a-model"}, "COMPATIBLE_BASE_URL"),
    ({"COMPATIBLE_API_KEY": "hidden-value"}, "COMPATIBLE_BASE_URL"),
    ({"SENDGRID_API_KEY": "hidden-value"}, "MAIL_FROM"),
    ({"MAIL_FROM": "courses@example.org"}, "SENDGRID_API_KEY"),
    ({"SENDGRID_WEBHOOK_KEY": "a-key"}, "SENDGRID_API_KEY"),
    ({"AWS_ENDPOINT_URL_S3": "http://localhost:9000"}, "AWS_S3_BUCKET"),
    (CLAUDE | LOCAL_MODEL, "COMPATIBLE_BASE_URL"),
    ({"TEXT_WRITER": "openai"}, "OPENAI_API_KEY"),
    ({"TEXT_WRITER": "anthropic"}, "ANTHROPIC_API_KEY"),
    (CLAUDE | {"TEXT_FALLBACK": "compatible"}, "COMPATIBLE_BASE_URL"),
    (CLAUDE | {"TEXT_FALLBACK": "anthropic"}, "TEXT_FALLBACK"),
    (CLAUDE | {"TEXT_FALLBACK": "built-in"}, "TEXT_FALLBACK"),
]
WRONG = [
    ("ANTHROPIC_BASE_URL", "localhost:1"),
    ("OPENAI_BASE_URL", "ftp://localhost"),
    ("COMPATIBLE_BASE_URL", "localhost"),
    ("AWS_ENDPOINT_URL_S3", "localhost"),
    ("SENDGRID_HOST", "api.sendgrid.com"),
    ("MAIL_FROM", "nobody"),
    ("TEXT_DEADLINE_SECONDS", "8000"),
    ("TEXT_SILENCE_SECONDS", "0"),
    ("TEXT_WRITER", "somebody"),
    ("OPENAI_REASONING_EFFORT", "much"),
    ("IMAGE_DEADLINE_SECONDS", "0"),
    ("TEXT_CALLS_AT_ONCE", "0"),
    ("IMAGE_CALLS_AT_ONCE", "many"),
    ("TEXT_REQUESTS_A_MINUTE", "0"),
    ("TEXT_TOKENS_A_MINUTE", "-1"),
    ("IMAGE_REQUESTS_A_MINUTE", "0"),
    ("TOKENS_A_CALL", "0"),
    ("LEAST_CACHED_TOKENS", "0"),
]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of ours, no `.env`."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def load(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> settings.Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return settings.load()


def refusal(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> str:
    with pytest.raises(SystemExit) as stopped:
        load(monkeypatch, variables)
    sentence = str(stopped.value)
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize(("variables", "named"), HALF_SET)
def test_what_is_half_set_stops_with_a_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str
) -> None:
    sentence = refusal(monkeypatch, DATABASE | variables)
    assert named in sentence
    assert "hidden-value" not in sentence


@pytest.mark.parametrize(("variable", "value"), WRONG)
def test_what_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    assert variable in refusal(monkeypatch, DATABASE | {variable: value})


@pytest.mark.parametrize("variable", ["TEXT_MODEL", "REPAIR_MODEL", "IMAGE_MODEL"])
def test_a_model_without_a_price_is_refused_where_it_is_used(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Its calls could not be held to a budget."""
    assert load(monkeypatch, DATABASE | {variable: "a-model-of-tomorrow"})
    assert variable in refusal(monkeypatch, CLAUDE | {"OPENAI_API_KEY": "a-key"})


@pytest.mark.parametrize("variable", ["OPENAI_TEXT_MODEL", "OPENAI_REPAIR_MODEL"])
@pytest.mark.parametrize("role", ["TEXT_WRITER", "TEXT_FALLBACK"])
def test_a_second_writer_is_held_to_a_budget_as_well(monkeypatch: pytest.MonkeyPatch, variable: str, role: str) -> None:
    monkeypatch.setenv(variable, "a-model-of-tomorrow")
    keys = CLAUDE | {"OPENAI_API_KEY": "a-key"}
    assert load(monkeypatch, DATABASE | keys)
    assert variable in refusal(monkeypatch, {role: "openai"})


def test_a_database_is_needed_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "DATABASE_URL" in refusal(monkeypatch, {})
    assert load(monkeypatch, DATABASE).text_calls_a_second is None


def test_empty_variables_are_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose hands on what is not set as an empty text."""
    empty = dict.fromkeys((name for name in VARIABLES if name != "DATABASE_URL"), "")
    assert load(monkeypatch, DATABASE | empty).anthropic_api_key is None


def test_keys_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {name: "hidden-value" for name in VARIABLES if name.endswith("API_KEY") or "SECRET" in name}
    others = {"AWS_ACCESS_KEY_ID": "an-id", "MAIL_FROM": "courses@example.org"}
    del keys["COMPATIBLE_API_KEY"]
    assert "hidden-value" not in repr(load(monkeypatch, DATABASE | keys | others))


@pytest.mark.parametrize("variable", VARIABLES)
def test_the_example_documents_every_variable(variable: str) -> None:
    assert re.search(rf"^#?{variable}=", EXAMPLE.read_text(), re.MULTILINE)


def test_the_example_says_the_defaults() -> None:
    said = dict(re.findall(r"^#([A-Z0-9_]+)=(\S+)$", EXAMPLE.read_text(), re.MULTILINE))
    fields = settings.Settings.model_fields.items()
    defaults = {name.upper(): str(field.default) for name, field in fields if not field.is_required() and field.default}
    assert {name: said.get(name) for name in defaults} == defaults


def test_limits_become_a_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {"TEXT_REQUESTS_A_MINUTE": "600", "TEXT_TOKENS_A_MINUTE": "1200000", "IMAGE_REQUESTS_A_MINUTE": "30"}
    config = load(monkeypatch, DATABASE | limits)
    assert (config.text_calls_a_second, config.pictures_a_second) == (1.0, 0.5)


def chosen(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Providers:
    return choose_providers(load(monkeypatch, DATABASE | variables))


@pytest.mark.parametrize(
    ("variables", "kinds"),
    [
        ({}, (OfflineProcesses, DrawnImage, LocalStorage, OutboxMail)),
        (CLAUDE, (AnthropicText, DrawnImage, LocalStorage, OutboxMail)),
        (LOCAL_MODEL, (CompatibleText, DrawnImage, LocalStorage, OutboxMail)),
        ({"OPENAI_API_KEY": "a-key"}, (OfflineProcesses, OpenAIImage, LocalStorage, OutboxMail)),
        (
            {"OPENAI_API_KEY": "a-key", "TEXT_WRITER": "openai"},
            (OpenAIText, OpenAIImage, LocalStorage, OutboxMail),
        ),
        (CLAUDE | {"TEXT_WRITER": "built-in"}, (OfflineProcesses, DrawnImage, LocalStorage, OutboxMail)),
        (CLAUDE | LOCAL_MODEL | {"TEXT_WRITER": "compatible"}, (CompatibleText, DrawnImage, LocalStorage, OutboxMail)),
        (BUCKET, (OfflineProcesses, DrawnImage, S3Storage, OutboxMail)),
        (BUCKET | AWS_KEYS, (OfflineProcesses, DrawnImage, S3Storage, OutboxMail)),
        (MAIL, (OfflineProcesses, DrawnImage, LocalStorage, SendGridMail)),
        (
            CLAUDE | {"OPENAI_API_KEY": "a-key"} | BUCKET | MAIL,
            (AnthropicText, OpenAIImage, S3Storage, SendGridMail),
        ),
    ],
)
async def test_each_service_is_used_where_it_is_configured(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], kinds: tuple[type, ...]
) -> None:
    providers = chosen(monkeypatch, variables)
    try:
        assert (type(providers.text), type(providers.image), type(providers.storage), type(providers.mail)) == kinds
    finally:
        await providers.close()


async def test_a_second_writer_is_there_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for variables, kind in (({}, None), ({"TEXT_FALLBACK": "compatible"}, CompatibleText)):
        providers = chosen(monkeypatch, CLAUDE | LOCAL_MODEL | {"TEXT_WRITER": "anthropic"} | variables)
        assert (type(providers.text), providers.fallback and type(providers.fallback)) == (AnthropicText, kind)
        await providers.close()


def test_only_documented_variables_are_in_the_example() -> None:
    """Everything there is a setting, or read by Temporal's SDK, docker compose, the migrations or the local stack."""
    elsewhere = ("TEMPORAL_", "COURSEWRIGHT_CACHE", "DATABASE_OWNER_URL")
    by_compose = set(re.findall(r"\$\{([A-Z0-9_]+)", EXAMPLE.with_name("docker-compose.yml").read_text()))
    named = re.findall(r"^#?([A-Z0-9_]+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert not [name for name in named if name not in by_compose.union(VARIABLES) and not name.startswith(elsewhere)]


def test_without_keys_no_sdk_of_a_service_is_loaded() -> None:
    """Every start of the stack waits for what is loaded."""
    sdks = {"anthropic", "boto3", "botocore", "openai"}
    load = f"import sys, worker, serving.courses, api.app; print(*sorted({sdks} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", load], capture_output=True, text=True, cwd=EXAMPLE.parent, check=True
    )
    assert answer.stdout.split() == []
