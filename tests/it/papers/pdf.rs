//! The paper pack, read back by pdftotext and rendered by pdftoppm.

use super::sample::{self, render};
use super::tools;
use koppex::report::{FontFile, PaperKind, RenderOptions, Report};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// A Korean font of this machine, regular and bold, as the command line would find it.
fn fonts() -> Option<Vec<FontFile>> {
    let fonts = koppex::cli::fonts::system();
    if fonts.is_empty() {
        tools::missing("font with Korean letters");
        return None;
    }
    Some(fonts)
}

fn options(fonts: Vec<FontFile>, per: Option<PaperKind>) -> RenderOptions {
    RenderOptions { fonts, per, ..RenderOptions::default() }
}

/// The words of each page, blanks made one.
fn pages(file: &Path) -> Option<Vec<String>> {
    let pdftotext = tools::program(&["pdftotext"])?;
    let out = tools::run(Command::new(pdftotext).arg("-layout").arg(file).arg("-"));
    let pages = out.trim_end_matches('\u{c}').split('\u{c}');
    Some(pages.map(|p| p.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
}

#[test]
fn each_company_has_one_page_with_its_meetings_in_its_own_language() {
    let Some(fonts) = fonts() else { return };
    let sample = sample::small();
    let dir = tools::folder("pdf");
    tools::write(&dir, &render("pdf", &sample.report(options(fonts, None))));
    let file = dir.join("papers.pdf");
    let Some(pages) = pages(&file) else { return };
    assert_eq!(pages.len(), 2 + 11 + 6 + 7 + 2, "rules, companies, doors, attendance, pick-up lists: {pages:#?}");
    let of = |title: &str| pages[2..13].iter().find(|p| p.contains(title)).unwrap_or_else(|| panic!("no {title}: {pages:#?}"));
    let hanbit = of("상담 시간표 ㈜한빛테크");
    for expected in ["10:00–10:14 서울특별시 조달과 구매부 김공공 3관 상담석 3-T01", "10:15–10:29 한국전력공사", "부스 B-S001"]
    {
        assert!(hanbit.contains(expected), "{expected}: {hanbit}");
    }
    let brooklyn = of("Meeting timetable Brooklyn Supplies");
    assert!(brooklyn.contains("Sat 7 March 23:00–23:14"), "{brooklyn}");
    assert!(brooklyn.contains("Sun 8 March 21:00–21:14 주식회사 가온누리 B-../S004 Hall 3, video room 3-V01"), "{brooklyn}");
    assert!(brooklyn.contains("America/New_York (UTC-05:00, UTC-04:00)"), "{brooklyn}");
    assert!(of("Meeting timetable Thames Traders").contains("Łódź Électrique GmbH & Søn"));
    assert!(!pages.iter().any(|p| p.contains("secret.example")));
    if let Some(pdftoppm) = tools::program(&["pdftoppm"]) {
        tools::run(Command::new(pdftoppm).args(["-r", "60", "-png"]).arg(&file).arg(dir.join("page")));
    }
}

#[test]
fn the_first_page_in_each_language_says_the_rules_of_this_event() {
    let Some(fonts) = fonts() else { return };
    let mut sample = sample::attended();
    sample.event.organizer = "desk@expo.example".into();
    let dir = tools::folder("pdf-rules");
    tools::write(&dir, &render("pdf", &sample.report(options(fonts, None))));
    let Some(pages) = pages(&dir.join("papers.pdf")) else { return };
    for expected in [
        "3월 8일 (일), 3월 10일 (화): 10:00–12:00, 13:00–17:00",
        "상담 한 번은 14분",
        "발표 7분:",
        "질의응답 7분:",
        "자리 이동 1분:",
        "3관에서 4관까지 걸어서 4분 걸립니다.",
        "안내 데스크",
        "desk@expo.example",
        "부스",
        "3관 상담석 3-T01",
        "세미나·투어:",
        "통역:",
    ] {
        assert!(pages[0].contains(expected), "{expected}: {}", pages[0]);
    }
    for expected in ["One meeting takes 14 minutes", "Changeover, 1 min", "From Hall 3 to Hall 4 it is a walk of 4 min."] {
        assert!(pages[1].contains(expected), "{expected}: {}", pages[1]);
    }
    let mut alone = sample::small();
    alone.event.parties.iter_mut().for_each(|p| p.language = koppex::event::Lang::Ko);
    let report = alone.report(options(koppex::cli::fonts::system(), Some(PaperKind::Buyer)));
    tools::write(&dir, &render("pdf", &report));
    let pages = self::pages(&dir.join("papers.pdf")).expect("the tool is there");
    assert_eq!(pages.len(), 1 + 5, "Korean only");
    assert!(!pages[0].contains("걸어서") && !pages[0].contains("세미나·투어:"), "only what holds: {}", pages[0]);
}

#[test]
fn sessions_and_booths_stand_on_paper_in_order_of_time() {
    let Some(fonts) = fonts() else { return };
    let sample = sample::attended();
    let dir = tools::folder("pdf-sessions");
    tools::write(&dir, &render("pdf", &sample.report(options(fonts, None))));
    let Some(pages) = pages(&dir.join("papers.pdf")) else { return };
    let of = |title: &str| pages.iter().find(|p| p.contains(title)).unwrap_or_else(|| panic!("no {title}: {pages:#?}"));
    let hanbit = of("상담 시간표 ㈜한빛테크");
    assert!(hanbit.contains("10:30–11:30 공공조달 세미나 세미나·투어 4관"), "{hanbit}");
    let at = |text: &str| hanbit.find(text).unwrap_or_else(|| panic!("no {text}: {hanbit}"));
    assert!(at("10:15–10:29") < at("10:30–11:30") && at("10:30–11:30") < at("3월 10일 (화)"), "{hanbit}");
    let buyer = of("상담 시간표 서울특별시 조달과");
    assert!(buyer.contains("시간 상대 부스 장소") && buyer.contains("10:00–10:14 ㈜한빛테크"), "{buyer}");
    assert!(buyer.contains("B-S001 3관 상담석 3-T01"), "the booth stands in its column: {buyer}");
    // New York: the tour of the 10th at 09:00 in Seoul is on the evening before.
    assert!(of("Meeting timetable Brooklyn Supplies").contains("Mon 9 March 20:00–20:30 Hall tour"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let Some(fonts) = fonts() else { return };
    let sample = sample::small();
    let report = || sample.report(options(fonts.clone(), None));
    assert_eq!(render("pdf", &report()), render("pdf", &report()));
}

#[test]
fn a_pack_of_662_companies_has_a_page_for_each() {
    let Some(fonts) = fonts() else { return };
    let sample = sample::large();
    let dir = tools::folder("pdf-large");
    for (per, name) in [(Some(PaperKind::Sme), "sme"), (Some(PaperKind::Buyer), "buyer"), (None, "all")] {
        let started = std::time::Instant::now();
        let files = render("pdf", &sample.report(options(fonts.clone(), per)));
        eprintln!("pdf ({name}): {} KB in {:.2} s", files[0].bytes.len() / 1024, started.elapsed().as_secs_f64());
        std::fs::write(dir.join(format!("{name}.pdf")), &files[0].bytes).expect("can write");
    }
    let count = |name: &str| pages(&dir.join(name)).map(|p| p.len());
    if let (Some(smes), Some(buyers)) = (count("sme.pdf"), count("buyer.pdf")) {
        assert_eq!((smes, buyers), (1 + 460, 2 + 202), "the rules in each language, then a page for each");
    }
}

#[test]
fn a_buyer_with_several_desks_and_200_meetings_still_has_one_page() {
    let Some(fonts) = fonts() else { return };
    let mut sample = sample::large();
    let mut meetings = Vec::new();
    for (i, meeting) in sample.timetable.meetings().iter().enumerate().take(200 * 20).step_by(20) {
        meetings.push(koppex::timetable::Meeting { buyer: koppex::event::PartyId(460 + u32::from(i == 0)), ..*meeting });
    }
    sample.timetable = koppex::timetable::Timetable::new(&sample.event, meetings);
    let dir = tools::folder("pdf-many");
    let options = options(fonts, Some(PaperKind::Buyer));
    tools::write(&dir, &render("pdf", &sample.report(options)));
    let Some(pages) = pages(&dir.join("papers.pdf")) else { return };
    assert_eq!(pages.len(), 2 + 202);
    let busiest = pages[2..].iter().max_by_key(|p| p.len()).expect("pages");
    assert_eq!(busiest.matches('\u{2013}').count(), 199, "every meeting stands on the page: {busiest}");
}

#[test]
fn a_missing_or_broken_font_is_an_error_that_names_it() {
    let sample = sample::small();
    let row = koppex::report::FORMATS.iter().find(|f| f.name == "pdf").expect("pdf");
    let error = |report: &Report| format!("{:#}", (row.render)(report).expect_err("an error"));
    assert!(error(&sample.report(RenderOptions::default())).contains("no font with Korean letters was found"));
    let broken = FontFile { name: "broken.ttf".into(), bytes: Arc::new(b"not a font".to_vec()), index: 0, bold: false };
    assert!(error(&sample.report(options(vec![broken], None))).contains("broken.ttf is not a font"));
}

#[test]
fn a_box_stands_for_a_character_that_no_font_has_and_every_such_name_is_listed() {
    let Some(fonts) = fonts() else { return };
    let mut strange = sample::small();
    strange.event.parties[0].name = "Tel\u{10ffff}로켓".into();
    strange.event.parties[7].org = "\u{10fffe}기관".into();
    let report = strange.report(options(fonts, None));
    let dir = tools::folder("pdf-strange");
    tools::write(&dir, &render("pdf", &report));
    let listed = koppex::report::undrawn(&report).expect("the fonts are good");
    let listed: Vec<(&str, Vec<char>)> =
        listed.iter().map(|u| (u.text.as_str(), u.characters.iter().copied().collect())).collect();
    assert_eq!(listed, [("Tel\u{10ffff}로켓", vec!['\u{10ffff}']), ("\u{10fffe}기관", vec!['\u{10fffe}'])]);
    let Some(pages) = pages(&dir.join("papers.pdf")) else { return };
    assert!(pages.iter().any(|p| p.contains("Tel□로켓")) && pages.iter().any(|p| p.contains("□기관")), "{pages:#?}");
}
