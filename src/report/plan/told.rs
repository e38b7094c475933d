//! What a party is told about its changed meetings: what was, what is now, in its language and on its clock.

use super::facts::{PlanFacts, changed};
use crate::event::{Event, Lang, PartyId, SlotId, Zone};
use crate::published::PublishedMeeting;
use crate::replan::{Change, Difference};
use crate::report::clock::{date_in_words, event_utc, hhmm};
use crate::report::ids::Remaining;
use crate::report::names::{full_name, place_in_words};
use crate::report::words::change_word;
use chrono::{Duration, NaiveDateTime};

/// A changed meeting of a party, in words.
pub struct Told {
    pub change: String,
    pub partner: String,
    /// When and where it was; `None` for a new meeting.
    pub was: Option<String>,
    /// When and where it is now; `None` if it is not held.
    pub now: Option<String>,
}

/// Who reads: in which language, on which clock.
#[derive(Clone, Copy)]
pub struct Reader {
    pub party: PartyId,
    pub lang: Lang,
    pub zone: Zone,
}

/// The changed meetings of a party, those that are lost first.
pub fn told(event: &Event, plan: &PlanFacts, reader: Reader) -> Vec<Told> {
    let concerns = |difference: &&Difference| {
        let old = difference.old.and_then(|i| plan.published[i].parties);
        let parties = difference.new.map(|new| new.parties()).or(old.map(|(a, b)| [a, b]));
        parties.is_some_and(|parties| parties.contains(&reader.party))
    };
    let gone = plan.differences.list.iter().filter(|difference| difference.change != Change::Kept);
    let gone: Vec<&Difference> =
        gone.filter(|difference| difference.old.is_some_and(|i| plan.published[i].parties.is_none())).collect();
    let remaining = (!gone.is_empty()).then(|| Remaining::of(event));
    let gone =
        gone.into_iter().filter_map(|difference| with_one_that_left((event, remaining.as_ref()?), plan, difference, reader));
    changed(plan).into_iter().filter(concerns).map(|difference| of(event, plan, difference, reader)).chain(gone).collect()
}

fn of(event: &Event, plan: &PlanFacts, difference: &Difference, reader: Reader) -> Told {
    let old = difference.old.map(|i| &plan.published[i]);
    let parties = difference.new.map(|new| new.parties()).or(old.and_then(|old| old.parties).map(|(a, b)| [a, b]));
    let partner = parties.into_iter().flatten().find(|party| *party != reader.party);
    Told {
        change: change_word(difference.change.name(), reader.lang).to_string(),
        partner: partner.map(|party| full_name(event.party(party), reader.lang)).unwrap_or_default(),
        was: old.map(|old| spot(event, old.starts_at(), &place_before(event, old, reader.lang), reader)),
        now: difference
            .new
            .map(|new| spot(event, starts_at(event, new.slot), &place_in_words(event, new.place, reader.lang), reader)),
    }
}

/// A meeting with a party that has left the event: of the two only ids are known.
fn with_one_that_left(
    (event, remaining): (&Event, &Remaining),
    plan: &PlanFacts,
    difference: &Difference,
    reader: Reader,
) -> Option<Told> {
    let old = &plan.published[difference.old?];
    let partner = match remaining.in_meeting(old) {
        [Some(sme), _] if sme == reader.party => &old.buyer_id,
        [_, Some(buyer)] if buyer == reader.party => &old.sme_id,
        _ => return None,
    };
    Some(Told {
        change: change_word(difference.change.name(), reader.lang).to_string(),
        partner: partner.clone(),
        was: Some(spot(event, old.starts_at(), &place_before(event, old, reader.lang), reader)),
        now: None,
    })
}

fn place_before(event: &Event, old: &PublishedMeeting, lang: Lang) -> String {
    old.place.map_or_else(|| old.place_id.clone(), |place| place_in_words(event, place, lang))
}

/// `Wed 13 April 10:15, Hall 3, table 3-T07` on the reader's clock.
fn spot(event: &Event, at: NaiveDateTime, place: &str, reader: Reader) -> String {
    let local = event_utc(event, at).with_timezone(&reader.zone).naive_local();
    format!("{} {}, {place}", date_in_words(local.date(), reader.lang), hhmm(local))
}

/// When a slot starts, on the event's clock.
pub fn starts_at(event: &Event, slot: SlotId) -> NaiveDateTime {
    let midnight = event.grid.date_of(slot).and_hms_opt(0, 0, 0).expect("every day begins");
    midnight + Duration::minutes(event.slot(slot).start_min.into())
}
