//! The texts of a folder read a second time: who is free when and who wishes whom, against the event that was made of them. Knows the tables as
//! the draw writes them, nothing else.

use super::Naive;
use super::time::{self, instant};
use crate::support::draw::Files;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use koppex::event::{Mode, PartyId, Side, WishKind, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// A row by column name.
type Row<'t> = BTreeMap<&'t str, &'t str>;

/// Kind, rank, score, times, earliest and latest as written.
type Wished = (WishKind, Option<u32>, Option<u32>, u32, String, String);

fn rows<'t>(files: &'t Files, name: &str) -> Vec<Row<'t>> {
    let Some((_, text)) = files.iter().find(|(file, _)| file == name) else { return Vec::new() };
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split(',').collect();
    lines.map(|line| header.iter().copied().zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()).collect()).collect()
}

fn cell<'t>(row: &Row<'t>, column: &str) -> &'t str {
    row.get(column).copied().unwrap_or("")
}

fn date(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("the draw writes such dates")
}

/// Minutes after midnight, or what an empty cell means.
fn minutes(text: &str, empty: i64) -> i64 {
    text.split_once(':').map_or(empty, |(hour, minute)| hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap())
}

fn moment(date: NaiveDate, minutes: i64) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + Duration::minutes(minutes)
}

/// What a time limit of a wish says.
fn limit(text: &str) -> String {
    text.split_once(' ').map_or(String::new(), |(day, clock)| moment(date(day), minutes(clock, 0)).to_string())
}

/// Times of each party, `[start, end)` in minutes.
type TimesOf = BTreeMap<PartyId, Vec<(i64, i64)>>;

impl Naive<'_> {
    /// The first thing that the event says and the texts do not, or the other way round.
    pub fn misread(&self, files: &Files) -> Option<String> {
        self.misread_hours(files).or_else(|| self.misread_wishes(files))
    }

    /// The party that a cell names: an id, with a prefix where both sides use it.
    fn party_named(&self, text: &str) -> Option<PartyId> {
        let (side, id) = match text.split_once(':') {
            Some(("sme", id)) => (Some(Side::Sme), id),
            Some(("buyer", id)) => (Some(Side::Buyer), id),
            _ => (None, text),
        };
        self.event
            .party_ids()
            .find(|p| self.event.party(*p).id == id && side.is_none_or(|side| self.event.party(*p).side == side))
    }

    /// The parties that a selector of windows.csv means.
    fn selected(&self, text: &str, files: &Files) -> Vec<PartyId> {
        let of_side = |side| self.event.party_ids().filter(move |p| self.event.party(*p).side == side);
        let listed = |table: &str, side, holds: &dyn Fn(&Row) -> bool| -> Vec<PartyId> {
            rows(files, table).iter().zip(of_side(side)).filter(|(row, _)| holds(row)).map(|(_, p)| p).collect()
        };
        match text {
            "*" => self.event.party_ids().collect(),
            "side:sme" => of_side(Side::Sme).collect(),
            "side:buyer" => of_side(Side::Buyer).collect(),
            "tag:youth" => listed("smes.csv", Side::Sme, &|row| cell(row, "tags").split(';').any(|tag| tag == "youth")),
            "type:foreign" => listed("buyers.csv", Side::Buyer, &|row| cell(row, "type") == "foreign"),
            one => self.party_named(one).into_iter().collect(),
        }
    }

    fn misread_hours(&self, files: &Files) -> Option<String> {
        let zone = self.event.timezone;
        let event_days: Vec<NaiveDate> = self.event.grid.days.iter().map(|d| d.date).collect();
        let span = |day: NaiveDate, from, to, zone: Zone| (instant(zone, moment(day, from)), instant(zone, moment(day, to)));
        let (mut busy, mut available): (TimesOf, TimesOf) = Default::default();
        for row in rows(files, "windows.csv") {
            let (from, to) = (minutes(cell(&row, "start"), 0), minutes(cell(&row, "end"), 24 * 60));
            let zone = cell(&row, "timezone").parse().unwrap_or(zone);
            let days = if cell(&row, "date").is_empty() { event_days.clone() } else { vec![date(cell(&row, "date"))] };
            let windows: Vec<(i64, i64)> = days.into_iter().map(|day| span(day, from, to, zone)).collect();
            let list = match cell(&row, "kind") {
                "available" => &mut available,
                "" | "busy" => &mut busy,
                _ => continue,
            };
            for party in self.selected(cell(&row, "party_id"), files) {
                list.entry(party).or_default().extend(&windows);
            }
        }
        for row in rows(files, "registrations.csv") {
            let sessions = rows(files, "sessions.csv");
            let session = sessions.iter().find(|s| cell(s, "session_id") == cell(&row, "session_id")).expect("drawn so");
            let (from, to) = (minutes(cell(session, "start"), 0), minutes(cell(session, "end"), 0));
            for party in self.selected(cell(&row, "party_id"), files) {
                busy.entry(party).or_default().push(span(date(cell(session, "date")), from, to, zone));
            }
        }
        let parties = rows(files, "smes.csv").into_iter().chain(rows(files, "buyers.csv"));
        for (party, row) in self.event.party_ids().zip(parties) {
            if !cell(&row, "days").is_empty() {
                let others = event_days.iter().filter(|day| **day != date(cell(&row, "days")));
                busy.entry(party).or_default().extend(others.map(|day| span(*day, 0, 24 * 60, zone)));
            }
            let mine = |list: &BTreeMap<PartyId, Vec<(i64, i64)>>| list.get(&party).cloned().unwrap_or_default();
            let (busy, available) = (mine(&busy), mine(&available));
            let online = cell(&row, "mode") == "online";
            assert_eq!(online, self.event.party(party).mode == Mode::Online);
            for (slot, times) in self.slots.iter().enumerate() {
                let free = !time::touched(&busy, *times)
                    && if available.is_empty() {
                        !online
                            || time::local_hours(self.event, party, &self.slots).iter().any(|h| h.0 <= times.0 && times.1 <= h.1)
                    } else {
                        time::covered(&available, *times)
                    };
                if free != self.parties[party.ix()].free[slot] {
                    return Some(format!("{:?}: the texts say free = {free} in slot {slot}", self.event.party(party)));
                }
            }
        }
        None
    }

    fn misread_wishes(&self, files: &Files) -> Option<String> {
        let table = rows(files, "preferences.csv");
        let number = |row: &Row, column: &str| cell(row, column).parse::<u32>().ok();
        let wished = |row: &Row| -> Wished {
            let kind = match cell(row, "kind") {
                "must" => WishKind::Must,
                "block" => WishKind::Block,
                _ => WishKind::Want,
            };
            let (rank, score, times) = (number(row, "rank"), number(row, "score"), number(row, "times").unwrap_or(1));
            (kind, rank, score, times, limit(cell(row, "not_before")), limit(cell(row, "not_after")))
        };
        let mut expected: BTreeMap<(PartyId, PartyId), Wished> = BTreeMap::new();
        let mut orgs = BTreeSet::new();
        for row in &table {
            let from = self.party_named(cell(row, "from_id")).expect("drawn so");
            if let Some(to) = self.party_named(cell(row, "to_id")) {
                expected.insert((from, to), wished(row));
            }
        }
        for row in table.iter().filter(|row| self.party_named(cell(row, "to_id")).is_none()) {
            let (from, org) = (self.party_named(cell(row, "from_id")).expect("drawn so"), cell(row, "to_id"));
            let buyers: Vec<PartyId> = self.event.buyer_ids().filter(|b| self.event.party(*b).org == org).collect();
            let block = wished(row).0 == WishKind::Block;
            if buyers.len() > 1 && !block {
                orgs.insert((from, org.to_string()));
            }
            for buyer in buyers {
                expected.entry((from, buyer)).or_insert_with(|| wished(row));
            }
        }
        let time = |at: Option<NaiveDateTime>| at.map_or(String::new(), |at| at.to_string());
        let read: BTreeMap<(PartyId, PartyId), Wished> = self
            .event
            .wishes
            .iter()
            .map(|w| ((w.from, w.to), (w.kind, w.rank, w.score, w.times, time(w.not_before), time(w.not_after))))
            .collect();
        let read_orgs: BTreeSet<(PartyId, String)> = self.event.org_wishes.iter().map(|w| (w.from, w.org.clone())).collect();
        (read != expected || read_orgs != orgs)
            .then(|| format!("the texts say\n{expected:?} {orgs:?}\nand the event\n{read:?} {read_orgs:?}"))
    }
}
