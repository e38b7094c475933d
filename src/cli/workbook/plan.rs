//! What stands on each sheet of the workbook, before any of it is drawn.

use super::choices;
use super::settings::setting_words;
use crate::cli::templates::TEMPLATES;
use crate::event::Lang;
use crate::load::{CellKind, Column, GUIDE_TITLES, TABLES, TableKind, TableSpec};
use crate::validate::setting_names;

/// A sheet.
pub struct SheetPlan {
    pub name: String,
    pub columns: Vec<ColumnPlan>,
    pub rows: Vec<Vec<String>>,
    /// Rows whose second cell takes one of these.
    pub row_choices: Vec<(u32, Vec<&'static str>)>,
    /// What looks like a number is one.
    pub has_numbers: bool,
}

/// A column of a sheet.
pub struct ColumnPlan {
    pub header: String,
    pub is_needed: bool,
    /// Ids, names and the like, which a spreadsheet must not turn into numbers or dates.
    pub is_text: bool,
    pub is_count: bool,
    pub width: f64,
    pub choices: Vec<&'static str>,
    pub note: String,
}

/// The tables that have a sheet. A sheet of places would take the place of the counts of the halls, also an empty one.
fn tables() -> impl Iterator<Item = &'static TableSpec> {
    let settings = [TableKind::Settings, TableKind::Days, TableKind::Halls, TableKind::Walks, TableKind::Tags];
    let others = TABLES.iter().filter(move |table| !settings.contains(&table.kind) && table.kind != TableKind::Places);
    settings.into_iter().map(TableKind::spec).chain(others)
}

/// The example rows of a table, in the order of its columns.
fn examples(table: &TableSpec) -> Vec<Vec<String>> {
    let text = match table.kind {
        TableKind::Days => "date,start,end\n2026-04-15,10:00,12:00\n2026-04-15,13:00,17:00\n".to_string(),
        TableKind::Halls => "hall,tables,video_rooms\n1,4,1\n".to_string(),
        TableKind::Tags => "tag,points\nyouth,10\n".to_string(),
        _ => {
            let file = format!("{}.csv", table.name);
            let files = TEMPLATES.iter().find(|(name, _)| *name == file);
            files.map_or(String::new(), |(_, text)| text.to_string())
        }
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = reader.records().filter_map(Result::ok);
    let Some(header) = rows.next() else { return Vec::new() };
    let position = |column: &Column| header.iter().position(|name| name == column.name);
    let cell = |row: &csv::StringRecord, column| position(column).and_then(|i| row.get(i)).unwrap_or("").to_string();
    rows.map(|row| table.columns.iter().map(|column| cell(&row, column)).collect()).collect()
}

/// Every sheet: the guide, then the tables.
pub fn plan(lang: Lang) -> Vec<SheetPlan> {
    std::iter::once(guide(lang)).chain(tables().map(|table| of_table(table, lang))).collect()
}

fn of_table(table: &TableSpec, lang: Lang) -> SheetPlan {
    let examples = examples(table);
    let column = |(i, column): (usize, &Column)| {
        let example = examples.iter().map(|row| row[i].as_str()).find(|cell| !cell.is_empty()).unwrap_or("");
        column_plan(table, column, (example, lang))
    };
    let mut plan = SheetPlan {
        name: lang.pick(table.aliases[0], table.name).to_string(),
        columns: table.columns.iter().enumerate().map(column).collect(),
        rows: Vec::new(),
        row_choices: Vec::new(),
        has_numbers: false,
    };
    if table.kind == TableKind::Settings {
        fill_settings(&mut plan, lang);
    }
    plan
}

fn header(column: &Column, lang: Lang) -> String {
    let ko = column.aliases.iter().find(|alias| !alias.is_ascii());
    ko.filter(|_| lang == Lang::Ko).unwrap_or(&column.name).to_string()
}

fn column_plan(table: &TableSpec, column: &Column, (example, lang): (&str, Lang)) -> ColumnPlan {
    let choices = choices::of_column(table.name, column.name, lang);
    let is_long = ["note", "reason", "title"].contains(&column.name);
    ColumnPlan {
        header: header(column, lang),
        is_needed: column.required,
        is_text: column.kind == CellKind::Text && column.name != "value",
        is_count: column.kind == CellKind::Number && !["bonus", "points"].contains(&column.name),
        width: if is_long { 44.0 } else { 14.0 },
        note: note(column, (example, lang), &choices),
        choices,
    }
}

/// What a header says when the pointer rests on it.
fn note(column: &Column, (example, lang): (&str, Lang), choices: &[&str]) -> String {
    let mut lines = vec![column.name.to_string()];
    let (needed, of, such) = match lang {
        Lang::Ko => ("꼭 채우세요", "다음 중 하나", "예"),
        Lang::En => ("must be filled in", "one of", "example"),
    };
    if column.required {
        lines.push(needed.into());
    }
    if !choices.is_empty() {
        lines.push(format!("{of}: {}", choices.join(", ")));
    } else if !example.is_empty() {
        lines.push(format!("{such}: {example}"));
    }
    lines.join("\n")
}

fn fill_settings(plan: &mut SheetPlan, lang: Lang) {
    plan.has_numbers = true;
    for (row, words) in (0u32..).zip(setting_words()) {
        let label = setting_names().into_iter().find(|(key, _)| *key == words.key).map_or(words.key, |(_, ko)| ko);
        let (label, about) = lang.pick((label, words.ko), (words.key, words.en));
        let value = match words.key {
            // The workbook is for people who read its language.
            "event.language" => choices::shown(words.key, lang.code(), lang),
            _ => choices::shown(words.key, &words.value, lang),
        };
        plan.rows.push(vec![label.to_string(), value, about.to_string()]);
        let choices = choices::of_setting(words.key, lang);
        if !choices.is_empty() {
            plan.row_choices.push((row, choices));
        }
    }
    for (column, width) in plan.columns.iter_mut().zip([26.0, 26.0, 80.0]) {
        column.width = width;
    }
}

/// How to go on, and example rows of every table.
fn guide(lang: Lang) -> SheetPlan {
    let (name, head, lines): (&str, &str, [&str; 4]) = match lang {
        Lang::Ko => (
            "안내",
            GUIDE_TITLES[0],
            [
                "1. `설정` 시트의 값을 확인하고, `일정`과 `관`을 채웁니다.",
                "2. `기업`, `수요기관`, `희망` 시트에 명단과 희망을 붙여 넣습니다. 주황색 제목은 꼭 채울 열입니다. 나머지 시트는 필요할 때만 씁니다.",
                "3. `koppex check expo.xlsx`로 확인하고 `koppex schedule expo.xlsx`로 시간표를 만듭니다.",
                "이 시트는 읽지 않습니다. 아래는 시트마다 적는 보기입니다.",
            ],
        ),
        Lang::En => (
            "guide",
            GUIDE_TITLES[1],
            [
                "1. Look through the sheet settings, and fill in days and halls.",
                "2. Paste the lists and wishes into smes, buyers and preferences. Orange headers must be filled in. The other sheets are there if you need them.",
                "3. `koppex check expo.xlsx` tells what is missing or wrong; `koppex schedule expo.xlsx` makes the timetable.",
                "This sheet is not read. Below stand examples of each sheet.",
            ],
        ),
    };
    let mut rows: Vec<Vec<String>> = lines.iter().map(|line| vec![line.to_string()]).collect();
    for table in tables().filter(|table| table.kind != TableKind::Settings) {
        let examples = examples(table);
        let used: Vec<usize> = (0..table.columns.len()).filter(|i| examples.iter().any(|row| !row[*i].is_empty())).collect();
        if used.is_empty() {
            continue;
        }
        let title = lang.pick(table.aliases[0], table.name);
        rows.extend([vec![], vec![title.to_string()]]);
        // A blank first column: no row of this sheet looks like the header of a table.
        let indented = |cells: Vec<String>| std::iter::once(String::new()).chain(cells).collect::<Vec<_>>();
        rows.push(indented(used.iter().map(|i| header(&table.columns[*i], lang)).collect()));
        rows.extend(examples.iter().map(|row| indented(used.iter().map(|i| row[*i].clone()).collect())));
    }
    let column = ColumnPlan {
        header: head.to_string(),
        is_needed: false,
        is_text: true,
        is_count: false,
        width: 18.0,
        choices: Vec::new(),
        note: String::new(),
    };
    SheetPlan { name: name.into(), columns: vec![column], rows, row_choices: Vec::new(), has_numbers: false }
}

/// The workbook with its examples as data.
#[cfg(test)]
pub fn filled(lang: Lang) -> Vec<SheetPlan> {
    let mut sheets = plan(lang);
    for (sheet, table) in sheets.iter_mut().skip(1).zip(tables()) {
        match table.kind {
            TableKind::Settings => sheet.rows[0][1] = "My Expo 2026".into(),
            _ => sheet.rows = examples(table),
        }
    }
    sheets
}
