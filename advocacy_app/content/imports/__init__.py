"""News and vacancies from outside: read and parsed first, then applied in one transaction.

``run`` does one source, ``run_due`` those whose time has come; ``look`` says what
a run would do.
"""

from advocacy_app.content.imports.report import ImportReport
from advocacy_app.content.imports.run import look, run, run_due

__all__ = ["ImportReport", "look", "run", "run_due"]
