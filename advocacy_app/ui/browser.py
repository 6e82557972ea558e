"""The small JavaScript components of ``kit.js`` as Reflex components."""

from __future__ import annotations

from typing import Any

import reflex as rx

_kit = rx.asset("kit.js", shared=True)


def _nothing() -> list[Any]:
    return []


class _Kit(rx.Component):
    library = _kit.importable_path


class AppStart(_Kit):
    tag = "AppStart"
    locale: rx.Var[str]


class LocaleButton(_Kit):
    tag = "LocaleButton"
    locale: rx.Var[str]
    on_pick: rx.EventHandler[_nothing]


class ThemeSelect(_Kit):
    tag = "ThemeSelect"
    labels: rx.Var[dict[str, str]]
    label: rx.Var[str]


class Sheet(_Kit):
    tag = "Sheet"
    open: rx.Var[bool]
    label: rx.Var[str]
    on_close: rx.EventHandler[_nothing]


class WhileVisible(_Kit):
    tag = "WhileVisible"
    seconds: rx.Var[int]
    on_tick: rx.EventHandler[_nothing]


class Offline(_Kit):
    tag = "Offline"
    failing: rx.Var[bool]
    text: rx.Var[str]


class SkipLink(_Kit):
    tag = "SkipLink"
