"""What the administrator decides before start; everything else is set in the console.

Read from the environment (``ADVOCACY_*``), from ``ADVOCACY_*_FILE`` and from ``.env``.
Nothing else in the product reads the environment.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_PLACEHOLDERS = {"change-me", "changeme", "secret", "password", "placeholder"}
_PREFIX = "ADVOCACY_"
_SECRET_MIN = 32
_PASSWORD = re.compile(r"(://[^:/?]*:)[^?]*(?=@)|([?&]password=)[^&]*")


class Settings(BaseSettings):
    """Frozen after start. Times elsewhere are UTC; sizes in this class are bytes."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True
    )

    data: Path = Path("data")
    base_url: str = "http://localhost:8000"
    database_url: str = ""
    redis_url: str = ""
    smtp_url: str = ""
    push_hosts: str = ""
    secret: str = ""
    trusted_proxies: int = 0

    @model_validator(mode="before")
    @classmethod
    def _secrets_from_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        return _from_files() | values

    @field_validator("base_url")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            message = (
                "ADVOCACY_BASE_URL must be an address such as https://advocacy.example.com"
            )
            raise ValueError(message)
        return f"{parts.scheme}://{parts.netloc}"

    @model_validator(mode="after")
    def _real_secret(self) -> Self:
        if self.secret and (
            self.secret.lower() in _PLACEHOLDERS or len(self.secret) < _SECRET_MIN
        ):
            message = (
                "ADVOCACY_SECRET must be at least 32 random characters; "
                "leave it out and one is made"
            )
            raise ValueError(message)
        return self

    @property
    def database(self) -> str:
        """The SQLAlchemy address; a SQLite file in the data folder by default."""
        if not self.database_url:
            return f"sqlite:///{(self.data / 'many-hands.db').absolute()}"
        scheme, _, rest = self.database_url.partition("://")
        return (
            f"postgresql+psycopg://{rest}"
            if scheme in {"postgres", "postgresql"}
            else self.database_url
        )

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")


def _from_files() -> dict[str, str]:
    names = [
        name for name in Settings.model_fields if f"{_PREFIX}{name.upper()}_FILE" in os.environ
    ]
    return {
        name: Path(os.environ[f"{_PREFIX}{name.upper()}_FILE"]).read_text("utf-8").strip()
        for name in names
    }


def redacted(given: Settings) -> dict[str, str]:
    """Every setting as text that may be shown: no secret, and no password in an address."""
    shown = {name: str(value) for name, value in given.model_dump().items()}
    shown |= {"secret": "***" if given.secret else "", "database_url": given.database}
    return {name: _PASSWORD.sub(_hide, value) for name, value in shown.items()}


def _hide(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]}***"


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
