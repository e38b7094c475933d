//! What to do, step by step: the files, the points, the bound.

use super::document::{Block, TableBlock};
use super::input::{Audit, SCRIPT_NAME};
use crate::event::Lang;
use crate::outcome::Level;
use crate::report::draw::grouped;
use crate::report::prices::CertificateFacts;
use crate::report::text::{level_name, status_words};

/// Step 1: nobody has changed a file since.
pub fn files(audit: &Audit, lang: Lang) -> Vec<Block> {
    let table = |files: &[(String, String)]| {
        let head = lang.pick(["파일", "SHA-256"], ["file", "SHA-256"]).map(String::from).into();
        let rows = files.iter().map(|(name, digest)| vec![name.clone(), digest.clone()]).collect();
        Block::Table(TableBlock { head, widths: vec![30, 70], rows })
    };
    let names = |files: &[(String, String)]| files.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(" ");
    let inputs = &audit.report.run.inputs;
    vec![
        Block::Heading(lang.pick("1. 파일이 그대로인지", "1. The files are unchanged").into()),
        Block::Text(
            lang.pick(
                "아래 값은 파일의 지문입니다. 한 글자라도 바뀌면 값이 달라집니다. 행사 폴더의 파일:",
                "These values are fingerprints of the files: a single changed letter changes the value. Files of the event folder:",
            )
            .into(),
        ),
        table(inputs),
        Block::Text(lang.pick("결과 폴더의 파일:", "Files of the output folder:").into()),
        table(audit.written),
        Block::Text(
            lang.pick(
                "리눅스와 macOS에서는 각 폴더에서 다음 명령으로 값을 구합니다(macOS는 sha256sum 대신 shasum -a 256). 윈도에서는 certutil -hashfile 파일이름 SHA256 명령을 파일마다 씁니다.",
                "On Linux and macOS these commands, each in its folder, print the values (on macOS shasum -a 256 in the place of sha256sum). On Windows, certutil -hashfile NAME SHA256 does so for one file.",
            )
            .into(),
        ),
        Block::Code(format!("sha256sum {}\nsha256sum {}", names(inputs), names(audit.written))),
    ]
}

/// A name as a shell reads it as one word.
fn quoted(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-/".contains(c);
    if name.chars().all(is_plain) { name.into() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

/// Step 4: how good the timetable is, and that nothing better exists.
pub fn result(audit: &Audit, lang: Lang) -> Vec<Block> {
    let levels = &audit.report.outcome.levels;
    let rows = (1..).zip(levels).map(|(n, level)| {
        vec![
            format!("{n}. {}", name(level.level, lang)),
            grouped(level.value),
            grouped(level.bound),
            status_words(level, lang).into(),
        ]
    });
    let head = lang.pick(
        ["무엇", "이 시간표", "더 좋을 수 없는 한계", "판정"],
        ["what", "this timetable", "bound that none can pass", "status"],
    );
    let mut blocks = vec![
        Block::Heading(lang.pick("4. 이 시간표가 얼마나 좋은가", "4. How good the timetable is").into()),
        Block::Table(TableBlock { head: head.map(String::from).into(), widths: vec![35, 17, 23, 25], rows: rows.collect() }),
        Block::Text(totals(audit, lang)),
    ];
    if let Ok(certificate) = audit.certificate() {
        blocks.push(Block::Text(why_it_holds(lang)));
        blocks.extend(script(audit, &certificate, lang));
    }
    blocks
}

/// A level without the names of settings.
fn name(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::Shortfall => lang.pick("최소 상담 수에 모자라는 상담", "meetings missing to the minimums"),
        Level::Value => lang.pick("점수의 합", "points of the meetings held"),
        level => level_name(level, lang),
    }
}

/// What a spreadsheet adds up.
fn totals(audit: &Audit, lang: Lang) -> String {
    let value = |level: Level| audit.report.outcome.levels.iter().find(|l| l.level == level).map_or(0, |l| l.value);
    let (n, points) = (audit.report.timetable.len(), value(Level::Value));
    match lang {
        Lang::Ko => format!(
            "meetings.csv를 표 계산 프로그램으로 열어 확인합니다. 머리글을 뺀 행은 {n}개이고, value 열의 합은 {points}입니다. date, start, place_id가 모두 같은 행은 둘 이상 없습니다."
        ),
        Lang::En => format!(
            "Open meetings.csv in a spreadsheet: it has {n} rows below the header, the column value adds up to {points}, and no two rows agree in date, start and place_id."
        ),
    }
}

fn why_it_holds(lang: Lang) -> String {
    lang.pick(
        "더 좋은 시간표가 없다는 것은 prices.csv로 확인합니다. 이 표는 참가자의 시간, 자리, 통역처럼 모자라는 것에 가격을 매깁니다. 어떤 시간표에서든 상담 하나하나는 쓰는 것의 값을 치른다고 봅니다. 그러면 그 시간표의 점수 합은 (있는 양 × 가격)의 합에, 상담마다 점수에서 값을 치르고 남는 것의 합을 더한 것보다 클 수 없습니다. 더하기만으로 누구나 구할 수 있는 이 수가 한계입니다.",
        "That nothing better exists is checked with prices.csv. It puts a price on whatever is scarce: hours of a party, places, interpreters. Let each meeting of any timetable pay for what it uses. Then the points of that timetable cannot be more than the sum of (amount there is × price), plus what is left of the points of each possible meeting when it has paid. This number, which anybody can add up, is the bound.",
    )
    .into()
}

/// The command that adds it up, and what it prints.
fn script(audit: &Audit, certificate: &CertificateFacts, lang: Lang) -> Vec<Block> {
    if let Some(file) = audit.report.run.inputs.iter().map(|(name, _)| name).find(|name| !is_plain(name)) {
        let text = match lang {
            Lang::Ko => format!(
                "함께 있는 {SCRIPT_NAME}은 event.toml과 CSV 파일만 읽으므로, {file}을(를) 쓰는 이 행사의 한계는 구하지 못합니다. 자료를 CSV로 저장해 시간표를 다시 만들면 쓸 수 있습니다."
            ),
            Lang::En => format!(
                "{SCRIPT_NAME}, beside this document, reads only event.toml and CSV files and cannot add up the bound of this event, which has {file}. Save the tables as CSV and make the timetable from them to use it."
            ),
        };
        return vec![Block::Text(text)];
    }
    let (bound, scale) = (&certificate.bound, certificate.scale);
    let said = format!("must {} shortfall {} value {}, in units of 1/{scale}", bound.must, bound.shortfall, bound.value);
    let (event, output) = lang.pick(("행사폴더", "결과폴더"), ("EVENT_FOLDER", "OUTPUT_FOLDER"));
    let divided = match (scale, lang) {
        (1, _) => String::new(),
        (_, Lang::Ko) => format!("(각각 {scale}분의 1 단위)"),
        (_, Lang::En) => format!(", each divided by {scale},"),
    };
    let before = match lang {
        Lang::Ko => format!(
            "이 문서와 함께 있는 {SCRIPT_NAME} 프로그램이 그 덧셈을 합니다. 백 줄 남짓한 글이라 직접 읽고 따져 볼 수 있습니다. 행사폴더와 결과폴더 자리에 두 폴더의 위치를 적어 실행합니다. 윈도에서는 먼저 pip install tzdata를 실행합니다."
        ),
        Lang::En => format!(
            "{SCRIPT_NAME}, beside this document, does the sum. It is a text of some hundred lines, so that you can read what it does. Put the paths of the two folders in the command (on Windows, run pip install tzdata first):"
        ),
    };
    let after = match lang {
        Lang::Ko => format!(
            "위와 같이 나오면 한계가 확인된 것입니다. 세 수{divided}는 차례로 이룰 수 있는 필수 희망의 수(이 행사의 필수 희망은 {}건), 최소 상담 수에 모자라는 수에 빼기를 붙인 것, 점수의 한계입니다. 앞의 수가 같을 때에만 다음 수를 비교합니다. 이 프로그램이 모르는 입력(UTF-8이 아닌 파일, 이름이나 기관으로 적은 희망, 같은 편끼리의 상담, 여러 번 만나기)이 있으면 그렇다고 말하고 멈춥니다.",
            certificate.n_musts
        ),
        Lang::En => format!(
            "If it prints this, the bound is confirmed. The three numbers{divided} are: the must wishes that can be held at most (the event has {}), the meetings missing to the minimums with a minus sign, and the points. The next number counts only where those before it are equal. Where the script does not know something of the input (files that are not UTF-8, wishes by name or for an organization, meetings within one side, several meetings of two parties), it says so and stops.",
            certificate.n_musts
        ),
    };
    let rows = match (certificate.rows.is_empty(), lang) {
        (true, _) => None,
        (false, Lang::Ko) => Some(
            "summary.json의 rows에 적힌 묶음은 이 프로그램이 그대로 믿습니다. 그 상담들만 모든 시간에 놓아 보면 at_most보다 많이 놓을 수 없음을 확인할 수 있습니다.",
        ),
        (false, Lang::En) => Some(
            "The script takes the groups under rows in summary.json at their word: trying all times for just those meetings shows that no more than at_most of them can be held.",
        ),
    };
    let told = [
        Block::Text(before),
        Block::Code(format!("python3 {SCRIPT_NAME} {event} {output}")),
        Block::Code(said),
        Block::Text(after),
    ];
    told.into_iter().chain(rows.map(|text| Block::Text(text.into()))).collect()
}

fn is_plain(file: &str) -> bool {
    file == "event.toml" || file.to_lowercase().ends_with(".csv")
}
