"""The share sheet and the button that opens it, as Reflex components.

They talk to ``/api/v1`` and not to a State: a tap must not wait for a socket, and must not be lost.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

_sheet = rx.asset("share_sheet.js", shared=True)
for _module in ("composer.js", "share_parts.js", "marks.js", "send.js", "words.js"):
    rx.asset(_module, shared=True)


def _item_and_network(item_id: rx.Var[str], network: rx.Var[str]) -> list[Any]:
    return [item_id, network]


class ShareSheet(rx.Component):
    """Once on a screen; ``on_shared`` hears the item and the network of every share."""

    library = _sheet.importable_path
    tag = "ShareSheet"
    on_shared: rx.EventHandler[_item_and_network]


class ShareButton(rx.Component):
    """Opens the sheet for ``item``, an item's id, without asking the server."""

    library = _sheet.importable_path
    tag = "ShareButton"
    item: rx.Var[str]
