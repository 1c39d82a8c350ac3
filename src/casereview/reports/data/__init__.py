"""Figures and answers for programs: JSON, CSV, data packages."""
