"""The rules: what is wrong with a podcast, decided from plain data."""
