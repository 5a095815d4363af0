"""Mails: stored in the transaction that they speak of, delivered by the worker."""
