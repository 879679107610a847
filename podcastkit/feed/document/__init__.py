"""Feeds as they are found: read tolerantly, as apps do, and each repair told at its line.

``tree.parse`` makes a tree of what is nearly XML, ``read.read`` takes the show and its items out of
it. Nothing is fetched, no entity is defined and no document type is read, whatever a feed says.
"""
