"""The lists of words that specifications name: categories, languages, roles, media."""
