"""Municipalities, companies and their people: who belongs where, and how they sign in."""
