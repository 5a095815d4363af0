"""Approved hours, as files for payroll."""
