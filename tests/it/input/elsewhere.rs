//! What lists from elsewhere bring along: titles, remarks and totals, words and numbers as people write them. Each is read as it is meant, or refused
//! with what is meant; nothing is proposed that means something else.

use super::shown;
use koppex::diagnostic::Diagnostic;
use koppex::event::{Event, Lang, Mode};
use koppex::validate::event_from;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const EVENT: &str = "[event]\ntimezone = \"Asia/Seoul\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-12:00\"]\n[[day]]\ndate = \"2022-04-14\"\n\
    sessions = [\"10:00-12:00\"]\n[[hall]]\nid = \"1\"\ntables = 3\nvideo_rooms = 1\n[value]\nfill_points = 1\n";
const SMES: &str = "sme_id,name\nS1,가람빛소프트\nS2,두레온조명\nS3,미르정밀\n";
const BUYERS: &str = "buyer_id,name,org\nB1,윤주호,가람시청\nB2,오태진,바다공사\nB3,정시준,미르중공업\n";

type Read = Result<(Event, Vec<Diagnostic>), Vec<Diagnostic>>;

fn read(name: &str, text: &str) -> Read {
    let mut files =
        vec![("event.toml", EVENT), ("smes.csv", SMES), ("buyers.csv", BUYERS), ("preferences.csv", "from_id,to_id\n")];
    files.retain(|(n, _)| *n != name);
    files.push((name, text));
    event_from(&files)
}

fn event(name: &str, text: &str) -> (Event, Vec<&'static str>) {
    let (event, faults) = read(name, text).unwrap_or_else(|faults| panic!("{text}\n{}", shown(&faults, Lang::En)));
    (event, faults.iter().map(|d| d.code).filter(|code| *code != "W505").collect())
}

/// Code, place and help of the first error.
fn error(name: &str, text: &str) -> (&'static str, String, String) {
    let faults = read(name, text).map_or_else(|faults| faults, |(_, faults)| panic!("{text}\n{}", shown(&faults, Lang::En)));
    let first = faults.into_iter().find(Diagnostic::is_error).expect("an error");
    (first.code, first.at.to_string(), first.help.en)
}

#[test]
fn titles_of_other_lists_name_the_column_that_is_missing() {
    for title in
        ["상호", "Company Name", "COMPANY", "회사", "참가업체", "기업이름", "2. 기업명", "기업명/업체명", "company name (Korean)"]
    {
        let (event, codes) = self::event("smes.csv", &format!("연번,\"{title}\"\nS1,가람\n"));
        assert_eq!((event.parties[0].name.as_str(), codes), ("가람", vec![]), "{title}");
    }
    for title in ["No.", "NO", "순번", "ID", "기업ID", "업체코드", "접수번호"] {
        let (event, codes) = self::event("smes.csv", &format!("{title},기업명\nS1,가람\n"));
        assert_eq!((event.parties[0].id.as_str(), codes), ("S1", vec![]), "{title}");
    }
    for title in ["기관", "Organization", "회사명", "발주기관", "소속기관", "수요기관"] {
        let (event, codes) = self::event("buyers.csv", &format!("buyer_id,성명,{title}\nB1,윤주호,가람시청\n"));
        assert_eq!(
            (event.parties[3].name.as_str(), event.parties[3].org.as_str(), codes),
            ("윤주호", "가람시청", vec![]),
            "{title}"
        );
    }
    // A title of the table itself goes first, and of two columns that may hold the ids koppex chooses none.
    let (event, codes) = self::event("smes.csv", "No.,sme_id,회사,기업명\n1,S1,본사,가람\n");
    let party = &event.parties[0];
    assert_eq!((party.id.as_str(), party.name.as_str(), codes), ("S1", "가람", vec!["N601", "N601"]));
    assert_eq!(error("smes.csv", "No.,접수번호,기업명\n1,A7,가람\n").0, "E106");
}

#[test]
fn wishes_under_another_title_are_wishes() {
    for title in ["상담희망기관", "관심기관", "선호기관", "희망상담기관", "Wish list", "희망기관명"] {
        let (event, codes) = self::event("smes.csv", &format!("연번,기업명,{title}\nS1,가람,B2\n"));
        let wishes: Vec<_> = event.wishes.iter().map(|w| (w.from.0, w.to.0)).collect();
        assert_eq!((wishes, codes), (vec![(0, 2)], vec![]), "{title}");
    }
}

#[test]
fn columns_that_say_who_comes_or_when_are_told_where_they_are_not_read() {
    for title in [
        "참가여부",
        "상태",
        "취소여부",
        "4/13",
        "4월 13일",
        "13일(수)",
        "요일",
        "입국일",
        "기피 기관",
        "만나고 싶은 기관",
        "Buyer 1",
        "Status",
    ] {
        assert_eq!(event("smes.csv", &format!("연번,기업명,\"{title}\"\nS1,가람,무엇\n")).1, ["W511"], "{title}");
    }
    assert_eq!(event("buyers.csv", "buyer_id,name,온라인\nB1,윤,O\n").1, ["W511"]);
    for title in ["비고", "홈페이지", "대표자", "매출액(2021)", "주소", "3"] {
        assert_eq!(event("smes.csv", &format!("연번,기업명,{title}\nS1,가람,무엇\n")).1, ["N601"], "{title}");
    }
}

#[test]
fn rows_of_totals_titles_and_remarks_are_no_parties() {
    for row in [
        "총 3개사,",
        "이하 여백,",
        "- 끝 -,",
        "끝.,",
        "작성요령: 아래에,",
        "1. 기계분야,",
        "기계 분야,",
        "평균,3",
        "3개사,",
        "주) 변경,",
        "ex) S1,가람",
        "-,-",
        "S9,기업명",
        "S9,합계",
        "취소,",
        "문의: 02-123-4567,",
        "No.,기업명",
    ] {
        assert_eq!(error("smes.csv", &format!("{SMES}{row}\n")).0, "E318", "{row}");
    }
    // Titles of the same columns in another list are a header once more.
    let (event, codes) = self::event("smes.csv", &format!("{SMES}연 번,기업 명\nS4,라온\n"));
    assert_eq!((event.n_smes, codes), (4, vec!["W512"]));
    // A company may lack its name, or bear one that is a word.
    for (row, codes) in
        [("S4,", vec!["W517"]), ("S4,이상", vec![]), ("S4,희망", vec![]), ("가4,라온", vec![]), ("S 4,라온", vec![])]
    {
        let (event, told) = self::event("smes.csv", &format!("{SMES}{row}\n"));
        assert_eq!((event.n_smes, told), (4, codes), "{row}");
    }
}

#[test]
fn an_error_of_a_spreadsheet_in_a_text_file_is_no_value() {
    for cell in ["#N/A", "#REF!", "#VALUE!", "########"] {
        let (code, at, _) = error("smes.csv", &format!("sme_id,name\nS1,{cell}\n"));
        assert_eq!((code, at.as_str()), ("E110", "smes.csv:2 (name)"), "{cell}");
    }
    assert_eq!(event("smes.csv", "sme_id,name\nS1,#해시태그\n").0.parties[0].name, "#해시태그");
}

#[test]
fn no_word_is_proposed_that_means_the_opposite() {
    let window = |word: &str| format!("대상,날짜,시작,종료,종류\nB1,2022-04-13,10:00,10:30,{word}\n");
    for (name, text) in [
        ("windows.csv", window("참석 불가능함")),
        ("windows.csv", window("비가용")),
        ("buyers.csv", "buyer_id,name,유형\nB1,윤,중소기업\n".to_string()),
        ("buyers.csv", "buyer_id,name,방식\nB1,윤,온/오프라인\n".to_string()),
        ("smes.csv", "연번,기업명,온라인\nS1,가람,온라인 불가\n".to_string()),
        ("smes.csv", "연번,기업명,languages\nS1,가람,영어 불가\n".to_string()),
        ("smes.csv", "연번,기업명,languages\nS1,가람,한영\n".to_string()),
    ] {
        let (code, _, help) = error(name, &text);
        assert!(["E306", "E307"].contains(&code) && !help.contains("did you mean"), "{text}: {help}");
    }
    for (word, busy) in [("참석 불가능", true), ("불가 시간", true), ("상담 가능", false), ("가능 시간", false)]
    {
        let kind = self::event("windows.csv", &window(word)).0.windows[0].kind;
        assert_eq!(kind == koppex::event::WindowKind::Busy, busy, "{word}");
    }
    let mode = |word: &str| {
        self::event("buyers.csv", &format!("buyer_id,name,방식,timezone\nB1,윤,{word},Asia/Seoul\n")).0.parties[3].mode
    };
    assert_eq!(
        [mode("현장(오프라인)"), mode("방문"), mode("화상회의"), mode("비대면(온라인)")],
        [Mode::Onsite, Mode::Onsite, Mode::Online, Mode::Online]
    );
    assert_eq!(error("buyers.csv", "buyer_id,name,방식\nB1,윤,대면(비대면)\n").0, "E306", "two words that differ");
    let online =
        |word: &str| self::event("smes.csv", &format!("연번,기업명,온라인\nS1,가람,{word}\n")).0.parties[0].may_meet_online;
    assert!(["OK", "참석", "원함", "☑"].map(online).iter().all(|yes| *yes));
    assert!(["원하지 않음", "미참석", "비희망", "안 함", "☐"].map(online).iter().all(|yes| !yes));
}

#[test]
fn the_language_that_is_meant_is_proposed_and_no_other() {
    let help = |cell: &str| error("smes.csv", &format!("연번,기업명,languages\nS1,가람,\"{cell}\"\n")).2;
    for (cell, code) in [("중국어(간체)", "zh"), ("Korean (native)", "ko"), ("영어(상)", "en"), ("vn", "vi"), ("영어 가능", "en")]
    {
        assert_eq!(help(cell), format!("did you mean `{code}`?"), "{cell}");
    }
    assert!(!help("영어와중국어").contains("did you mean"));
    let languages = |cell: &str| {
        self::event("smes.csv", &format!("연번,기업명,languages\nS1,가람,\"{cell}\"\n")).0.parties[0].languages.join(" ")
    };
    assert_eq!([languages("영어 및 한국어"), languages("국문/영문"), languages("북경어")], ["en ko", "ko en", "zh"]);
}

#[test]
fn the_zone_of_the_country_is_proposed() {
    let buyers = |country: &str, zone: &str| format!("buyer_id,name,country,mode,timezone\nB1,Kim,{country},online,{zone}\n");
    for (country, zone, meant) in [
        ("Israel", "IST", "`Asia/Jerusalem`"),
        ("India", "IST", "`Asia/Kolkata`"),
        ("미국", "CST", "`America/Chicago`"),
        ("China", "CST", "`Asia/Shanghai`"),
        ("", "EST (UTC-5)", "`America/New_York`"),
        ("", "뉴욕", "`America/New_York`"),
        ("", "America/NewYork", "`America/New_York`"),
    ] {
        assert_eq!(error("buyers.csv", &buyers(country, zone)).2, format!("did you mean {meant}?"), "{country} {zone}");
    }
    let (_, faults) = read("buyers.csv", &buyers("베트남", "")).expect("a warning only");
    let told: Vec<&str> = faults.iter().filter(|f| f.code == "W518").map(|f| f.help.en.as_str()).collect();
    assert_eq!(told, ["write its time zone in `timezone`, e.g. Asia/Ho_Chi_Minh"]);
}

#[test]
fn numbers_with_something_around_them_are_that_number_or_several() {
    let buyers: String = (1..=40).map(|i| format!("{i},담당{i:02},기관{i:02}호\n")).collect();
    let help = |cell: &str| {
        let smes = format!("연번,기업명,희망기관\nS1,회사,\"{cell}\"\n");
        let buyers = format!("연번,담당자,기관명\n{buyers}");
        let faults = event_from(&[("event.toml", EVENT), ("smes.csv", &smes), ("buyers.csv", &buyers)]).expect_err(cell);
        faults.into_iter().find(Diagnostic::is_error).map(|d| (d.code, d.help.en)).expect("an error")
    };
    for cell in ["3번", "No.3", "No. 3", "#3", "제3", "3호", "(3)", "3.", "B3", "3 외", "+3"] {
        assert_eq!(help(cell), ("E309", "did you mean `3`?".into()), "{cell}");
    }
    for cell in ["3및7", "3와 7", "3 and 7", "3번 7번", "1.3 2.7", "3→7"] {
        assert_eq!(help(cell), ("E315", "did you mean `3, 7`?".into()), "{cell}");
    }
    assert_eq!(help("1-3번").1, "did you mean `1, 2, 3`?");
    // Digits that are run together are another number, and a number that nobody has is not almost one.
    for cell in ["3e0", "41", "3팀"] {
        assert!(!help(cell).1.contains("did you mean"), "{cell}: {}", help(cell).1);
    }
}

#[test]
fn a_party_that_is_named_twice_over_is_that_party() {
    let to = |cell: &str| {
        let (event, _) = self::event("smes.csv", &format!("연번,기업명,희망기관\nS1,회사,\"{cell}\"\n"));
        event.wishes.iter().map(|w| event.party(w.to).id.clone()).collect::<Vec<_>>()
    };
    for cell in [
        "[B1] 가람시청",
        "(B1) 윤주호",
        "B1: 가람시청",
        "가람시청 / 윤주호",
        "가람시청(윤주호)",
        "가람시청 윤주호 담당자님",
        "가람시청 - 윤주호",
    ] {
        assert_eq!(to(cell), ["B1"], "{cell}");
    }
    for cell in ["[B1] 바다공사", "가람시청 / 오태진", "가람시청 오태진 담당자님"] {
        let (code, _, help) = error("smes.csv", &format!("연번,기업명,희망기관\nS1,회사,\"{cell}\"\n"));
        assert!(["E309", "E315"].contains(&code) && !help.contains("`B1`?") && !help.contains("`B2`?"), "{cell}: {help}");
    }
}

#[test]
fn days_and_times_in_the_order_of_other_countries_are_proposed() {
    let window = |date: &str, start: &str| format!("대상,날짜,시작,종료,종류\nB1,\"{date}\",{start},11:30,불가\n");
    for date in ["04/13/2022", "13.04.2022", "4/13/22", "13 April 2022", "Apr 13, 2022", "220413"] {
        assert_eq!(error("windows.csv", &window(date, "10:00")).2, "did you mean `2022-04-13`?", "{date}");
    }
    for (date, help) in [
        ("양일", "leave the date empty for every day"),
        ("4/13, 4/14", "write one row for each day: 2022-04-13, 2022-04-14"),
        ("4/15", "write the date as YYYY-MM-DD; the event is held on 2022-04-13, 2022-04-14"),
        ("2022-04-13(목)", "2022-04-13 is a Wednesday: correct the date or the day of the week"),
    ] {
        assert_eq!(error("windows.csv", &window(date, "10:00")).2, help);
    }
    for (start, help) in [
        ("10h30", "did you mean `10:30`?"),
        ("13:00 PM", "did you mean `13:00`?"),
        ("10:00 이후", "did you mean `10:00`?"),
        ("낮 12시", "did you mean `12:00`?"),
        ("자정", "write 00:00 or 24:00"),
        ("2022-04-14 10:00", "write only the time here: 10:00; the date 2022-04-14 belongs in the column of dates"),
    ] {
        assert_eq!(error("windows.csv", &window("2022-04-13", start)).2, help, "{start}");
    }
    for start in ["10 AM", "10am", "오전 10"] {
        let (event, _) = self::event("windows.csv", &window("2022–04–13", start));
        assert_eq!(event.windows[0].start.to_string(), "2022-04-13 10:00:00", "{start}");
    }
}

fn book(fill: impl Fn(&mut Workbook)) -> Read {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    let bytes = workbook.save_to_buffer().unwrap();
    let texts = [("event.toml", EVENT), ("buyers.csv", BUYERS), ("preferences.csv", "from_id,to_id\n")];
    let mut files: Vec<(&str, Vec<u8>)> = texts.map(|(name, text)| (name, text.as_bytes().to_vec())).into();
    files.push(("smes.xlsx", bytes));
    event_from(&files)
}

fn companies(sheet: &mut Worksheet) {
    for (row, cells) in (0u32..).zip([["sme_id", "name"], ["S1", "가람"], ["S2", "나래"]]) {
        sheet.write_row(row, 0, cells).unwrap();
    }
}

#[test]
fn what_is_struck_through_or_too_flat_to_be_seen_is_told() {
    let told = |read: Read| -> Vec<String> {
        let (event, faults) = read.unwrap_or_else(|faults| panic!("{}", shown(&faults, Lang::En)));
        assert_eq!(event.n_smes, 2);
        faults.iter().filter(|f| f.code == "W514").map(|f| f.cause.en.clone()).collect()
    };
    let struck = book(|book| {
        let sheet = book.add_worksheet().set_name("smes").unwrap();
        companies(sheet);
        sheet.write_with_format(2, 1, "나래", &Format::new().set_font_strikethrough()).unwrap();
    });
    assert_eq!(told(struck), ["struck through, but read like the others: row 3"]);
    let flat = book(|book| {
        let sheet = book.add_worksheet().set_name("smes").unwrap();
        companies(sheet);
        sheet.set_row_height(2, 0).unwrap().set_column_width(1, 0).unwrap();
    });
    assert_eq!(told(flat), ["the hidden row 3 is read like the others", "hidden, but read like the others: `name`"]);
    let plain = book(|book| companies(book.add_worksheet().set_name("smes").unwrap()));
    assert_eq!(told(plain), Vec::<String>::new());
}

/// In the workbook of a whole event, a sheet that holds a table under a name of its own is not passed over like a sheet of notes.
#[test]
fn a_sheet_with_the_header_of_a_table_and_another_name_is_told() {
    let settings = [["항목", "값"], ["시간대", "Asia/Seoul"]];
    let tables: [(&str, &[&[&str]]); 5] = [
        ("설정", &[&settings[0], &settings[1]]),
        ("일정", &[&["date", "start", "end"], &["2022-04-13", "10:00", "12:00"]]),
        ("관", &[&["hall", "tables"], &["1", "3"]]),
        ("smes", &[&["sme_id", "name"], &["S1", "가람"]]),
        ("buyers", &[&["buyer_id", "name", "wishes"], &["B1", "윤", "S1"]]),
    ];
    let told = |name: &str, rows: &[&[&str]]| {
        let mut workbook = Workbook::new();
        for (name, rows) in tables.iter().copied().chain([(name, rows)]) {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            for (r, row) in (0u32..).zip(rows) {
                sheet.write_row(r, 0, row.iter().copied()).unwrap();
            }
        }
        let (_, faults) = event_from(&[("expo.xlsx", workbook.save_to_buffer().unwrap())])
            .unwrap_or_else(|f| panic!("{}", shown(&f, Lang::En)));
        faults.iter().map(|f| (f.code, f.at.file.clone())).collect::<Vec<_>>()
    };
    assert_eq!(told("2차 모집", &[&["sme_id", "name"], &["S2", "나래"]]), [("W515", "expo.xlsx[2차 모집]".to_string())]);
    assert_eq!(told("메모", &[&["할 일"], &["전화"]]), [("N602", "expo.xlsx[메모]".to_string())]);
}

#[test]
fn an_organization_and_a_person_run_together_are_one_party() {
    let buyers = "buyer_id,name,org\nB1,윤주호,가람시청\nB2,오태진,바다공사\nB4,조도진,바다공사\n";
    let help = |wish: &str| {
        let smes = format!("sme_id,name,wishes\nS1,가람빛소프트,{wish}\n");
        let files =
            [("event.toml", EVENT), ("smes.csv", smes.as_str()), ("buyers.csv", buyers), ("preferences.csv", "from_id,to_id\n")];
        let faults = event_from(&files).expect_err("nobody has that name");
        let first = faults.into_iter().find(Diagnostic::is_error).expect("an error");
        (first.code, first.help.en)
    };
    assert_eq!(help("바다공사협력실조도진"), ("E309", "did you mean `B4 (바다공사 조도진)`?".to_string()));
    assert_eq!(help("바다공사 협력실의 김주수"), ("E309", "did you mean `B2 (바다공사)`, `B4 (바다공사)`?".to_string()));
}
