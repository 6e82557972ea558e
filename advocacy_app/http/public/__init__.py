"""What friends see: pages without a session or JavaScript, in the company's look."""

from advocacy_app.http.public.doors import routes

__all__ = ["routes"]
