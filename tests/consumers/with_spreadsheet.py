"""Reads a table that a spreadsheet has opened and saved: ``with_spreadsheet.py figures.xlsx``."""

import sys

import openpyxl

(headings, *rows) = openpyxl.load_workbook(sys.argv[1]).active.iter_rows()
columns = {cell.value: index for index, cell in enumerate(headings)}
print(len(rows), headings[0].value)
for name in ("value", "period_start"):
    print(", ".join(sorted({type(row[columns[name]].value).__name__ for row in rows})))
print(sum(cell.data_type == "f" for row in rows for cell in row))
print(rows[0][columns["description"]].value)
