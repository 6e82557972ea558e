"""Line icons on a 24-grid, drawn for this product; decoration only, so hidden from readers."""

from __future__ import annotations

import reflex as rx

_PATHS = {
    "feed": "M4 5h16v6H4z M4 15h10 M4 19h7",
    "jobs": "M4 8h16v11H4z M9 8V5h6v3 M4 13h16",
    "teams": "M4 20V11 M10 20V5 M16 20V8 M21 20H3",
    "me": "M8 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0 M4 21c1-5 4-7 8-7s7 2 8 7",
    "save": "M7 4h10v16l-5-4-5 4z",
    "read": "M5 12.5l4.5 4.5L19 7.5",
    "more": "M5 12h.01 M12 12h.01 M19 12h.01",
    "share": "M12 15V4 M8 8l4-4 4 4 M5 12v8h14v-8",
    "pin": "M9 4h6l-1 6 3 3H7l3-3z M12 13v7",
    "close": "M6 6l12 12 M18 6L6 18",
    "back": "M15 5l-7 7 7 7",
    "chevron": "M9 5l7 7-7 7",
    "edit": "M5 19l1-4L16 5l3 3L9 18z",
    "inbox": "M4 13l3-8h10l3 8v6H4z M4 13h5l1 3h4l1-3h5",
    "refresh": "M20 12a8 8 0 1 1-2.5-5.8 M20 4v4h-4",
    "place": "M12 21c4-5 6-8 6-11a6 6 0 1 0-12 0c0 3 2 6 6 11z M12 12a2 2 0 1 0 0-4a2 2 0 0 0 0 4",
    "clock": "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16 M12 8v4l3 2",
    "link": "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1 M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    "out": "M14 5h5v5 M19 5l-9 9 M17 14v5H5V7h5",
    "picture": "M4 5h16v14H4z M4 16l5-5 4 4 3-3 4 4 M15 9h.01",
    "warning": "M12 4l9 16H3z M12 10v4 M12 17h.01",
    "up": "M12 19V5 M6 11l6-6 6 6",
}


def icon(name: str, *, size: str = "size-[22px]") -> rx.Component:
    """An icon by name; KeyError at build for one that does not exist."""
    return rx.el.svg(
        rx.el.svg.path(d=_PATHS[name]),
        view_box="0 0 24 24",
        class_name=f"{size} flex-none fill-none stroke-current [stroke-linecap:round] [stroke-linejoin:round] [stroke-width:1.9]",
        custom_attrs={"aria-hidden": "true", "focusable": "false"},
    )


def mark(*, size: str = "h-6") -> rx.Component:
    """Many Hands' own mark: four fingers, one of them bright."""
    bars = (
        ("h-1/2", "bg-brand"),
        ("h-[92%]", "bg-brand"),
        ("h-full", "bg-joy"),
        ("h-[70%]", "bg-brand"),
    )
    return rx.el.span(
        *[
            rx.el.i(class_name=f"w-[5px] rounded-full {height} {colour}")
            for height, colour in bars
        ],
        class_name=f"inline-flex items-end gap-[3px] {size}",
        custom_attrs={"aria-hidden": "true"},
    )
