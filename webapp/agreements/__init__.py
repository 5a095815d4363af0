"""The agreement on a small job: one content for page, PDF and VITAS."""
