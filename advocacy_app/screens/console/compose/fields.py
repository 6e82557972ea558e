"""The composer's fields, from the title to the texts that colleagues may use."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.content.rules import PERIODS
from advocacy_app.core.images import MAX_BYTES
from advocacy_app.screens.console.compose.browser import (
    Captions,
    Choice,
    Entry,
    Everybody,
    PictureEntry,
    When,
)
from advocacy_app.screens.console.compose.parts import (
    CHIP,
    CHIP_CHOSEN,
    entry,
    error_of,
    labelled,
    legend,
    select,
    tick,
)
from advocacy_app.screens.console.compose.state import Compose
from advocacy_app.screens.session import Session
from advocacy_app.sharing.networks import NETWORKS
from advocacy_app.sharing.rules import Network
from advocacy_app.ui.browser import at
from advocacy_app.ui.components import CARD, FIELD, QUIET, SECONDARY, field
from advocacy_app.ui.i18n import t

_GROUP = f"{CARD} grid grid-cols-[minmax(0,1fr)] gap-4 p-4 lg:p-5 overflow-visible"
_TWO = "grid gap-4 sm:grid-cols-2"
_LINK_AND_BREAK = 24  # characters that a link takes with its line break, on most networks
_EMPLOYMENT = ("", "FULL_TIME", "PART_TIME", "TEMPORARY", "CONTRACTOR", "INTERN", "VOLUNTEER")
_PERIODS = [period for period in ("month", "hour", "week", "day", "year") if period in PERIODS]


def fields() -> rx.Component:
    return rx.el.div(
        _words(),
        When.create(_vacancy(), name="kind", among=["vacancy"]),
        _picture(),
        _captions(),
        _whom(),
        _moment(),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-4",
    )


def _words() -> rx.Component:
    return rx.el.section(
        labelled("title", maxLength=200, autoComplete="off"),
        field(
            t("compose.summary"),
            Entry.create(
                name="summary",
                element="textarea",
                class_name=FIELD,
                custom_attrs={"rows": 2, "maxLength": 300},
            ),
            hint=t("compose.summary_hint"),
            error=at(Compose.errors, "summary"),
        ),
        field(
            t("compose.body"),
            Entry.create(
                name="body",
                element="textarea",
                class_name=f"{FIELD} min-h-[200px]",
                custom_attrs={"rows": 9},
            ),
            hint=t("compose.body_hint"),
            error=at(Compose.errors, "body"),
        ),
        When.create(
            labelled("url", kind="url", hint=t("compose.url_hint"), placeholder="https://"),
            name="kind",
            among=["news"],
        ),
        class_name=_GROUP,
    )


def _vacancy() -> rx.Component:
    return rx.el.section(
        legend(t("compose.vacancy")),
        rx.el.div(labelled("location"), labelled("department"), class_name=_TWO),
        rx.el.div(
            labelled("hours", hint=t("compose.hours_hint")),
            field(t("compose.employment_type"), select("employment_type", _employment())),
            class_name=_TWO,
        ),
        rx.el.div(
            labelled("salary_min", error="salary", inputMode="decimal", placeholder="3.400"),
            field(
                t("compose.salary_max"), entry("salary_max", inputMode="decimal", placeholder="4.300")
            ),
            field(
                t("compose.salary_period"),
                select(
                    "salary_period",
                    [rx.el.option(t(f"compose.period_{one}"), value=one) for one in _PERIODS],
                ),
            ),
            class_name="grid gap-4 sm:grid-cols-3",
        ),
        rx.el.div(
            labelled("closes_on", kind="date"),
            labelled("apply_url", kind="url", hint=t("compose.apply_hint"), placeholder="https://"),
            class_name=_TWO,
        ),
        class_name=_GROUP,
    )  # fmt: skip


def _employment() -> list[rx.Component]:
    return [
        rx.el.option(t(f"compose.type_{code.lower() or 'none'}"), value=code)
        for code in _EMPLOYMENT
    ]


def _picture() -> rx.Component:
    return rx.el.section(
        legend(t("compose.picture")),
        PictureEntry.create(
            labels={
                "choose": t("compose.picture_choose"),
                "change": t("compose.picture_change"),
                "remove": t("compose.remove"),
                "sending": t("compose.picture_sending"),
                "working": t("compose.picture_working"),
                "failed": t("compose.picture_failed"),
                "large": t("compose.picture_large", most=MAX_BYTES // 1024**2),
                "hint": t("compose.picture_hint"),
            },
            looks={
                "box": "grid gap-3 rounded-md border border-dashed border-edge p-4",
                "image": "w-full max-w-[320px] aspect-[16/9] object-cover rounded-md",
                "row": "flex flex-wrap gap-2",
                "pick": f"{SECONDARY} focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-brand-text",
                "busy": f"{SECONDARY} opacity-50",
                "remove": QUIET,
                "track": "h-2 rounded-full bg-line overflow-hidden",
                "bar": "h-full rounded-full bg-brand transition-[width] duration-150 motion-reduce:transition-none",
                "hint": "text-xs text-soft",
                "error": "text-xs text-bad font-semibold",
            },
            most=MAX_BYTES,
            described_by="picture-hint",
        ),
        labelled("alt", hint=t("compose.alt_hint"), maxLength=300),
        class_name=_GROUP,
    )


def _captions() -> rx.Component:
    names = [["", t("compose.any_network")]]
    names += [
        [one.value, t(f"network.{one.value}")] for one in Network if one != Network.SYSTEM
    ]
    fits = {one.value: rule.limit - _LINK_AND_BREAK for one, rule in NETWORKS.items()}
    return rx.el.section(
        legend(t("compose.captions")),
        rx.el.p(t("compose.captions_lead"), class_name="text-xs text-soft -mt-2"),
        Captions.create(
            networks=names,
            limits=fits | {"": min(fits.values())},
            labels={
                "network": t("compose.network"),
                "text": t("compose.caption"),
                "placeholder": t("compose.caption_placeholder"),
                "left": t("compose.left"),
                "over": t("compose.over"),
                "add": t("compose.caption_add"),
                "remove": t("compose.remove"),
            },
            looks={
                "row": "grid gap-2 rounded-md bg-paper p-3",
                "field": FIELD,
                "foot": "flex items-center justify-between gap-3",
                "left": "text-xs text-soft tabular-nums",
                "over": "text-xs text-bad font-semibold tabular-nums",
                "remove": QUIET,
                "add": SECONDARY,
            },
        ),
        error_of("captions"),
        class_name=_GROUP,
    )


def _whom() -> rx.Component:
    return rx.el.section(
        legend(t("compose.whom")),
        rx.el.div(
            Everybody.create(t("compose.everybody"), class_name=CHIP, chosen_class=CHIP_CHOSEN),
            rx.foreach(Compose.teams, _team),
            role="group",
            aria_label=t("compose.whom"),
            class_name="flex flex-wrap gap-2",
        ),
        error_of("audience"),
        rx.el.div(
            field(
                t("compose.topic"),
                select(
                    "topic",
                    [
                        rx.el.option(t("compose.no_topic"), value=""),
                        rx.foreach(Compose.topics, _topic),
                    ],
                ),
                error=at(Compose.errors, "topic"),
            ),
            field(
                t("compose.language"),
                select(
                    "language",
                    [rx.el.option("Nederlands", value="nl"), rx.el.option("English", value="en")],
                ),
            ),
            class_name=_TWO,
        ),
        tick("pinned"),
        tick("must_read"),
        class_name=_GROUP,
    )  # fmt: skip


def _team(team: Any) -> rx.Component:
    return Choice.create(
        team.nl,
        name="audience",
        value=team.id,
        many=True,
        class_name=CHIP,
        chosen_class=CHIP_CHOSEN,
    )


def _topic(topic: Any) -> rx.Component:
    return rx.el.option(rx.cond(Session.locale == "en", topic.en, topic.nl), value=topic.id)


def _moment() -> rx.Component:
    return rx.el.section(
        legend(t("compose.moment")),
        rx.el.div(
            Choice.create(
                t("compose.now"), name="when", value="now", class_name=CHIP, chosen_class=CHIP_CHOSEN
            ),
            Choice.create(
                t("compose.later"), name="when", value="later", class_name=CHIP, chosen_class=CHIP_CHOSEN
            ),
            role="group",
            aria_label=t("compose.moment"),
            class_name="flex flex-wrap gap-2",
        ),
        rx.el.div(
            When.create(
                labelled("publish_at", kind="datetime-local", hint=_zone()),
                name="when",
                among=["later"],
            ),
            labelled("expires_at", kind="datetime-local", hint=t("compose.expires_hint")),
            class_name=_TWO,
        ),
        class_name=_GROUP,
    )  # fmt: skip


def _zone() -> rx.Var[str]:
    return t("compose.zone", zone=Compose.zone)
