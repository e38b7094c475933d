#!/usr/bin/env python3
"""Makes smes.xls, which tests/it/fuzz damages: openpyxl writes the sheet, LibreOffice saves it in the old binary format.

    python3 tests/it/fuzz/seeds/make.py
"""

import datetime
import pathlib
import subprocess
import tempfile

import openpyxl
from openpyxl.styles import Font

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "smes"
sheet.append(["참가기업 명단"])
sheet.merge_cells("A1:D1")
sheet.append(["sme_id", "name", "category", "tags", "delegates", "max_meetings", "booth", "days", "bonus", "wishes"])
sheet.append(["S1", "가람", "IT", "youth", 1, 3, 7, datetime.date(2027, 4, 13), 2.0, "B2"])
sheet.append(["S2", 'Na "Co"', "IT", None, "=1+1", 2, 12, None, 0, "B1"])
sheet.append(["S3", "다솜", None, None, None, None, None, None, None, '=CONCATENATE("B1",", ","B2")'])
sheet["G3"].number_format = sheet["G4"].number_format = "000"
sheet["H3"].number_format = "yyyy-mm-dd"
sheet.row_dimensions[5].hidden = True
sheet["B4"].font = Font(strike=True)
sheet.column_dimensions["C"].hidden = True
other = book.create_sheet("old")
other.append([True, "#N/A", 1e300, 0.125, -5, 40])
other.sheet_state = "hidden"

with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder, "smes.xlsx")
    book.save(file)
    out = pathlib.Path(__file__).parent
    subprocess.run(["soffice", "--headless", "--convert-to", "xls", "--outdir", out, file], check=True)
