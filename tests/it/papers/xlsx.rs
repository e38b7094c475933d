//! The organizer's workbook, read back by openpyxl and by LibreOffice.

use super::sample::{self, render};
use super::tools;
use koppex::report::{RenderOptions, Report};
use std::path::Path;
use std::process::Command;

/// Prints every cell of every sheet as `sheet|row|column|type|value`; type `f` would be a formula.
const CELLS: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
for sheet in book:
    print('freeze', sheet.title, sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_area, sep='|')
    for row in sheet.iter_rows():
        for c in row:
            if c.value is not None:
                print(sheet.title, c.row, c.column, c.data_type, str(c.value).replace('\n', ' / '), sep='|')
"#;

fn cells(python: &Path, file: &Path) -> Vec<String> {
    tools::run(Command::new(python).args(["-c", CELLS]).arg(file)).lines().map(String::from).collect()
}

#[test]
fn openpyxl_reads_the_meetings_and_finds_no_formula() {
    let Some(python) = tools::python(&["openpyxl"]) else { return };
    let sample = sample::small();
    let dir = tools::folder("xlsx");
    tools::write(&dir, &render("xlsx", &sample.report(RenderOptions::default())));
    let cells = cells(&python, &dir.join("timetable.xlsx"));
    assert!(cells.iter().all(|c| c.split('|').nth(3) != Some("f")), "a formula: {cells:#?}");
    for expected in [
        "상담|2|1|s|M-S001-B001",
        "상담|2|8|s|10:00",
        "상담|2|10|s|10:14",
        "상담|3|3|s|=HYPERLINK(\"http://x\")",
        "전체표|3|3|s|서울특별시 조달과 [3-T01]",
        "미성사 희망|2|9|s|=점수가 더 높은 상담이 있습니다",
        "시간대별 상담 수|2|3|n|2",
    ] {
        assert!(cells.iter().any(|c| c == expected), "{expected} not in {cells:#?}");
    }
    assert!(cells.iter().any(|c| c.starts_with("freeze|상담|A2|A1:R9|")), "{cells:#?}");
}

#[test]
fn libreoffice_opens_it_and_sees_the_same_cells() {
    let (Some(office), Some(python)) = (tools::program(&["soffice", "libreoffice"]), tools::python(&["openpyxl"])) else {
        return;
    };
    let sample = sample::small();
    let dir = tools::folder("xlsx-office");
    tools::write(&dir, &render("xlsx", &sample.report(RenderOptions::default())));
    let profile = format!("-env:UserInstallation=file://{}", dir.join("profile").display());
    let out = dir.join("saved-by-office");
    tools::run(
        Command::new(office)
            .args([profile.as_str(), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
            .arg(&out)
            .arg(dir.join("timetable.xlsx")),
    );
    let values =
        |file: &Path| -> Vec<String> { cells(&python, file).into_iter().filter(|c| !c.starts_with("freeze|")).collect() };
    assert_eq!(values(&out.join("timetable.xlsx")), values(&dir.join("timetable.xlsx")));
}

#[test]
fn the_same_report_gives_the_same_bytes_and_contacts_only_when_asked() {
    let sample = sample::small();
    let plain = || sample.report(RenderOptions::default());
    assert_eq!(render("xlsx", &plain()), render("xlsx", &plain()));
    let with = render("xlsx", &Report { with_contacts: true, ..plain() });
    assert_ne!(with, render("xlsx", &plain()));
}

#[test]
fn booths_stand_beside_meetings_and_parties() {
    let Some(python) = tools::python(&["openpyxl"]) else { return };
    let dir = tools::folder("xlsx-booths");
    tools::write(&dir, &render("xlsx", &sample::small().report(RenderOptions::default())));
    let script = "import sys, openpyxl\nfor s in openpyxl.load_workbook(sys.argv[1]).worksheets:\n \
        heads = [c.value for c in s[1]]\n if 'booth' in heads:\n  \
        print(s.title, heads.index('booth') == len(heads) - 1, sorted({r[-1].value for r in s.iter_rows(min_row=2) if r[-1].value})[:2])";
    let seen = tools::run(std::process::Command::new(python).args(["-c", script]).arg(dir.join("timetable.xlsx")));
    assert_eq!(seen.lines().collect::<Vec<_>>(), ["상담 True ['B-../S004', 'B-=S002']", "참가자 True ['B-../S004', 'B-=S002']"]);
}

#[test]
fn an_expo_of_662_parties_fits_a_workbook() {
    let sample = sample::large();
    let started = std::time::Instant::now();
    let files = render("xlsx", &sample.report(RenderOptions::default()));
    eprintln!("xlsx of 662 parties: {} KB in {:.2} s", files[0].bytes.len() / 1024, started.elapsed().as_secs_f64());
    assert!(files[0].bytes.starts_with(b"PK"));
}
