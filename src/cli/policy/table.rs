//! policy.csv: a row for each bonus, minimum, limit, rule and seminar, with every figure as it is and without.

use super::answer::{Figures, GroupFigures, Outcome, PolicyAnswer};
use crate::report::table::{Cell, Table};

/// The first columns, which say what a row is about.
const ABOUT: [&str; 10] = ["kind", "item", "title", "date", "start", "end", "now", "then", "parties", "status"];
/// What is known of the points that come without it.
const KNOWN: [&str; 4] = ["certified", "value_gain_at_least", "value_gain_at_most", "meetings_exact"];
/// A column and what stands in it.
type Column = (&'static str, fn(&Figures) -> Option<i64>);

/// The figures, each as it is and, with `_without` behind its name, without.
const FIGURES: [Column; 15] = [
    ("must_unheld", |f| Some(f.must_unheld)),
    ("shortfall", |f| Some(f.shortfall)),
    ("value", |f| Some(f.value)),
    ("meetings", |f| Some(f.meetings)),
    ("wishes", |f| Some(f.wishes)),
    ("smes_with_nothing", |f| Some(f.smes_with_nothing)),
    ("buyers_with_nothing", |f| Some(f.buyers_with_nothing)),
    ("own_meetings", |f| own(f, |g| g.meetings)),
    ("own_wishes", |f| own(f, |g| g.wishes)),
    ("own_value", |f| own(f, |g| g.value)),
    ("own_with_nothing", |f| own(f, |g| g.with_nothing)),
    ("others_meetings", |f| others(f, |g| g.meetings)),
    ("others_wishes", |f| others(f, |g| g.wishes)),
    ("others_value", |f| others(f, |g| g.value)),
    ("others_with_nothing", |f| others(f, |g| g.with_nothing)),
];
/// The other hour at which a seminar costs least.
const HOUR: [&str; 8] = [
    "best_date",
    "best_start",
    "best_absent",
    "best_cost_at_least",
    "best_cost_at_most",
    "best_meetings",
    "best_must_unheld",
    "best_proved",
];

fn own(figures: &Figures, of: fn(&GroupFigures) -> i64) -> Option<i64> {
    figures.own.as_ref().map(of)
}

fn others(figures: &Figures, of: fn(&GroupFigures) -> i64) -> Option<i64> {
    figures.others.as_ref().map(of)
}

/// The whole table.
pub fn of(answer: &PolicyAnswer) -> Table {
    let figures = FIGURES.iter().flat_map(|(name, _)| [(*name).to_string(), format!("{name}_without")]);
    let header: Vec<String> =
        ABOUT.iter().chain(&KNOWN).map(|c| (*c).to_string()).chain(figures).chain(HOUR.map(String::from)).collect();
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<&str>>());
    for item in &answer.items {
        let about = [item.kind.name(), &item.item, &item.title, "", "", "", &item.now, &item.then].map(Cell::text);
        table.push(row(about.to_vec(), item.parties, &item.outcome, empty(HOUR.len())));
    }
    for session in &answer.sessions {
        let about =
            ["session", &session.session_id, &session.title, &session.date, &session.start, &session.end, "", ""].map(Cell::text);
        let hour = match &session.best_hour {
            None => empty(HOUR.len()),
            Some(hour) => vec![
                Cell::text(&hour.date),
                Cell::text(&hour.start),
                Cell::Number(hour.absent as i64),
                number(hour.costs.map(|costs| costs.at_least)),
                number(hour.costs.map(|costs| costs.at_most)),
                number(hour.solved.map(|figures| figures.meetings)),
                number(hour.solved.map(|figures| figures.must_unheld)),
                yes_no(session.best_hour_proved),
            ],
        };
        table.push(row(about.to_vec(), session.registered, &session.outcome, hour));
    }
    table
}

fn row(about: Vec<Cell>, parties: usize, outcome: &Outcome, hour: Vec<Cell>) -> Vec<Cell> {
    let gain = outcome.value_gained_without;
    let known = [
        Cell::Number(parties as i64),
        Cell::text(outcome.status.name()),
        yes_no(outcome.certified),
        number(gain.map(|gain| gain.at_least)),
        number(gain.map(|gain| gain.at_most)),
        yes_no(outcome.meetings_exact),
    ];
    let both = [&outcome.with, &outcome.without];
    let figures = FIGURES.iter().flat_map(|(_, of)| both.map(|figures| number(figures.as_ref().and_then(of))));
    about.into_iter().chain(known).chain(figures).chain(hour).collect()
}

fn number(n: Option<i64>) -> Cell {
    n.map_or_else(|| Cell::text(""), Cell::Number)
}

fn yes_no(is: bool) -> Cell {
    Cell::text(if is { "yes" } else { "no" })
}

fn empty(n: usize) -> Vec<Cell> {
    vec![Cell::text(""); n]
}
