"""Småjob. Nothing is imported here, so that reading a rule never loads Flask."""
