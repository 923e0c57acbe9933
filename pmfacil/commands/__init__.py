"""What can I do from a shell? One command or two that belong together per file."""
