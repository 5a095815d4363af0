"""Addresses that open one thing without signing in."""
