"""XLSForm, the field's own form standard: question sets written as forms, and other people's forms read.

`tables` says a set as the sheets of a form and `reading` does the reverse, both without any file; `container` opens a
workbook that may be hostile, `workbook` makes one. What a form has no place for travels in a sheet of its own, and
`merge` puts the two together again, so that a set that was written and read back is the same set.
"""

from casereview.questions.xlsform.form import Imported, export_form, import_form

__all__ = ["Imported", "export_form", "import_form"]
