"""Show and episodes to static pages that work without script."""
