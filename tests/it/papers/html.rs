//! The web page in a real Chromium, driven by Selenium: search, print view, load time, no network, no console error; screenshots are kept.

use super::sample::{self, render, text};
use super::tools;
use koppex::report::{RenderOptions, Report};
use std::path::{Path, PathBuf};
use std::process::Command;

const BROWSE: &str = include_str!("browse.py");

/// Python with Selenium, and Chromium with its driver.
fn browser() -> Option<(PathBuf, PathBuf, PathBuf)> {
    Some((tools::python(&["selenium"])?, tools::program(&["chromium", "google-chrome"])?, tools::program(&["chromedriver"])?))
}

/// Opens the page and carries out the steps; prints what each step sees.
fn browse(dir: &Path, steps: &[&str]) -> Option<String> {
    browse_in("Asia/Seoul", dir, steps)
}

/// The same, where the viewer's clock shows the time of a zone.
pub fn browse_in(zone: &str, dir: &Path, steps: &[&str]) -> Option<String> {
    let (python, chromium, driver) = browser()?;
    let mut command = Command::new(python);
    command.env("TZ", zone);
    command.args(["-c", BROWSE]).args([&chromium, &driver]).arg(dir).args(steps);
    Some(tools::run(&mut command))
}

pub fn page(name: &str, report: &Report) -> PathBuf {
    let dir = tools::folder(name);
    tools::write(&dir, &render("html", report));
    dir
}

#[test]
fn searching_a_company_in_korean_shows_its_meetings() {
    let dir = page("html", &sample::small().report(RenderOptions::default()));
    let steps = [
        "search:한빛",
        "count:.results li",
        "search:ㅎㅂㅌㅋ",
        "count:.results li",
        "shot:search",
        "click:.results a",
        "text:main",
        "shot:party",
        "search:script",
        "click:.results a",
        "text:h2",
        "go:#load",
        "shot:load",
        "go:#grid",
        "shot:grid",
        "go:#print",
        "shot:print",
        "phone:",
        "go:#party=0",
        "shot:party-phone",
        "go:#",
        "shot:search-phone",
        "log:",
    ];
    let Some(seen) = browse(&dir, &steps) else { return };
    assert!(seen.contains("count 1\ncount 1\n"), "{seen}");
    for expected in [
        "㈜한빛테크",
        "서울특별시 조달과",
        "3관 상담석 3-T01",
        "10:00",
        "발표 10:00–10:07 · 질의응답 10:07–10:14",
        "한국전력공사",
    ] {
        assert!(seen.contains(expected), "{expected}: {seen}");
    }
    assert!(seen.contains("text </script><script>alert('x')</script>"), "a name stays a text: {seen}");
    assert!(seen.contains("console []") && seen.contains("network []"), "{seen}");
}

#[test]
fn every_company_has_one_page_on_paper_in_its_own_language() {
    let sample = sample::small();
    let dir = page("html-print", &sample.report(RenderOptions::default()));
    let Some(seen) = browse(
        &dir,
        &[
            "pdf:companies",
            "go:#print=doors",
            "pdf:doors",
            "go:#print=attendance",
            "pdf:attendance",
            "go:#print=pickup",
            "pdf:pickup",
            "log:",
        ],
    ) else {
        return;
    };
    let Some(pdftotext) = tools::program(&["pdftotext"]) else { return };
    let pages = |name: &str| -> Vec<String> {
        let out = tools::run(Command::new(&pdftotext).arg("-layout").arg(dir.join(format!("{name}.pdf"))).arg("-"));
        let pages = out.trim_end_matches('\u{c}').split('\u{c}');
        pages.map(|p| p.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let companies = pages("companies");
    assert_eq!(companies.len(), 2 + sample.event.parties.len(), "{seen}");
    assert!(companies[0].contains("상담 안내") && companies[1].contains("How the meetings work"), "{:?}", &companies[..2]);
    let of = |start: &str| companies.iter().find(|p| p.contains(start)).unwrap_or_else(|| panic!("no {start}: {companies:#?}"));
    assert!(of("상담 시간표 ㈜한빛테크").contains("10:00–10:14 서울특별시 조달과"));
    let brooklyn = of("Meeting timetable Brooklyn Supplies");
    assert!(brooklyn.contains("Sat 7 March 23:00–23:14") && brooklyn.contains("Sun 8 March 21:00–21:14"), "{brooklyn}");
    assert!(brooklyn.contains("America/New_York (UTC-05:00, UTC-04:00)"), "{brooklyn}");
    assert_eq!(pages("doors").len(), 6, "a page for each place and day it is used");
    assert_eq!(pages("attendance").len(), 7, "a page for each slot with meetings");
    assert_eq!(pages("pickup").len(), 2);
}

#[test]
fn an_expo_of_662_parties_loads_in_two_seconds_and_prints_a_page_for_each() {
    let dir = page("html-large", &sample::large().report(RenderOptions::default()));
    let Some(seen) = browse(
        &dir,
        &[
            "load:",
            "search:ㅎㅂ",
            "shot:search",
            "go:#load",
            "shot:load",
            "go:#grid",
            "shot:grid",
            "go:#party=3",
            "shot:party",
            "go:#",
            "pdf:companies",
            "log:",
        ],
    ) else {
        return;
    };
    let load = seen.lines().find_map(|l| l.strip_prefix("load ")).expect("a load time");
    eprintln!("html of 662 parties: loaded and drawn in {load} ms");
    assert!(load.parse::<f64>().expect("a number") < 2_000.0, "{load} ms");
    let Some(pdfinfo) = tools::program(&["pdfinfo"]) else { return };
    let info = tools::run(Command::new(pdfinfo).arg(dir.join("companies.pdf")));
    assert!(info.lines().any(|l| l.split_whitespace().eq(["Pages:", "664"])), "{info}");
    assert!(seen.contains("console []") && seen.contains("network []"), "{seen}");
}

#[test]
fn the_load_table_shows_every_hour_on_an_ordinary_screen() {
    let dir = page("html-load", &sample::large().report(RenderOptions::default()));
    let seen = "eval:[...document.querySelectorAll('.load')].map(table => {\
        const last = [...table.querySelectorAll('thead th')].at(-1);\
        return last.textContent + (last.getBoundingClientRect().right <= innerWidth && table.parentNode.scrollWidth <= table.parentNode.clientWidth);\
      }).join(' ')";
    let Some(seen) = browse(&dir, &["size:1400x900", "go:#load", seen, "size:1200x800", seen]) else { return };
    assert_eq!(seen, "eval 16:45true 16:45true 16:45true\n".repeat(2));
}

#[test]
fn sessions_and_booths_stand_on_the_page() {
    let dir = page("html-sessions", &sample::attended().report(RenderOptions::default()));
    let lines = "eval:[...document.querySelectorAll('.meeting')].map(m => m.textContent).join('\\n')";
    let Some(seen) =
        browse(&dir, &["go:#party=0", lines, "go:#party=8", lines, "go:#party=6", lines, "go:#party=0", "shot:party"])
    else {
        return;
    };
    assert!(seen.contains("10:30–11:30공공조달 세미나세미나·투어4관\n"), "{seen}");
    assert!(seen.contains("20:00–20:30Hall tour"), "on the clock of New York: {seen}");
    assert!(seen.contains("㈜한빛테크부스 B-S001"), "{seen}");
    let seminar = seen.find("공공조달 세미나").expect("it is there");
    assert!(seen.find("10:15–10:29").expect("a meeting") < seminar, "in order of time: {seen}");
}

#[test]
fn contacts_leave_only_when_asked_and_nothing_is_fetched() {
    let sample = sample::small();
    let all = |with_contacts| {
        text(&render("html", &Report { with_contacts, ..sample.report(RenderOptions::default()) }), "timetable.html")
    };
    assert!(!all(false).contains("secret.example") && !all(false).contains("010-"));
    assert!(all(true).contains("B001@secret.example"));
    assert_eq!(all(false).matches("<script").count(), all(false).matches("</script").count(), "no name opens or ends a script");
    assert_eq!(all(false).matches("<script").count(), 2);
    for fetched in ["src=\"", "url(", "@import", "fetch(", "XMLHttpRequest"] {
        assert!(!all(false).contains(fetched), "{fetched}");
    }
}

#[test]
fn reasons_stand_on_the_page_only_where_they_are_asked_for() {
    let reason = "점수가 더 높은 상담이 있습니다";
    let page = |with_reasons| {
        let files = render("html", &sample::small().report(RenderOptions { with_reasons, ..RenderOptions::default() }));
        text(&files, "timetable.html")
    };
    assert!(!page(false).contains(reason) && page(false).contains("\"parties\""));
    // The one wish that is not met, for both of its parties.
    assert_eq!(page(true).matches(reason).count(), 2);
    let dir = tools::folder("reasons");
    tools::write(
        &dir,
        &render("html", &sample::small().report(RenderOptions { with_reasons: true, ..RenderOptions::default() })),
    );
    let Some(seen) = browse(&dir, &["go:#party=5", "text:.unmet"]) else { return };
    assert!(seen.contains("미성사 희망") && seen.contains(reason), "{seen}");
}
