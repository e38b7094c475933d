#!/usr/bin/env python3
"""Fills the workbook that `koppex init DIR --format xlsx --lang ko` writes, as an organizer would: a made-up event of one day.

    python3 fill.py DIR/expo.xlsx
"""
import datetime
import sys

import openpyxl

DAY = datetime.date(2026, 4, 15)
SETTINGS = {"행사명": "한빛 공공구매 상담회 2026", "주최 전자우편": "desk@expo.example"}
DAYS = [(DAY, datetime.time(10), datetime.time(12)), (DAY, datetime.time(13), datetime.time(15))]
HALLS = [("A", 4, 1)]
# 연번, 기업명, 영문명, 분야, 부스번호, 희망기관: 앞에 적은 곳일수록 바라는 곳
SMES = [
    ("S01", "㈜가람조명", "Garam Lighting", "조명", "A-01", "B01, B02, B05"),
    ("S02", "나래소프트", "Narae Soft", "정보통신", "A-02", "B02, B01"),
    ("S03", "㈜다온펌프", "Daon Pumps", "기계", "A-03", "B03, B04, B01"),
    ("S04", "라온안전", "Raon Safety", "안전", "A-04", "B04, B03"),
    ("S05", "㈜마루가구", "Maru Furniture", "가구", "A-05", "B01, B03, B05"),
    ("S06", "바름측정", "Bareum Metrology", "기계", "A-06", "B03, B02"),
    ("S07", "새봄식품", "Saebom Foods", "식품", "A-07", "B05, B04"),
    ("S08", "㈜아라환경", "Ara Environment", "환경", "A-08", "B02, B04, B05"),
    ("S09", "자람교구", "Jaram Education", "교육", "A-09", "B01, B04"),
    ("S10", "㈜차오름전자", "Chaoreum Electronics", "정보통신", "A-10", "B02, B05, B03"),
]
# 연번, 담당자, 기관명, 부서, 시간대, 방식, 희망기업
BUYERS = [
    ("B01", "김하늘", "가람시청", "회계과", None, None, "S01, S05, S09"),
    ("B02", "이도윤", "바다공사", "조달팀", None, None, "S02, S08"),
    ("B03", "박서연", "미르중공업", "구매부", None, None, "S03, S06"),
    ("B04", "최지우", "누리안전원", "계약팀", None, None, "S04"),
    ("B05", "Nguyen Van Hung", "Saigon Import", None, "Asia/Ho_Chi_Minh", "online", "S07, S10"),
]
SESSIONS = [("SEM1", "나라장터 등록 설명회", DAY, datetime.time(11), datetime.time(12), "A")]
REGISTRATIONS = [("SEM1", "S04"), ("SEM1", "S09")]


def fill(path):
    book = openpyxl.load_workbook(path)
    for row in book["설정"].iter_rows(min_row=2):
        if row[0].value in SETTINGS:
            row[1].value = SETTINGS[row[0].value]
    rows(book["일정"], ["날짜", "시작", "종료"], DAYS)
    rows(book["관"], ["관", "상담석", "화상상담실"], HALLS)
    rows(book["기업"], ["연번", "기업명", "영문명", "분야", "부스번호", "희망기관"], SMES)
    rows(book["수요기관"], ["연번", "담당자", "기관명", "부서", "시간대", "방식", "희망기업"], BUYERS)
    rows(book["세미나"], ["세션번호", "제목", "날짜", "시작", "종료", "관"], SESSIONS)
    rows(book["세미나등록"], ["세션번호", "참가자"], REGISTRATIONS)
    book.save(path)


def rows(sheet, heads, values):
    """Writes rows below the headers, each value into the column of its header."""
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(values, start=2):
        for head, value in zip(heads, row):
            sheet.cell(number, columns[head], value)


if __name__ == "__main__":
    fill(sys.argv[1])
