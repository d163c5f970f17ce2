"""What the API takes and says about people."""

import zoneinfo
from datetime import datetime
from functools import cache
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StrictBool, StringConstraints

from accounts.passwords import MOST_CHARACTERS
from accounts.people import LONGEST_ADDRESS, is_address
from learning.characters import label_fault

MOST_PREFERENCE_BYTES = 8_192

Role = Literal["student", "instructor", "admin", "operator"]


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError("this is no mail address")
    return text


def _label(text: str) -> str:
    if sentence := label_fault(text):
        raise ValueError(str(sentence))
    return text


def _zone(text: str) -> str:
    if text not in _zones():
        raise ValueError("this is no time zone of the IANA database, as Europe/Berlin is one")
    return text


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


Address = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=LONGEST_ADDRESS),
    AfterValidator(_address),
    Field(examples=["ada@example.org"]),
]
FullName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"),
    AfterValidator(_label),
    Field(examples=["Ada Lovelace"]),
]
TimeZone = Annotated[str, AfterValidator(_zone), Field(examples=["Europe/Berlin"])]


class Registration(BaseModel):
    """A new account, of a learner."""

    model_config = ConfigDict(extra="forbid")

    email: Address
    password: str = Field(max_length=MOST_CHARACTERS, examples=["four words that nobody guesses"])
    full_name: FullName


class UserPublic(BaseModel):
    """An account. `last_login_at` is null until its first sign-in."""

    id: UUID
    email: str
    full_name: str
    role: Role
    is_active: bool
    created_at: datetime
    last_login_at: datetime | None


class Profile(UserPublic):
    """One's own account. `timezone` is an IANA name."""

    email_confirmed: bool
    timezone: str
    learning_preferences: dict[str, JsonValue]


class Preferences(BaseModel):
    """`mail` false turns e-mails off, `language` is theirs (BCP 47). Others are kept for who sends them."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, JsonValue]

    mail: StrictBool = Field(default_factory=lambda: True)
    language: str = Field(default_factory=lambda: "en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)
    preferred_path: Literal["sequential", "adaptive", "exploratory", "fast_track"] = Field(
        default_factory=lambda: "sequential"
    )


def _small(preferences: Preferences) -> Preferences:
    if len(preferences.model_dump_json(exclude_unset=True).encode()) > MOST_PREFERENCE_BYTES:
        raise ValueError(f"preferences have {MOST_PREFERENCE_BYTES} bytes at most")
    return preferences


class ProfileUpdate(BaseModel):
    """Only the fields that are sent are changed; preferences as a whole, but for an unsent `mail`."""

    model_config = ConfigDict(extra="forbid")

    full_name: FullName = Field(default_factory=str)
    timezone: TimeZone = Field(default_factory=str)
    learning_preferences: Annotated[Preferences, AfterValidator(_small)] = Field(default_factory=Preferences)


class Leaving(BaseModel):
    """The password of who leaves for good; not needed within 15 minutes of signing in."""

    model_config = ConfigDict(extra="forbid")

    password: str | None = Field(None, max_length=MOST_CHARACTERS)


class UserUpdate(BaseModel):
    """Only the fields that are sent are changed."""

    model_config = ConfigDict(extra="forbid")

    role: Role = Field(default_factory=lambda: "student")
    is_active: StrictBool = Field(default_factory=bool)


class RefreshRequest(BaseModel):
    """A refresh token, where no cookie holds it. Each works once."""

    model_config = ConfigDict(extra="forbid")

    refresh_token: str = Field(min_length=1, max_length=1_000)


class PasswordChange(BaseModel):
    """The password as it is and as it is to be."""

    model_config = ConfigDict(extra="forbid")

    current: str = Field(max_length=MOST_CHARACTERS)
    new: str = Field(max_length=MOST_CHARACTERS, examples=["four other words that nobody guesses"])


class NewPassword(BaseModel):
    """The password that is to be, set by a link from an e-mail."""

    model_config = ConfigDict(extra="forbid")

    new: str = Field(max_length=MOST_CHARACTERS, examples=["four other words that nobody guesses"])


class AddressOnly(BaseModel):
    """Whatever is typed where an address is asked for."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_ADDRESS)]


class LinkToken(BaseModel):
    """What a link has behind `token=`."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(min_length=1, max_length=1_000)


class Credentials(BaseModel):
    """OAuth2's password grant (RFC 6749, 4.3.2), the address as `username`. Scope and client are not used."""

    username: str
    password: str = Field(json_schema_extra={"format": "password"})
    grant_type: str = Field("password", pattern="^(password)?$")
    scope: str = ""
    client_id: str = ""
    client_secret: str = Field("", json_schema_extra={"format": "password"})


class Tokens(BaseModel):
    """`expires_in` is in seconds, and of the access token. The refresh token works once, for 30 days; there is none
    where a cookie has it."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int
    refresh_token: str | None = None
