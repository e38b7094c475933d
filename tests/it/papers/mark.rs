//! `koppex check --mark`, read back by openpyxl.

use super::tools;
use std::process::Command;

const EVENT: &str = "[event]\nname = \"x\"\ntimezone = \"Asia/Seoul\"\nlanguage = \"en\"\n[[day]]\ndate = \"2022-04-13\"\nsessions = [\"10:00-11:00\"]\n[[hall]]\nid = \"1\"\ntables = 3\n[rules]\nmax_in_a_rw = 2\n";

/// Prints `sheet!cell|value|colour|comment` of every cell that has a comment.
const READ_BACK: &str = r#"
import sys, openpyxl
for sheet in openpyxl.load_workbook(sys.argv[1]):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment:
                print(f'{sheet.title}!{cell.coordinate}', cell.value, cell.fill.fgColor.rgb, cell.comment.text.replace('\n', ' '), sep='|')
"#;

#[test]
fn every_faulty_cell_is_coloured_and_says_what_is_wrong() {
    let dir = tools::folder("mark");
    let wishes: String = (1..=30).map(|i| format!("X{i},B1\n")).collect();
    let files = [
        ("event.toml", EVENT.to_string()),
        ("smes.csv", "sme_id,name,max_meetings,memo\nS1,=cmd(),few,\nS2,둘,2,\n".into()),
        ("buyers.csv", "참가 바이어\n\nbuyer_id,name,org\nB1,윤주호,가람시청\n".into()),
        ("preferences.csv", format!("from_id,to_id\nS1,B1\n\n{wishes}")),
    ];
    files.iter().for_each(|(name, text)| std::fs::write(dir.join(name), text).unwrap());
    let check = |out: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_koppex"));
        command.arg("check").arg(&dir).args(["--lang", "en", "--mark"]).arg(dir.join(out)).output().unwrap()
    };
    let made = check("marked.xlsx");
    assert_eq!(made.status.code(), Some(3), "{}", String::from_utf8_lossy(&made.stderr));
    let before = std::fs::read(dir.join("marked.xlsx")).unwrap();
    let again = check("marked.xlsx");
    assert_eq!(
        (again.status.code(), std::fs::read(dir.join("marked.xlsx")).unwrap() == before),
        (Some(2), true),
        "never over a file"
    );
    let Some(python) = tools::python(&["openpyxl"]) else { return };
    let said = tools::run(Command::new(python).args(["-c", READ_BACK]).arg(dir.join("marked.xlsx")));
    let lines: Vec<&str> = said.lines().collect();
    let has =
        |start: &str, word: &str| assert!(lines.iter().any(|l| l.starts_with(start) && l.contains(word)), "{start}: {said}");
    has("smes!C2|few|FFFFC7CE|", "[E302] this is not a whole number");
    has("smes!D1|memo|FFDDEBF7|", "[N601]");
    has("buyers!A1|None|FFDDEBF7|", "[N604] the header is on line 3");
    has("event.toml!A12|max_in_a_rw = 2|FFFFC7CE|", "[E202]");
    // All thirty, also those of which the terminal shows only a count, each in the row of its line.
    for line in 4..=33 {
        has(&format!("preferences!A{line}|X{}|FFFFC7CE|", line - 3), "[E309]");
    }
}
