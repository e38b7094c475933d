//! The script of an organizer who makes the edits that `koppex explain --json` names: cells are set, rows added and taken away, keys set.

use serde_json::Value;

/// The texts of a folder with the edits made.
pub fn applied(files: &[(String, String)], edits: &Value) -> Vec<(String, String)> {
    let mut files = files.to_vec();
    let edits = edits.as_array().expect("a list of edits");
    // Lines are those before any edit, so rows are taken away last and from below.
    let mut removed: Vec<(String, u64)> = Vec::new();
    for edit in edits {
        let file = edit["file"].as_str().expect("an edit names a file");
        if let Some(line) = edit["remove"].as_u64() {
            removed.push((file.to_string(), line));
        } else if let Some(key) = edit["key"].as_str() {
            set_key(text(&mut files, "event.toml"), key, &edit["value"]);
        } else if edit["add"].is_object() {
            add_row(text(&mut files, &format!("{file}.csv")), &edit["add"]);
        } else {
            set_cell(text(&mut files, &format!("{file}.csv")), edit);
        }
    }
    removed.sort_by_key(|(_, line)| std::cmp::Reverse(*line));
    for (file, line) in removed {
        let text = text(&mut files, &format!("{file}.csv"));
        let kept = text.lines().enumerate().filter(|(i, _)| *i as u64 + 1 != line);
        *text = kept.map(|(_, row)| format!("{row}\n")).collect();
    }
    files
}

fn text<'a>(files: &'a mut Vec<(String, String)>, name: &str) -> &'a mut String {
    if !files.iter().any(|(file, _)| file == name) {
        files.push((name.to_string(), String::new()));
    }
    &mut files.iter_mut().find(|(file, _)| file == name).expect("it is there now").1
}

/// Header and rows of a CSV text, all of one length.
fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_string).collect()).collect();
    let width = rows.first().map_or(0, Vec::len);
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    rows
}

fn written(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The position of a column, which is added if it is missing.
fn column(rows: &mut Vec<Vec<String>>, name: &str) -> usize {
    if rows.is_empty() {
        rows.push(Vec::new());
    }
    if let Some(at) = rows[0].iter().position(|header| header == name) {
        return at;
    }
    rows[0].push(name.to_string());
    rows[1..].iter_mut().for_each(|row| row.push(String::new()));
    rows[0].len() - 1
}

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

fn set_cell(text: &mut String, edit: &Value) {
    let mut rows = table(text);
    let at = column(&mut rows, edit["column"].as_str().expect("a cell has a column"));
    let id = edit["id"].as_str().expect("a cell has a row");
    let row = rows.iter_mut().skip(1).find(|row| row[0] == id).expect("the row is there");
    row[at] = as_text(&edit["value"]);
    *text = written(&rows);
}

fn add_row(text: &mut String, cells: &Value) {
    let mut rows = table(text);
    let cells: Vec<(usize, String)> =
        cells.as_object().unwrap().iter().map(|(name, value)| (column(&mut rows, name), as_text(value))).collect();
    let mut row = vec![String::new(); rows[0].len()];
    cells.into_iter().for_each(|(at, value)| row[at] = value);
    rows.push(row);
    *text = written(&rows);
}

fn set_key(text: &mut String, key: &str, value: &Value) {
    let mut root: toml::Value = toml::Value::Table(text.parse().unwrap());
    let mut here = &mut root;
    for part in key.split('.') {
        here = match here {
            toml::Value::Array(list) => &mut list[part.parse::<usize>().unwrap()],
            toml::Value::Table(table) => table.entry(part).or_insert(toml::Value::Table(toml::Table::new())),
            _ => panic!("{key} leads nowhere"),
        };
    }
    *here = toml::Value::try_from(value).unwrap();
    *text = toml::to_string(&root).unwrap();
}
