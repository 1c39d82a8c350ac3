"""Making the workbook of a form, and having the standard's own reader look at it."""

from __future__ import annotations

import io

from casereview.questions.load import QuestionSetError
from casereview.questions.xlsform.cells import Tables

_WIDTHS = {"type": 26, "name": 24, "relevant": 30, "list_name": 26}


def workbook(tables: Tables) -> bytes:
    """Return the workbook of these sheets: every cell is text, the first row stays in view."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # late: 50 ms

    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            own = name == "casereview"
            for column, heading in enumerate(rows[0]):
                wide = 48 if heading.startswith(("label", "hint")) else _WIDTHS.get(heading, 20)
                sheet.set_column(column, column, wide, None if own else wrapped)
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    if text:
                        sheet.write_string(number, column, text, bold if number == 0 else None if own else wrapped)
            if own:
                sheet.hide()
    return made.getvalue()


def accepted(form: bytes) -> list[str]:
    """Return the warnings of pyxform about a form. Raises QuestionSetError if it refuses it, or is not installed."""
    try:
        from pyxform.errors import PyXFormError  # type: ignore[import-untyped]  # late: 300 ms, and an extra
        from pyxform.xls2xform import convert  # type: ignore[import-untyped]
    except ImportError as error:
        raise QuestionSetError(
            ["writing a form needs the extra 'xlsform': python -m pip install 'casereview[xlsform]'"]
        ) from error
    try:
        converted = convert(xlsform=form, file_type=".xlsx", validate=False)
    except PyXFormError as error:
        raise QuestionSetError([f"pyxform refuses the form: {' '.join(str(error).split())}"]) from error
    return [" ".join(each.split()) for each in converted.warnings]
