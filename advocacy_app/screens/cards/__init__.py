"""News and vacancies as several screens show them."""
