"""One small object for each page: where things are, never what they should be."""
