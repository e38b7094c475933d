//! The workbook of `init`, filled by openpyxl as a person would and saved by LibreOffice: the timetable of it is, byte for byte, that of the same
//! event in text files.

use super::tools;
use std::fs;
use std::path::Path;
use std::process::Command;

const EVENT: &str = "[event]\nname = \"한빛 공공구매 상담회 2026\"\norganizer = \"desk@expo.example\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"ko\"\n\
    [[day]]\ndate = \"2026-04-15\"\nsessions = [\"10:00-12:00\", \"13:00-15:00\"]\n[[hall]]\nid = \"A\"\ntables = 4\nvideo_rooms = 1\n";

/// Writes the tables of `fill.py` as text files.
const TABLES: &str = r#"
import csv, sys
sys.path.insert(0, sys.argv[1])
import fill
def write(name, header, rows):
    plain = lambda x: '' if x is None else x.strftime('%H:%M') if hasattr(x, 'hour') else x
    with open(sys.argv[2] + '/' + name, 'w', encoding='utf-8', newline='') as out:
        csv.writer(out).writerows([header.split()] + [[plain(cell) for cell in row] for row in rows])
write('smes.csv', 'sme_id name name_en category booth wishes', fill.SMES)
write('buyers.csv', 'buyer_id name org dept timezone mode wishes', fill.BUYERS)
write('sessions.csv', 'session_id title date start end hall', fill.SESSIONS)
write('registrations.csv', 'session_id party_id', fill.REGISTRATIONS)
"#;

/// The meetings.csv of an event, and what `check` says beside counts.
fn scheduled(event: &Path, out: &Path) -> (String, String) {
    let koppex = |command: &str| {
        let run =
            Command::new(env!("CARGO_BIN_EXE_koppex")).arg(command).arg(event).args(["--lang", "en"]).output().expect("it runs");
        assert!(run.status.success(), "{command}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned()
    };
    let last = koppex("check").lines().find(|line| line.contains(" errors, ")).unwrap_or_default().to_string();
    koppex("schedule");
    (fs::read_to_string(out.join("meetings.csv")).expect("a timetable"), last)
}

#[test]
fn a_workbook_that_people_filled_and_saved_is_the_event_of_the_same_text_files() {
    let (Some(python), Some(office)) = (tools::python(&["openpyxl"]), tools::program(&["soffice", "libreoffice"])) else {
        return;
    };
    let dir = tools::folder("workbook");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pictures");
    tools::run(
        Command::new(env!("CARGO_BIN_EXE_koppex")).arg("init").arg(dir.join("filled")).args(["--format", "xlsx", "--lang", "ko"]),
    );
    tools::run(Command::new(&python).arg(examples.join("fill.py")).arg(dir.join("filled/expo.xlsx")));
    tools::run(
        Command::new(office)
            .arg(format!("-env:UserInstallation=file://{}", dir.join("profile").display()))
            .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
            .arg(dir.join("saved"))
            .arg(dir.join("filled/expo.xlsx")),
    );
    let texts = dir.join("texts");
    fs::create_dir(&texts).expect("a folder");
    fs::write(texts.join("event.toml"), EVENT).expect("can write");
    tools::run(Command::new(&python).args(["-c", TABLES]).arg(&examples).arg(&texts));
    let (wanted, said) = scheduled(&texts, &texts.join("out"));
    assert!(wanted.lines().count() > 20 && said == "0 errors, 0 warnings, 0 notes", "{said}\n{wanted}");
    for saved in ["filled", "saved"] {
        assert_eq!(
            scheduled(&dir.join(saved).join("expo.xlsx"), &dir.join(saved).join("expo-out")),
            (wanted.clone(), said.clone()),
            "{saved}"
        );
    }
}
