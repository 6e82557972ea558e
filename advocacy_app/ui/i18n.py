"""``t()`` and its kin: texts and dates that the phone itself puts in the reader's language.

The catalogues are flat, with keys such as ``feed.title``: ``nl.json`` and ``en.json``, and for the
screens that are not opened first ``more.nl.json`` and ``more.en.json``.
"""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars.base import VarData

_module = rx.asset("i18n.js", shared=True)
rx.asset("nl.json", shared=True)
rx.asset("en.json", shared=True)
_more = rx.asset("more.js", shared=True)
rx.asset("more.nl.json", shared=True)
rx.asset("more.en.json", shared=True)
I18N: str = _module.importable_path
MORE: str = _more.importable_path
LATER = ("me.", "teams.", "compose.", "queue.")


def t(key: str, **params: object) -> rx.Var[str]:
    """The sentence of this key; with ``n``, the key ``….one`` is taken when n is 1."""
    given = rx.Var.create(params) if params else None
    return _said(key, f'"{key}"' + (f", {given!s}" if given is not None else ""), given)


def t_of(prefix: str, key: rx.Var[str], **params: object) -> rx.Var[str]:
    """The sentence whose key ends in a value only known in the browser: ``prefix.`` + key."""
    given = rx.Var.create({"key": key, **params})
    return _said(f"{prefix}.", f'"{prefix}." + ({given!s}).key, {given!s}', given)


def ago(moment: Any) -> rx.Var[str]:
    """How long ago an ISO 8601 moment was, in words."""
    return _hooked("useAgo", "ago", f"ago({moment!s})", moment)


def day(moment: Any) -> rx.Var[str]:
    """The date of an ISO 8601 moment, written out."""
    return _hooked("useDay", "day", f"day({moment!s})", moment)


def month(moment: Any) -> rx.Var[str]:
    """The name of the month of an ISO 8601 moment."""
    return _hooked("useMonth", "month", f"month({moment!s})", moment)


def number(value: Any) -> rx.Var[str]:
    """A number as the reader writes it, with at most one decimal."""
    return _hooked("useNumber", "number", f"number({value!s})", value)


def _said(key: str, arguments: str, given: Any) -> rx.Var[str]:
    if not key.startswith(LATER):
        return _hooked("useT", "t", f"t({arguments})", given)
    data = VarData(
        imports={MORE: [ImportVar(tag="useT", alias="useMoreT", install=False)]},
        hooks={"const tMore = useMoreT()": None},
    )
    return _var(f"tMore({arguments})", data, given)


def _hooked(hook: str, name: str, call: str, given: Any) -> rx.Var[str]:
    data = VarData(
        imports={I18N: [ImportVar(tag=hook, install=False)]},
        hooks={f"const {name} = {hook}()": None},
    )
    return _var(call, data, given)


def _var(call: str, data: VarData | None, given: Any) -> rx.Var[str]:
    if given is not None:
        data = VarData.merge(data, given._get_all_var_data())
    return rx.Var(_js_expr=call, _var_type=str, _var_data=data).to(str)
