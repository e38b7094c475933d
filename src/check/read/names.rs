//! Ids, dates and times of written files back to the event's own. Judges no meeting.

use crate::event::{Event, InterpreterId, PartyId, PlaceId, Side};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Everything that a cell may name.
pub(crate) struct Names<'a> {
    parties: HashMap<&'a str, Vec<PartyId>>,
    places: HashMap<&'a str, PlaceId>,
    interpreters: HashMap<&'a str, InterpreterId>,
    n_smes: usize,
    /// Wishes within one side are allowed.
    peers: bool,
}

/// An id that cannot stand where it stands, and why, in words that the id follows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnreadId {
    pub id: String,
    pub en: &'static str,
    pub ko: &'static str,
}

impl UnreadId {
    fn new(id: &str, en: &'static str, ko: &'static str) -> Self {
        Self { id: id.to_string(), en, ko }
    }
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
        Self { parties, places, interpreters, n_smes: event.n_smes, peers: event.rules.peers }
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

    /// The two parties of a row, or the id that does not stand for one. The columns say who is who: `sme_id` names a party of the SMEs' side,
    /// `buyer_id` one of the buyers'. Only with wishes within one side may both name parties of one; an id that both sides use then
    /// means that of its column's side, unless it has the other side's name in front.
    pub fn parties(&self, sme: &str, buyer: &str) -> Result<(PartyId, PartyId), UnreadId> {
        let (sme_party, buyer_party) = (self.in_column(Side::Sme, sme)?, self.in_column(Side::Buyer, buyer)?);
        let itself = sme_party == buyer_party;
        if itself {
            Err(UnreadId::new(buyer, "a party meets itself,", "자기 자신과의 상담"))
        } else {
            Ok((sme_party, buyer_party))
        }
    }

    /// The party that an id means in the column of a side.
    fn in_column(&self, side: Side, id: &str) -> Result<PartyId, UnreadId> {
        let (other, no_en, no_ko) = match side {
            Side::Sme => (Side::Buyer, "sme_id names a buyer,", "sme_id 칸에 바이어가 있음,"),
            Side::Buyer => (Side::Sme, "buyer_id names an SME,", "buyer_id 칸에 기업이 있음,"),
        };
        match (self.party(side, id), self.party(other, id)) {
            (Some(party), _) => Ok(party),
            (None, Some(party)) if self.peers => Ok(party),
            (None, Some(_)) => Err(UnreadId::new(id, no_en, no_ko)),
            (None, None) => Err(UnreadId::new(id, "there is no party", "없는 참가자")),
        }
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
