"""Documents as a page, as Markdown and as PDF, with their charts."""
