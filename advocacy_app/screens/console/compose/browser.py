"""The composer's JavaScript as Reflex components, and the draft it keeps as values."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars.base import VarData

_module = rx.asset("composer.js", shared=True)
_LIBRARY: str = _module.importable_path


def typed(name: str) -> rx.Var[str]:
    """What stands in a field of the draft now, as the browser knows it."""
    data = VarData(
        imports={_LIBRARY: [ImportVar(tag="useDraft", install=False)]},
        hooks={"const draft = useDraft()": None},
    )
    return rx.Var(_js_expr=f'(draft["{name}"] ?? "")', _var_type=str, _var_data=data).to(str)


def _given(values: Any, then: Any) -> list[Any]:
    return [values, then]


class _Composer(rx.Component):
    library = _LIBRARY


class Draft(_Composer):
    tag = "Draft"
    values: rx.Var[dict[str, Any]]
    opened: rx.Var[int]
    saved: rx.Var[int]
    errors: rx.Var[dict[str, str]]


class Restored(_Composer):
    tag = "Restored"
    text: rx.Var[str]
    action: rx.Var[str]
    action_class: rx.Var[str]


class Entry(_Composer):
    """An input, a textarea or a select that holds a field of the draft."""

    tag = "Entry"
    name: rx.Var[str]
    element: rx.Var[str]
    kind: rx.Var[str]


class Tick(_Composer):
    tag = "Tick"
    name: rx.Var[str]


class Choice(_Composer):
    tag = "Choice"
    name: rx.Var[str]
    value: rx.Var[str]
    many: rx.Var[bool]
    chosen_class: rx.Var[str]


class Everybody(Choice):
    tag = "Everybody"


class Captions(_Composer):
    tag = "Captions"
    networks: rx.Var[list[list[str]]]
    limits: rx.Var[dict[str, int]]
    labels: rx.Var[dict[str, str]]
    looks: rx.Var[dict[str, str]]


class PictureEntry(_Composer):
    """``most`` is in bytes; ``described_by`` the id that its own hint gets."""

    tag = "PictureEntry"
    labels: rx.Var[dict[str, str]]
    looks: rx.Var[dict[str, str]]
    most: rx.Var[int]
    described_by: rx.Var[str]


class Save(_Composer):
    tag = "Save"
    then: rx.Var[str]
    on_save: rx.EventHandler[_given]


class When(_Composer):
    tag = "When"
    name: rx.Var[str]
    among: rx.Var[list[str]]


class PreviewPicture(_Composer):
    tag = "PreviewPicture"


class PreviewSummary(_Composer):
    """The summary, or the beginning of the text, which the server takes in its place."""

    tag = "PreviewSummary"
    empty: rx.Var[str]


class Ground(_Composer):
    tag = "Ground"
    variables: rx.Var[dict[str, str]]


class Written(_Composer):
    tag = "Written"
    empty: rx.Var[str]
