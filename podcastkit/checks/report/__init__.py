"""A run's findings as text and in the formats of other programs: one module a format.

Each is a pure function to ``str``; printing is for ``cli``.
"""
