"""What authors write for the tags of the podcast namespace, to the model; for show and episodes.

Each reader takes what TOML or front matter holds and gives a part of the model, or raises
``values.BadValueError`` with the way to what is bad. Most shows have none of it: ``keys`` says
which keys these are, and the readers are imported by who meets one.
"""
