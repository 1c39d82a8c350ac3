"""The screens. They hold no rule of the domain: everything they do, a command can do."""
