"""How the sources look: each with its last run, and a form for a new one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens.console.queue.sources import RHYTHMS, Sources
from advocacy_app.screens.session import Session
from advocacy_app.ui.browser import at, some
from advocacy_app.ui.components import CARD, FIELD, QUIET, SECONDARY, button, field, pill
from advocacy_app.ui.i18n import ago, t, t_of
from advocacy_app.ui.icons import icon


def sources() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("queue.sources"), class_name="text-lg font-bold px-1"),
        rx.cond(
            some(Sources.lines),
            rx.el.ul(rx.foreach(Sources.lines, _source), class_name=CARD),
            rx.el.p(t("queue.sources_empty"), class_name="text-sm text-soft px-1"),
        ),
        _new(),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-3 content-start",
    )


def _source(source: Any) -> rx.Component:
    is_busy = Sources.running == source.id
    return rx.el.li(
        rx.el.div(
            rx.el.p(source.name, class_name="text-sm font-semibold flex-1 min-w-0 [overflow-wrap:anywhere]"),
            rx.cond(
                source.active,
                pill(t_of("queue.mode", source.mode), tone="flex-none bg-brand-wash text-brand-text"),
                pill(t("queue.paused"), tone="flex-none bg-warn-wash text-warn"),
            ),
            class_name="flex items-start gap-2",
        ),
        rx.el.p(source.location, class_name="text-xs text-soft truncate"),
        rx.el.p(
            rx.cond(
                source.last_run_at != "",
                rx.fragment(
                    t("queue.last_run", when=ago(source.last_run_at)),
                    rx.cond(source.error == "", rx.fragment(" · ", t("queue.count", n=source.count)), ""),
                ),
                t("queue.never_run"),
            ),
            " · ",
            rx.cond(source.every > 0, t_of("queue.every", _key(source.every)), t("queue.by_hand")),
            class_name="text-xs text-soft",
        ),
        rx.cond(
            source.error != "",
            rx.el.p(source.error, class_name="text-xs text-bad font-semibold"),
        ),
        rx.el.div(
            rx.el.button(
                rx.el.span(
                    icon("refresh", size="size-5"),
                    class_name=rx.cond(is_busy, "animate-spin motion-reduce:animate-none", ""),
                ),
                rx.cond(is_busy, t("queue.running"), t("queue.run")),
                type="button",
                disabled=Sources.running != "",
                on_click=Sources.run(source.id),
                class_name=f"{QUIET} -ml-3",
            ),
            rx.cond(
                source.active,
                button(t("queue.pause"), look=QUIET, on_click=Sources.set_running(source.id, False)),
                button(t("queue.resume"), look=QUIET, on_click=Sources.set_running(source.id, True)),
            ),
            class_name="flex flex-wrap",
        ),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-1 px-4 py-3 border-t border-line first:border-t-0",
    )  # fmt: skip


def _key(every: Any) -> Any:
    """The minutes of a rhythm as the end of a key; one that was set elsewhere is told roughly."""
    return rx.match(every, *[(one, f"m{one}") for one in RHYTHMS], "other")


def _new() -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.h3(t("queue.add"), class_name="text-base font-bold flex-1"),
            icon("chevron", size="size-5 transition-transform group-open:rotate-90"),
            class_name="flex items-center gap-3 min-h-[52px] px-4 cursor-pointer list-none [&::-webkit-details-marker]:hidden rounded-lg focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-brand-text",
        ),
        rx.el.form(
            _select("kind", [("news", t("queue.kind_news")), ("jobs", t("queue.kind_jobs"))]),
            field(
                t("queue.location"),
                rx.el.input(
                    type="url", name="location", required=True, max_length=2000,
                    placeholder="https://", class_name=FIELD,
                ),
                hint=t("queue.location_hint"),
                error=at(Sources.errors, "location"),
            ),
            field(
                t("queue.name"),
                rx.el.input(type="text", name="name", max_length=200, class_name=FIELD),
                error=at(Sources.errors, "name"),
            ),
            _select("mode", [("review", t("queue.mode_review")), ("publish", t("queue.mode_publish"))]),
            _select("language", [("nl", "Nederlands"), ("en", "English")]),
            field(
                t("compose.topic"),
                rx.el.select(
                    rx.el.option(t("compose.no_topic"), value=""),
                    rx.foreach(Sources.topics, _topic),
                    name="topic",
                    class_name=FIELD,
                ),
            ),
            _select("every", [
                *[(str(one), t(f"queue.every.m{one}")) for one in RHYTHMS],
                ("0", t("queue.by_hand")),
            ], chosen="60"),
            button(t("queue.add_go"), look=SECONDARY, type="submit"),
            on_submit=Sources.add,
            reset_on_submit=False,
            class_name="grid gap-4 px-4 pb-4",
        ),
        class_name=f"{CARD} group",
    )  # fmt: skip


def _select(name: str, options: list[tuple[str, Any]], *, chosen: str = "") -> rx.Component:
    return field(
        t(f"queue.{name}"),
        rx.el.select(
            *[rx.el.option(words, value=value) for value, words in options],
            name=name,
            default_value=chosen or options[0][0],
            class_name=FIELD,
        ),
    )


def _topic(topic: Any) -> rx.Component:
    return rx.el.option(rx.cond(Session.locale == "en", topic.en, topic.nl), value=topic.id)
