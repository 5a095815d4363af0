"""Calendars that people follow in a program of their own."""
