//! Ids, dates and times of written files back to the event's own. Judges no meeting.

use crate::check::facts::Facts;
use crate::event::{Event, InterpreterId, PartyId, PlaceId, Side};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Everything that a cell may name.
pub(crate) struct Names<'a> {
    parties: HashMap<&'a str, Vec<PartyId>>,
    places: HashMap<&'a str, PlaceId>,
    interpreters: HashMap<&'a str, InterpreterId>,
    n_smes: usize,
}

impl<'a> Names<'a> {
    pub fn of(event: &'a Event) -> Self {
        let mut parties: HashMap<&str, Vec<PartyId>> = HashMap::new();
        for id in event.party_ids() {
            parties.entry(event.party(id).id.as_str()).or_default().push(id);
        }
        let places = event.places.iter().enumerate().map(|(i, place)| (place.id.as_str(), PlaceId::at(i))).collect();
        let interpreters =
            event.interpreters.iter().enumerate().map(|(i, who)| (who.id.as_str(), InterpreterId::at(i))).collect();
        Self { parties, places, interpreters, n_smes: event.n_smes }
    }

    pub fn place(&self, id: &str) -> Option<PlaceId> {
        self.places.get(id).copied()
    }

    pub fn interpreter(&self, id: &str) -> Option<InterpreterId> {
        self.interpreters.get(id).copied()
    }

    /// The party of a side.
    pub fn party(&self, side: Side, id: &str) -> Option<PartyId> {
        self.named(id).into_iter().find(|p| self.side(*p) == side)
    }

    /// The two parties of a row, or the id that is unknown. With wishes within one side either column may name either side; an id
    /// that both sides use then means the two that the facts connect, else the side of its column.
    pub fn parties(&self, facts: &Facts, sme: &str, buyer: &str) -> Result<(PartyId, PartyId), String> {
        let mut smes = self.named(sme);
        let mut buyers = self.named(buyer);
        smes.sort_by_key(|p| self.side(*p) != Side::Sme);
        buyers.sort_by_key(|p| self.side(*p) != Side::Buyer);
        let (Some(first_sme), Some(first_buyer)) = (smes.first(), buyers.first()) else {
            return Err(if smes.is_empty() { sme } else { buyer }.to_string());
        };
        let pairs = smes.iter().flat_map(|s| buyers.iter().map(move |b| (*s, *b))).filter(|(s, b)| s != b);
        let connected = pairs.into_iter().find(|(s, b)| facts.is_named(*s, *b));
        Ok(connected.unwrap_or((*first_sme, *first_buyer)))
    }

    /// The parties that an id may mean; `sme:` and `buyer:` in front choose the side.
    fn named(&self, id: &str) -> Vec<PartyId> {
        let exact = self.parties.get(id).cloned().unwrap_or_default();
        let prefixed = |prefix, side| {
            let known = id.strip_prefix(prefix).and_then(|rest| self.parties.get(rest.trim()));
            known.into_iter().flatten().copied().filter(move |p| self.side(*p) == side)
        };
        exact.into_iter().chain(prefixed("sme:", Side::Sme)).chain(prefixed("buyer:", Side::Buyer)).collect()
    }

    fn side(&self, party: PartyId) -> Side {
        if party.ix() < self.n_smes { Side::Sme } else { Side::Buyer }
    }
}

/// `2022-04-13`, also with `/` or `.` and single digits as spreadsheets save it.
pub(crate) fn parse_date(cell: &str) -> Option<NaiveDate> {
    let parts: Vec<u32> =
        cell.trim_end_matches('.').split(['-', '/', '.']).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let [year, month, day] = parts[..] else { return None };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Minutes after midnight of `9:05`, `09:05` or `09:05:00`; 24:00 is the end of the day.
pub(crate) fn parse_time(cell: &str) -> Option<i32> {
    let parts: Vec<i32> = cell.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let (hour, minute) = match parts[..] {
        [hour, minute] | [hour, minute, 0] => (hour, minute),
        _ => return None,
    };
    let minutes = hour * 60 + minute;
    ((0..=24).contains(&hour) && (0..60).contains(&minute) && minutes <= 24 * 60).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_read_as_spreadsheets_save_them() {
        let date = NaiveDate::from_ymd_opt(2022, 4, 3);
        for cell in ["2022-04-03", "2022-4-3", "2022/04/03", "2022. 4. 3", "2022. 4. 3."] {
            assert_eq!(parse_date(cell), date, "{cell}");
        }
        for cell in ["", "04-03", "2022-13-01", "2022-02-30", "April 3"] {
            assert_eq!(parse_date(cell), None, "{cell}");
        }
        for (cell, minutes) in [("9:05", 545), ("09:05", 545), ("09:05:00", 545), ("24:00", 1440)] {
            assert_eq!(parse_time(cell), Some(minutes), "{cell}");
        }
        for cell in ["", "9", "09:60", "25:00", "24:01", "09:05:30", "-1:00"] {
            assert_eq!(parse_time(cell), None, "{cell}");
        }
    }
}
