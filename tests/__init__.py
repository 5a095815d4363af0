"""The tests mirror webapp/; house/ holds those that walk over all of it."""
