//! The files of a new plan: moves.csv, what changed and why; calls.csv, who must be told first; changes.csv, what was taken into account; and the part
//! `replan` of summary.json.

mod calls;
mod facts;
mod reasons;
mod told;

pub use calls::{CallRow, call_rows};
pub use facts::PlanFacts;
pub use told::{Reader, Told, told};

use super::ids::{Ids, MeetingIds};
use super::prices;
use super::summary::{ChangedMeeting, GroupFacts, ReplanFacts};
use super::table::{Cell, Table};
use super::{File, Report};
use crate::event::{CHANGE_COLUMNS, ChangeRow, Event, clock};
use crate::problem::Problem;
use crate::replan::{Change, Difference};
use crate::timetable::Meeting;
use facts::{changed, meeting_id};

/// moves.csv, calls.csv and changes.csv.
pub fn files(report: &Report) -> anyhow::Result<Vec<File>> {
    let Some(plan) = &report.run.plan else { return Ok(Vec::new()) };
    let file =
        |path: &str, table: Table| table.to_bytes(path, report.options.encoding).map(|bytes| File { path: path.into(), bytes });
    let mut files = vec![file("moves.csv", moves(report, plan))?, file("calls.csv", calls::calls(report, plan))?];
    if let Some(certificate) = &plan.prices {
        files.push(file("change_prices.csv", prices::table(report.event, certificate))?);
    }
    if !plan.changes.is_empty() {
        files.push(file("changes.csv", changes(&plan.changes))?);
    }
    Ok(files)
}

/// A file of changes with these rows.
pub fn changes(rows: &[ChangeRow]) -> Table {
    let mut table = Table::new(&CHANGE_COLUMNS);
    rows.iter().for_each(|row| table.push(row.cells.iter().map(|cell| Cell::text(cell)).collect()));
    table
}

fn moves(report: &Report, plan: &PlanFacts) -> Table {
    let mut table = Table::new(&[
        "meeting_id",
        "sme_id",
        "buyer_id",
        "change",
        "old_date",
        "old_start",
        "old_place",
        "new_date",
        "new_start",
        "new_place",
        "reason",
    ]);
    let (ids, meeting_ids) = (Ids::of(report.event), MeetingIds::of(report.event, report.timetable));
    let reasons = reasons::Reasons::of(report);
    for difference in changed(plan) {
        let old = difference.old.map(|i| &plan.published[i]);
        let (sme, buyer) = match (old, difference.new) {
            (Some(old), _) => (old.sme_id.clone(), old.buyer_id.clone()),
            (None, Some(new)) => (ids.in_column(new.sme), ids.in_column(new.buyer)),
            (None, None) => Default::default(),
        };
        let mut row = vec![
            Cell::Text(meeting_id(old, difference.new, &meeting_ids)),
            Cell::Text(sme),
            Cell::Text(buyer),
            Cell::text(difference.change.name()),
        ];
        row.extend(old.map_or_else(empty, |old| {
            [Cell::Text(old.date.to_string()), Cell::Text(clock(old.start_min)), Cell::text(&old.place_id)]
        }));
        row.extend(difference.new.map_or_else(empty, |new| spot(report.event, &new)));
        row.push(Cell::Text(reasons.of_difference(plan, difference)));
        table.push(row);
    }
    table
}

fn empty() -> [Cell; 3] {
    [Cell::text(""), Cell::text(""), Cell::text("")]
}

fn spot(event: &Event, meeting: &Meeting) -> [Cell; 3] {
    [
        Cell::Text(event.grid.date_of(meeting.slot).to_string()),
        Cell::Text(clock(event.slot(meeting.slot).start_min)),
        Cell::text(&event.place(meeting.place).id),
    ]
}

/// The part `replan` of summary.json.
pub fn in_summary(report: &Report, plan: &PlanFacts) -> ReplanFacts {
    let ids = MeetingIds::of(report.event, report.timetable);
    let n = |change| plan.differences.count(change);
    let id = |d: &Difference| meeting_id(d.old.map(|i| &plan.published[i]), d.new, &ids);
    let old_id = |i: &usize| meeting_id(Some(&plan.published[*i]), None, &ids);
    let group = |(meetings, dropped, moved): &(Vec<usize>, usize, usize)| GroupFacts {
        meetings: meetings.iter().map(old_id).collect(),
        dropped: *dropped,
        moved: *moved,
    };
    ReplanFacts {
        from: plan.from.clone(),
        freeze_until: plan.freeze_until.map(|at| at.format("%Y-%m-%d %H:%M").to_string()),
        max_moves: plan.max_moves,
        kept: n(Change::Kept),
        cancelled: n(Change::Cancelled),
        dropped: n(Change::Dropped),
        moved: n(Change::Moved),
        placed_anew: n(Change::PlacedAnew),
        new: n(Change::New),
        meetings: changed(plan).into_iter().map(|d| ChangedMeeting { meeting_id: id(d), change: d.change }).collect(),
        proof: plan.groups.iter().map(group).collect(),
        prices: plan.prices.as_ref().map(|certificate| prices::facts(Problem::new(report.event, report.candidates), certificate)),
    }
}
