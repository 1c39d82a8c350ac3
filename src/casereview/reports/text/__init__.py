"""Words for a terminal, a pipe or a mail: lines of text."""
