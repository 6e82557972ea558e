"""What news and vacancies are, and when they may be seen. Pure."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    NEWS = "news"
    VACANCY = "vacancy"


class ItemState(StrEnum):
    """draft -> review -> published -> withdrawn; ``published`` with a later moment is a schedule."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class SourceKind(StrEnum):
    NEWS = "news"
    JOBS = "jobs"


class ImportMode(StrEnum):
    """What happens to what an import brings in."""

    REVIEW = "review"
    PUBLISH = "publish"
