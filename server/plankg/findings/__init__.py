"""Findings of an audit: what they are, what became of them, and how reports tell them.

Nothing here needs a graph library or the pipeline, so that pages show findings by the same rules.
"""
