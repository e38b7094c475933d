//! `koppex schedule --audit FILE`: what the document says is done to the letter, without koppex, and comes out as it says.

use crate::papers::tools;
use crate::support::folder::Folder;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const EVENT: &str = "[event]\nname = \"감사 & audit\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"ko\"\n[[day]]\ndate = \"2027-04-13\"\n\
    sessions = [\"10:00-11:00\"]\n[[hall]]\nid = \"3\"\ntables = 2\n[rules]\nonce_per_org = true\n[value.tags]\nyouth = 7\n";
const SMES: &str = "sme_id,name,tags,max_meetings\nS1,가람,youth,3\nS2,나래,,\nS3,다솜 <b>,,\nS4,라온,,\n";
const BUYERS: &str = "buyer_id,name,org\nB1,김,시청\nB2,이,군청\nB3,박,구청\n";
const WISHES: &str = "from_id,to_id,rank,kind\nS1,B1,1,must\nS1,B2,2,\nS2,B1,1,\nS2,B2,,\nB1,S2,1,\nS3,B3,1,\nB3,S3,,block\n";

fn event() -> Folder {
    Folder::new(&[
        ("event.toml", EVENT),
        ("smes.csv", SMES),
        ("buyers.csv", BUYERS),
        ("preferences.csv", WISHES),
        ("our pins.csv", ""),
    ])
}

#[track_caller]
fn check(output: &Output, code: i32, said: &str) {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    assert!(output.status.code() == Some(code) && text.contains(said), "{text}");
}

/// Texts between two tags, as a reader sees them.
fn between(page: &str, tag: &str) -> Vec<String> {
    let shown = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&amp;", "&");
    page.split(&format!("<{tag}>")).skip(1).map(|rest| shown(rest.split(&format!("</{tag}>")).next().unwrap())).collect()
}

/// What a shell prints in a folder.
fn typed(command: &str, folder: &Path) -> String {
    tools::run(Command::new("sh").args(["-c", command]).current_dir(folder))
}

#[test]
fn every_step_of_the_document_comes_out_as_it_says() {
    let folder = event();
    let out = folder.dir().join("out");
    let file = out.join("audit.html");
    check(&folder.run("schedule", &["--audit", file.to_str().unwrap()]), 0, "");
    let page = fs::read_to_string(&file).unwrap();
    let korean = page.find("<article lang=\"ko\">").unwrap();
    assert!(korean < page.find("<article lang=\"en\">").unwrap(), "the language of the event comes first");
    assert!(page.contains("<h1>감사 &amp; audit: How to check the timetable</h1>"));

    let typed_or_printed = between(&page[..page.find("<article lang=\"en\">").unwrap()], "pre");
    let [digests, command, printed] = &typed_or_printed[..] else { panic!("{typed_or_printed:?}") };
    let cells = between(&page, "td");
    let (inputs, outputs) = digests.split_once('\n').unwrap();
    for (command, at) in [(inputs, folder.dir()), (outputs, out.as_path())] {
        let lines = typed(command, at);
        assert!(lines.lines().count() >= 4, "{lines}");
        for line in lines.lines() {
            let (digest, name) = line.split_once("  ").unwrap();
            let row = cells.iter().position(|cell| cell == name).unwrap_or_else(|| panic!("{name} is not in the tables"));
            assert_eq!(cells[row + 1], digest, "{name}");
        }
    }

    let rows = crate::replan::rows(&out.join("meetings.csv"));
    let total: i64 = rows.iter().map(|row| row["value"].parse::<i64>().unwrap()).sum();
    assert!(
        page.contains(&format!("it has {} rows below the header, the column value adds up to {total},", rows.len())),
        "{page}"
    );

    let Some(python) = tools::python(&["tomllib", "zoneinfo"]) else { return };
    let command = command.replace("python3", python.to_str().unwrap());
    let command = command.replace("행사폴더", folder.dir().to_str().unwrap()).replace("결과폴더", out.to_str().unwrap());
    assert_eq!(typed(&command, &out).trim_end(), printed);
    let must: i64 = printed.split(' ').nth(1).unwrap().parse().unwrap();
    assert_eq!((must, printed.contains(&format!("value {total},"))), (1, true), "{printed}");
}

#[test]
fn it_says_which_rules_there_are_and_who_has_nothing() {
    let folder = event();
    let file = folder.dir().join("out/audit.html");
    check(&folder.run("schedule", &["--audit", file.to_str().unwrap(), "--levels", "3"]), 0, "");
    let page = fs::read_to_string(&file).unwrap();
    let cells = between(&page, "td");
    let after = |cell: &str| cells.iter().position(|c| c == cell).map(|i| cells[i + 1].as_str());
    assert_eq!(
        after("R11"),
        Some(
            "기관을 희망한 기업은 그 기관의 담당자 한 명만 만납니다. 모든 기업에 그렇게 정한 행사에서는 모든 기업이 그렇습니다."
        )
    );
    for absent in ["R07", "R08", "R09", "R10", "R12", "R13"] {
        assert_eq!(after(absent), None, "this event cannot break {absent}");
    }
    assert_eq!((after("‘youth’에 속하는 기업"), after("서로 희망한 경우")), (Some("+ 7"), Some("+ 50")));
    assert_eq!(after("다솜 <b>"), Some("한쪽이 거절했거나 아무도 희망하지 않음 (1)"), "{cells:?}");
    assert_eq!(after("라온"), Some("희망한 곳도, 희망받은 곳도 없습니다"));
    assert_eq!(after("BLOCKED"), Some("한쪽이 거절했거나 아무도 희망하지 않음"));
    assert!(!page.contains("<b>"), "names are no markup");
    for internal in ["koppex", "must_unheld", "sme_weight", "once_per_org", "max_in_a_row"] {
        assert!(!page.contains(internal), "{internal}");
    }
}

#[test]
fn it_belongs_to_the_output_folder_or_stands_anywhere_else() {
    let folder = event();
    let path = |name: &str| folder.dir().join(name).to_str().unwrap().to_string();
    let (inside, outside) = (path("out/audit.html"), path("published/seoul.html"));
    check(
        &folder.run("schedule", &["--levels", "3", "--audit", &path("out/seoul.html")]),
        2,
        "has the name audit.html or audit.pdf, not seoul.html",
    );
    check(&folder.run("schedule", &["--levels", "3", "--audit", &outside]), 2, "there is no folder");
    assert!(!folder.dir().join("out").exists(), "nothing was solved");
    check(&folder.run("schedule", &["--levels", "3", "--audit", &inside]), 0, "");
    assert!(folder.dir().join("out/certificate.py").is_file());
    // It goes with the output that it speaks of, and is in nobody's way.
    check(&folder.run("schedule", &["--levels", "3"]), 0, "");
    assert!(folder.dir().join("out.1/audit.html").is_file() && !folder.dir().join("out/audit.html").exists());
    check(&folder.run("schedule", &["--levels", "3", "--audit", &inside]), 0, "");
    check(&folder.run("schedule", &["--levels", "3", "--force"]), 0, "");
    assert!(!folder.dir().join("out/audit.html").exists());

    fs::create_dir(folder.dir().join("published")).unwrap();
    check(&folder.run("schedule", &["--levels", "3", "--audit", &outside]), 0, "");
    assert!(folder.dir().join("published/certificate.py").is_file());
    fs::write(&outside, "a page of our own").unwrap();
    check(&folder.run("schedule", &["--levels", "3", "--audit", &outside]), 2, "seoul.html already exists");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "a page of our own");
    check(&folder.run("schedule", &["--levels", "3", "--audit", &outside, "--force"]), 0, "");
    assert!(fs::read_to_string(&outside).unwrap().contains("감사"));
}

#[test]
fn the_pdf_says_the_same() {
    let folder = event();
    let file = folder.dir().join("audit.PDF");
    if koppex::cli::fonts::system().is_empty() {
        return tools::missing("font with Hangul");
    }
    check(&folder.run("schedule", &["--levels", "3", "--audit", file.to_str().unwrap()]), 0, "");
    assert!(fs::read(&file).unwrap().starts_with(b"%PDF-"));
    let Some(pdftotext) = tools::program(&["pdftotext"]) else { return };
    let text = tools::run(Command::new(pdftotext).args(["-layout"]).arg(&file).arg("-"));
    let plain: String = text.split_whitespace().collect();
    let digest = koppex::load::sha256(&fs::read(folder.dir().join("out/prices.csv")).unwrap());
    for part in [
        digest.as_str(),
        "시간표감사자료",
        "Howtocheckthetimetable",
        "python3certificate.py행사폴더결과폴더",
        "한쪽이거절했거나아무도희망하지않음(1)",
    ] {
        assert!(plain.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn of_a_workbook_it_says_that_the_script_cannot_read_it() {
    let folder = event();
    fs::remove_file(folder.dir().join("buyers.csv")).unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(BUYERS.lines()) {
        (0..).zip(line.split(',')).for_each(|(column, cell)| _ = sheet.write(row, column, cell).unwrap());
    }
    workbook.save(folder.dir().join("buyers.xlsx")).unwrap();
    let file = folder.dir().join("out/audit.html");
    check(&folder.run("schedule", &["--levels", "3", "--audit", file.to_str().unwrap(), "--lang", "en"]), 0, "");
    let page = fs::read_to_string(file).unwrap();
    assert!(
        page.contains("reads only event.toml and CSV files and cannot add up the bound of this event, which has buyers.xlsx"),
        "{page}"
    );
    assert_eq!(between(&page, "pre").len(), 2, "no command that would not work: one for the files, in each language");
}
