//! `koppex show DIR WHAT`: one timetable of the output folder, as it stands in meetings.csv.

use super::answers::ShownMeeting;
use super::args::ShowArgs;
use super::event;
use super::exit::Exit;
use super::folder;
use super::terminal::{print, print_json, say};
use super::written::{self, Written};
use crate::diagnostic::nearest;
use crate::event::{DayId, Event, Lang, PartyId, PlaceId, Side};
use crate::report::names::{full_name, place_in_words};
use crate::report::text;
use crate::timetable::{Meeting, Timetable};
use anyhow::bail;
use chrono::NaiveDate;

/// Whose timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Party(PartyId),
    Place(PlaceId),
    Day(DayId),
}

pub fn run(args: &ShowArgs) -> anyhow::Result<Exit> {
    let out = args.out.clone().unwrap_or_else(|| folder::output_of(&args.folder.dir));
    let Some(loaded) = event::load_for(&args.folder.dir, &out, &args.talk)? else { return Ok(Exit::InputErrors) };
    let file = out.join("meetings.csv");
    let subject = find(&loaded.event, &args.what)?;
    let Some(Written { back, timetable, .. }) = written::read(&loaded, &file, &args.folder.dir, &args.talk)? else {
        return Ok(Exit::InputErrors);
    };
    let (event, lang) = (&loaded.event, loaded.lang);
    if !back.faults.is_empty() && !args.talk.quiet {
        say(&differing(back.faults.len(), &args.folder.dir.display().to_string(), lang));
    }
    let meetings: Vec<Meeting> = of_subject(event, &timetable, subject);
    if args.talk.json {
        print_json(&answer(event, &meetings))?;
    } else {
        print(&as_text(event, subject, &meetings, lang))?;
    }
    Ok(Exit::Done)
}

fn differing(n: usize, dir: &str, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("meetings.csv에 자료와 다른 곳이 {n}군데 있습니다. koppex verify {dir} 로 확인하세요."),
        Lang::En => format!("{n} places of meetings.csv differ from the input; `koppex verify {dir}` names them"),
    }
}

fn of_subject(event: &Event, timetable: &Timetable, subject: Subject) -> Vec<Meeting> {
    let belongs = |m: &&Meeting| match subject {
        Subject::Party(party) => m.parties().contains(&party),
        Subject::Place(place) => m.place == place,
        Subject::Day(day) => event.grid.day_of(m.slot) == day,
    };
    timetable.meetings().iter().filter(belongs).copied().collect()
}

/// The party that is meant, by id or by name.
pub(super) fn find_party(event: &Event, what: &str) -> anyhow::Result<PartyId> {
    match find(event, what) {
        Ok(Subject::Party(party)) => Ok(party),
        Err(error) if error.to_string().contains("several parties") => Err(error),
        _ => bail!("there is no party `{what}`\nhelp: {}", advice(event, what.trim())),
    }
}

/// The party, place or day that is meant. An id beats a name.
fn find(event: &Event, what: &str) -> anyhow::Result<Subject> {
    let what = what.trim();
    let (side, text) = match what.split_once(':') {
        Some(("sme", id)) => (Some(Side::Sme), id),
        Some(("buyer", id)) => (Some(Side::Buyer), id),
        _ => (None, what),
    };
    let parties = || event.party_ids().filter(|p| side.is_none_or(|s| event.party(*p).side == s));
    let by_id: Vec<_> = parties().filter(|p| event.party(*p).id == text).collect();
    let by_name = || parties().filter(|p| is_named(event, *p, text)).collect::<Vec<_>>();
    let places = || (0..event.places.len()).map(PlaceId::at).filter(|p| event.place(*p).id.eq_ignore_ascii_case(what));
    if let Some(found) = only(event, by_id, what)? {
        return Ok(Subject::Party(found));
    }
    if let Some(place) = places().next() {
        return Ok(Subject::Place(place));
    }
    if let Ok(date) = what.parse::<NaiveDate>() {
        return match event.grid.days.iter().position(|d| d.date == date) {
            Some(day) => Ok(Subject::Day(DayId::at(day))),
            None => bail!("{date} is not a day of the event\nhelp: its days are {}", days(event)),
        };
    }
    match only(event, by_name(), what)? {
        Some(found) => Ok(Subject::Party(found)),
        None => bail!("there is no party, place or day `{what}`\nhelp: {}", advice(event, text)),
    }
}

fn is_named(event: &Event, party: PartyId, text: &str) -> bool {
    let party = event.party(party);
    let same = |name: &str| !name.is_empty() && name.to_lowercase() == text.to_lowercase();
    same(&party.id) || same(&party.name) || same(&party.name_en) || same(&party.org)
}

/// The one party that was found, if any.
fn only(event: &Event, found: Vec<PartyId>, what: &str) -> anyhow::Result<Option<PartyId>> {
    if found.len() < 2 {
        return Ok(found.first().copied());
    }
    bail!(
        "`{what}` may be any of several parties\nhelp: name one of {}",
        found.iter().map(|p| event.id_with_side(*p)).collect::<Vec<_>>().join(", ")
    )
}

fn advice(event: &Event, text: &str) -> String {
    let known =
        event.parties.iter().flat_map(|p| [p.id.as_str(), &p.name, &p.org]).chain(event.places.iter().map(|p| p.id.as_str()));
    match nearest(text, known.filter(|k| !k.is_empty())).as_slice() {
        [] => format!("name a party by id or name, a place by id, or a day: {}", days(event)),
        near => format!("did you mean {}?", near.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" or ")),
    }
}

fn days(event: &Event) -> String {
    event.grid.days.iter().map(|d| d.date.to_string()).collect::<Vec<_>>().join(", ")
}

fn as_text(event: &Event, subject: Subject, meetings: &[Meeting], lang: Lang) -> String {
    let (title, of) = match subject {
        Subject::Party(party) => (format!("{} {}", event.party(party).id, full_name(event.party(party), lang)), Some(party)),
        Subject::Place(place) => (place_in_words(event, place, lang), None),
        Subject::Day(day) => (event.grid.days[day.ix()].date.to_string(), None),
    };
    let n = meetings.len();
    let count = match lang {
        Lang::Ko => format!("상담 {n}건"),
        Lang::En => format!("{n} meeting{}", if n == 1 { "" } else { "s" }),
    };
    let table = if meetings.is_empty() { String::new() } else { format!("\n\n{}", text::timetable(event, meetings, of, lang)) };
    let sessions = of.map_or_else(String::new, |party| text::sessions(event, party, lang));
    format!("{title}: {count}{table}{sessions}")
}

fn answer(event: &Event, meetings: &[Meeting]) -> Vec<ShownMeeting> {
    let row = |m: &Meeting| ShownMeeting {
        date: event.grid.date_of(m.slot).to_string(),
        time: text::span(event, m.slot),
        hall: event.halls[event.place(m.place).hall.ix()].clone(),
        place_id: event.place(m.place).id.clone(),
        sme_id: event.party(m.sme).id.clone(),
        sme_name: event.party(m.sme).name.clone(),
        buyer_id: event.party(m.buyer).id.clone(),
        buyer_name: event.party(m.buyer).name.clone(),
        org: event.party(m.buyer).org.clone(),
        interpreter_id: m.interpreter.map(|i| event.interpreters[i.ix()].id.clone()),
    };
    meetings.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::sample::Sample;

    fn check_find(what: &str, expected: Result<Subject, &str>) {
        let event = Sample::new()
            .smes(2)
            .buyers(2)
            .tables(&[2])
            .with(|event| {
                event.parties[0].name = "한빛테크".into();
                event.parties[3].id = "S1".into();
                event.parties[3].org = "Korea Water".into();
            })
            .event();
        match (find(&event, what), expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{what}"),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{what}: {error}"),
            (found, expected) => panic!("{what}: {found:?}, not {expected:?}"),
        }
    }

    #[test]
    fn a_party_a_place_or_a_day_is_found_by_what_people_type() {
        check_find("S2", Ok(Subject::Party(PartyId(1))));
        check_find("한빛테크", Ok(Subject::Party(PartyId(0))));
        check_find("korea water", Ok(Subject::Party(PartyId(3))));
        check_find("buyer:S1", Ok(Subject::Party(PartyId(3))));
        check_find("1-t02", Ok(Subject::Place(PlaceId(1))));
        check_find("2022-04-13", Ok(Subject::Day(DayId(0))));
    }

    #[test]
    fn what_is_not_found_is_answered_with_advice() {
        check_find("S1", Err("name one of sme:S1, buyer:S1"));
        check_find("한빛태크", Err("did you mean `한빛테크`?"));
        check_find("2022-04-14", Err("its days are 2022-04-13"));
        check_find("nowhere at all", Err("name a party by id or name"));
    }
}
