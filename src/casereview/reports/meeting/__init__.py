"""What the feedback meeting is shown."""
