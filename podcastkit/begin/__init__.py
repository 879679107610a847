"""The first files of a show, and the next file of one: what is there already, and what to write.

Nothing here writes: ``jobs`` does, and never over what stands.
"""
