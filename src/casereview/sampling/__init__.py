"""Which cases are read: the caseload, the draw, and the certificate by which anyone can draw again."""
