//! The price list of levels 1 to 3: what it proves, worked out by hand; what is wrong with a bad one; and that none proves too much.

mod faults;
mod levels;
mod pins;
mod python;
mod rows;
mod verify;
mod worth;

use crate::support::small_event;
use koppex::check::{CertificateVerdict, Checker};
use koppex::event::Event;
use serde_json::{Value, json};

type Files<'a> = &'a [(&'a str, &'a str)];

const HEADER: &str = "kind,id,date,start,must,shortfall,value\n";

/// Prices of the small event: `party S1 - - 0 0 30`, `places tables 13 10:00 0 0 100`; `-` = an empty cell.
fn prices_csv(rows: &str) -> String {
    let mut csv = HEADER.to_string();
    for row in rows.split('\n').map(str::trim).filter(|row| !row.is_empty()) {
        let cells: Vec<String> =
            row.split_whitespace().map(|cell| if cell == "-" { String::new() } else { cell.into() }).collect();
        let date = if cells[2].is_empty() { String::new() } else { format!("2022-04-{}", cells[2]) };
        csv += &format!("{},{},{date},{}\n", cells[0], cells[1], cells[3..].join(","));
    }
    csv
}

fn certificate(event: &Event, groups: Value, rows: Value) -> Value {
    let musts: i64 = Checker::new(event).check(&[]).score.must_unheld;
    json!({ "scale": 1, "n_musts": musts, "groups": groups, "rows": rows })
}

/// Must, shortfall and value of the bound.
fn numbers(verdict: &CertificateVerdict) -> [i128; 3] {
    let bound = verdict.bound.unwrap_or_else(|| panic!("{:#?}", verdict.faults));
    [bound.must, bound.shortfall, bound.value]
}

fn bound(event: &Event, prices: &str, groups: Value) -> [i128; 3] {
    let certificate = certificate(event, groups, json!({}));
    numbers(&Checker::new(event).certify(prices_csv(prices).as_bytes(), &certificate, &[]))
}

/// One wish, worth 100. The small event has six slots on the 13th and two on the 14th.
const ONE: (&str, &str) = ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\n");

/// Worth 100 and 90.
const TWO: (&str, &str) = ("preferences.csv", "from_id,to_id,rank\nS1,B1,1\nS1,B2,2\n");

/// B1 comes for one slot.
const AT_TEN: (&str, &str) = ("windows.csv", "party_id,date,start,end,kind\nB1,2022-04-13,10:00,10:15,available\n");
