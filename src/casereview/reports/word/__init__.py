"""Documents for Word, with native charts."""
