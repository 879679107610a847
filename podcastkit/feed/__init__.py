"""The feed: ``Show`` and ``Episode`` as RSS 2.0, one module a namespace."""
