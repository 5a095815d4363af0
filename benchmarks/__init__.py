"""How fast the app is, against a yardstick measured in the same run."""
