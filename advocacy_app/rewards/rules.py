"""What earns how much, and what counts where. Pure."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    SHARE_COPIED = "share_copied"
    SHARE_OWN_WORDS = "share_own_words"
    CLICK = "click"
    FIRST_OF_MONTH = "first_of_month"


class EntryState(StrEnum):
    """``confirmed`` and ``reversed`` count; ``provisional`` and ``held`` are shown but do not."""

    PROVISIONAL = "provisional"
    HELD = "held"
    CONFIRMED = "confirmed"
    REVERSED = "reversed"
