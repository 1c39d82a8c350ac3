"""The documents: what is printed and written about an inspection. No screen, no SQL, no rule of the domain."""
