# Short names for people who like make; everything is in dev.py, which needs only Python.
PYTHON ?= python3
COMMANDS = run test check attack bench screenshots translate format lock setup

.PHONY: help $(COMMANDS)
help:
	@$(PYTHON) dev.py --help

$(COMMANDS):
	@$(PYTHON) dev.py $@ $(ARGS)
