"""What friends get to see: pages without a session, without JavaScript, in the company's look."""

from advocacy_app.http.public.doors import routes

__all__ = ["routes"]
