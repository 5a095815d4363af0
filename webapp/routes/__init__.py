"""Addresses: from a request to an action or a query, and to a page. Nothing is decided here."""
