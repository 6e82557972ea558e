"""What Reflex reads at build and at start; it must stand in the folder the server runs in."""

import reflex as rx

from advocacy_app.settings import settings
from advocacy_app.ui.build import FrontendBuild, allowed_origins, freeze_build_stamp
from advocacy_app.ui.tokens import TAILWIND

freeze_build_stamp()

config = rx.Config(
    app_name="advocacy_app",
    show_built_with_reflex=False,
    telemetry_enabled=False,
    frontend_compression_formats=["brotli", "gzip"],
    frontend_lazy_bundled_libraries=True,
    state_manager_mode="redis" if settings().redis_url else "memory",
    redis_url=settings().redis_url or None,
    default_color_mode="light",
    cors_allowed_origins=allowed_origins(settings().base_url),
    trusted_proxy_hops=settings().trusted_proxies,
    disable_plugins=[rx.plugins.SitemapPlugin],
    plugins=[rx.plugins.TailwindV4Plugin(TAILWIND), FrontendBuild()],
)
