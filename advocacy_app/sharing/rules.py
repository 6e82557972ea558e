"""Networks, captions, intents and click verdicts. Pure."""

from __future__ import annotations

from enum import StrEnum


class Network(StrEnum):
    LINKEDIN = "linkedin"
    WHATSAPP = "whatsapp"
    X = "x"
    FACEBOOK = "facebook"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    THREADS = "threads"
    TELEGRAM = "telegram"
    TEAMS = "teams"
    EMAIL = "email"
    COPY = "copy"
    SYSTEM = "system"


class Verdict(StrEnum):
    """What a request to a tracked link was; only ``human`` earns or counts."""

    HUMAN = "human"
    PREVIEW = "preview"
    BOT = "bot"
    PREFETCH = "prefetch"
    DUPLICATE = "duplicate"
    OWN = "own"
