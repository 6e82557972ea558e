"""The list of pages: address, title, and what is loaded when somebody arrives."""

from __future__ import annotations

import reflex as rx

from advocacy_app.screens.console.compose.page import compose
from advocacy_app.screens.console.compose.shelf import Shelf
from advocacy_app.screens.console.compose.state import Compose
from advocacy_app.screens.console.queue.page import queue
from advocacy_app.screens.console.queue.sources import Sources
from advocacy_app.screens.console.queue.state import Queue
from advocacy_app.screens.feed.page import feed
from advocacy_app.screens.feed.state import Feed
from advocacy_app.screens.item.page import item
from advocacy_app.screens.item.state import Item
from advocacy_app.screens.jobs.page import jobs
from advocacy_app.screens.jobs.state import Jobs
from advocacy_app.screens.me.page import me
from advocacy_app.screens.me.profile import Profile
from advocacy_app.screens.me.state import Me
from advocacy_app.screens.session import Session
from advocacy_app.screens.sign_in import SignIn, sign_in
from advocacy_app.screens.teams.page import teams
from advocacy_app.screens.teams.state import Teams


def add_pages(app: rx.App) -> None:
    app.add_page(sign_in, route="/sign-in", title="Many Hands", on_load=[SignIn.load])
    app.add_page(feed, route="/", title="Many Hands", on_load=[Session.enter, Feed.enter])
    app.add_page(
        item, route="/item/[item_id]", title="Many Hands", on_load=[Session.enter, Item.load]
    )
    app.add_page(jobs, route="/jobs", title="Vacatures", on_load=[Session.enter, Jobs.load])
    app.add_page(teams, route="/teams", title="Teams", on_load=[Session.enter, Teams.load])
    app.add_page(me, route="/me", title="Me", on_load=[Session.enter, Me.load, Profile.load])
    app.add_page(
        compose,
        route="/console",
        title="Many Hands",
        on_load=[Session.enter, Compose.load, Shelf.load],
    )
    app.add_page(
        queue,
        route="/console/queue",
        title="Many Hands",
        on_load=[Session.enter, Queue.load, Sources.load],
    )
