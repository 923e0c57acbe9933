"""How does it leave and enter: Markdown and diagrams."""
