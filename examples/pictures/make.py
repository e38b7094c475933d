#!/usr/bin/env python3
"""Makes the pictures of the README: the filled workbook, the page on a phone and on a screen in the hall, a paper.

    cargo build --release
    python3 examples/pictures/make.py target/release/koppex [FOLDER]

They stand beside this script, or in FOLDER if one is given.
Needs LibreOffice, Chromium with its driver and poppler-utils, and from PyPI openpyxl, selenium and pillow.
"""
import pathlib
import subprocess
import sys
import tempfile

import openpyxl
from PIL import Image, ImageChops
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from fill import fill

HERE = pathlib.Path(__file__).parent


def main(koppex, target=HERE):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        workbook = folder / "expo.xlsx"
        run(koppex, "init", folder, "--format", "xlsx", "--lang", "ko")
        fill(workbook)
        run(koppex, "schedule", workbook, "--quiet", "--format", "csv,json,html,pdf")
        picture_of_workbook(workbook, folder)
        out = folder / "expo-out"
        pictures_of_page(out / "timetable.html", folder)
        picture_of_paper(out / "papers.pdf", "상담 안내", folder / "rules")
        picture_of_paper(out / "papers.pdf", "가람시청\n", folder / "paper")
        for name in ["workbook", "now", "phone", "paper", "rules"]:
            small(folder / f"{name}.png", pathlib.Path(target) / f"{name}.png")


def run(*words):
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)


def picture_of_paper(pack, text, target):
    """The first page on which the text stands."""
    pages = subprocess.run(["pdftotext", pack, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    page = str(1 + next(i for i, words in enumerate(pages) if text in words and ("안내" in text or "부스" in words)))
    run("pdftoppm", "-r", "90", "-png", "-f", page, "-l", page, "-singlefile", pack, target)
    crop(target.with_suffix(".png"))


def picture_of_workbook(workbook, folder):
    """The sheet of the companies, with the grid and the letters of its columns; columns that nobody filled are left out."""
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        if sheet.title != "기업":
            book.remove(sheet)
    sheet = book["기업"]
    widths = {"연번": 7, "기업명": 16, "영문명": 22, "분야": 11, "부스번호": 11, "희망기관": 18}
    for column in range(sheet.max_column, 0, -1):
        if sheet.cell(1, column).value not in widths:
            sheet.delete_cols(column)
    sheet.column_dimensions.clear()
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].width = widths[cell.value]
    sheet.print_options.gridLines = sheet.print_options.headings = True
    sheet.page_setup.orientation = "landscape"
    book.save(folder / "sheet.xlsx")
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "sheet.xlsx")
    run("pdftoppm", "-r", "110", "-png", "-f", "1", "-l", "1", "-singlefile", folder / "sheet.pdf", folder / "workbook")
    crop(folder / "workbook.png")


def crop(path):
    image = Image.open(path).convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    image.crop((box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8)).save(path)


def pictures_of_page(page, folder):
    options = webdriver.ChromeOptions()
    for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        for name, size, address in [
            ("now", (1920, 1080), "?at=2026-04-15T11:05#now"),
            ("phone", (390, 640), "#party=3"),
        ]:
            metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            driver.get("about:blank")
            driver.get(page.as_uri() + address)
            driver.execute_async_script("setTimeout(arguments[0], 500)")
            driver.save_screenshot(str(folder / f"{name}.png"))
    finally:
        driver.quit()


def small(source, target):
    """At most 960 pixels wide, 64 colours."""
    image = Image.open(source).convert("RGB")
    if image.width > 960:
        image = image.resize((960, round(image.height * 960 / image.width)), Image.LANCZOS)
    image.quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
