"""Planted faults: what nobody notices is not tested. See docs/decisions/planted-faults.md."""
