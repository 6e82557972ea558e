"""Sentences for people, from ``core/locales/{nl,en}/<namespace>.json``.

A catalogue is flat and holds full keys: ``error.json`` holds ``"error.forbidden": "…"``.
A parameter stands in the text as ``{name}``. With ``count=1`` the key ``….one`` is preferred.
The screens have a catalogue of their own, in the browser; this one is for everything that the
server says itself: errors, mail, push, share texts.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from advocacy_app.core.errors import AppError, BadInput

LOCALES = ("nl", "en")
DEFAULT_LOCALE = "nl"
_PARAMETER = re.compile(r"\{(\w+)\}")
_FOLDER = Path(__file__).parent / "locales"


def say(locale: str, key: str, **params: str | int | float) -> str:
    """The sentence of ``key``; a key that has none comes back as it is, for a test to find."""
    texts = _catalogue(nearest(locale), key.partition(".")[0])
    text = texts.get(f"{key}.one") if params.get("count") == 1 else None
    text = text or texts.get(key, key)
    # Not str.format: a sentence must not reach into a parameter's attributes, and what a
    # parameter holds is never read as a sentence.
    return _PARAMETER.sub(lambda found: str(params.get(found[1], found[0])), text)


def problem(locale: str, error: AppError) -> str:
    """What an error says to the person who caused it."""
    return say(locale, error.key, **error.params)


def problems(locale: str, error: BadInput) -> dict[str, str]:
    """The sentence of each wrong input, by the input's name."""
    return {name: say(locale, key, **error.params) for name, key in error.fields.items()}


def has(locale: str, key: str) -> bool:
    return key in _catalogue(nearest(locale), key.partition(".")[0])


def nearest(wanted: str | None, otherwise: str = DEFAULT_LOCALE) -> str:
    """The locale we have for a language tag or an ``Accept-Language`` header, best first.

    Quality values are ignored: browsers send the list in the order of preference.
    """
    for tag in (wanted or "").split(","):
        language = tag.split(";")[0].strip().lower().partition("-")[0]
        if language in LOCALES:
            return language
    return otherwise


@cache
def _catalogue(locale: str, namespace: str) -> dict[str, str]:
    path = _FOLDER / locale / f"{namespace}.json"
    if not namespace.isidentifier() or not path.is_file():
        return {}
    return json.loads(path.read_text("utf-8"))
