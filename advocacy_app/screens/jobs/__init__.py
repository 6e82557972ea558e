"""Vacancies, to find the one for somebody you know."""
