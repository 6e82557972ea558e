"""What can go wrong, as one tree; the key names a sentence in the catalogues.

AppError                 status  key
├── BadInput             422     what is wrong, and what to do
├── NotSignedIn          401
├── Forbidden            403
├── NotFound             404     also for what exists but is not the caller's to see
├── Conflict             409
├── TooLarge             413
└── TooMany              429     with seconds to wait
"""

from __future__ import annotations


class AppError(Exception):
    """A refusal with a sentence for a person; everything else that is raised is a defect."""

    status = 500

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class BadInput(AppError):
    """``fields`` maps the name of an input to the key of its own sentence."""

    status = 422

    def __init__(
        self, key: str, *, fields: dict[str, str] | None = None, **params: str | int
    ) -> None:
        super().__init__(key, **params)
        self.fields = fields or {}


class NotSignedIn(AppError):
    status = 401


class Forbidden(AppError):
    status = 403


class NotFound(AppError):
    status = 404


class Conflict(AppError):
    status = 409


class TooLarge(AppError):
    status = 413


class TooMany(AppError):
    status = 429

    def __init__(self, key: str, *, retry_after_s: int) -> None:
        super().__init__(key, seconds=retry_after_s)
        self.retry_after_s = retry_after_s
