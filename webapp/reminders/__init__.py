"""Mails to those who owe a week."""
