"""The words: sentences drafted from tallies and reasons, and what was decided about them.

Pure: values in, values out.
"""
