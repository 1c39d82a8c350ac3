"""What the documents hold, whatever their format: content, blocks and outlines."""
