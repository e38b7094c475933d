//! What an earlier run knew and the event may not know any more: its parties, places and slots, by the files beside its meetings.csv. With it an
//! id whose party has left can be told from an id that a spreadsheet has garbled.

use super::table::Table;
use super::when::{read_date, read_time};
use crate::event::Side;
use chrono::NaiveDate;
use std::collections::HashSet;

/// Ids and times of an earlier run. Nothing, where its files are not there.
#[derive(Clone, Debug, Default)]
pub struct Gone {
    parties: HashSet<(Side, String)>,
    /// Whatever is not known is taken for what an earlier run knew.
    anything: bool,
    places: HashSet<String>,
    starts: HashSet<(NaiveDate, i32)>,
}

impl Gone {
    /// Of the parties.csv and the by-slot.csv of a run.
    pub fn of(parties_csv: Option<&[u8]>, by_slot_csv: Option<&[u8]>) -> Self {
        let mut gone = Self::default();
        if let Some(table) = parties_csv.map(Table::parse) {
            for row in table.rows() {
                let side = if row.cell("side") == "buyer" { Side::Buyer } else { Side::Sme };
                gone.parties.insert((side, row.cell("party_id")));
            }
        }
        if let Some(table) = by_slot_csv.map(Table::parse) {
            gone.places.extend(table.headers().skip_while(|h| *h != "video_rooms_used").skip(1).map(String::from));
            for row in table.rows() {
                let date = read_date(&row.cell("date"), &[]).ok();
                gone.starts.extend(date.and_then(|date| Some((date, read_time(&row.cell("start"), Some(date))?))));
            }
        }
        gone
    }

    /// For a file that koppex itself has kept: whatever is not known has left.
    pub fn anything() -> Self {
        Self { anything: true, ..Self::default() }
    }

    /// Whether the run had such a party; `id` may have the side in front.
    pub fn has_party(&self, side: Side, id: &str) -> bool {
        let of = |side, id: &str| self.parties.contains(&(side, id.to_string()));
        match id.split_once(':') {
            Some(("sme", bare)) if of(Side::Sme, bare) => true,
            Some(("buyer", bare)) if of(Side::Buyer, bare) => true,
            _ => self.anything || of(side, id) || of(if side == Side::Sme { Side::Buyer } else { Side::Sme }, id),
        }
    }

    /// Whether this is an earlier run: whom it had as interpreters, no file of it lists.
    pub fn knows_all(&self) -> bool {
        self.anything || !self.parties.is_empty()
    }

    pub fn has_place(&self, id: &str) -> bool {
        self.anything || self.places.contains(id)
    }

    pub fn has_start(&self, date: NaiveDate, start_min: i32) -> bool {
        self.anything || self.starts.contains(&(date, start_min))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place that the event has no more is read where the run had it; of interpreters no file of a run tells.
    #[test]
    fn rows_of_an_earlier_run_are_read_with_places_and_interpreters_that_left() {
        let event = crate::testing::sample::Sample::new().smes(1).buyers(1).sessions(1, 2).tables(&[1]).all_want().event();
        let checker = crate::check::Checker::new(&event);
        let (day, party) = (event.grid.days[0].date, |ix: usize| event.parties[ix].id.as_str());
        let start = event.grid.slots[0].start_min;
        let row = |place: &str, interpreter: &str| {
            let when = format!("{day},{:02}:{:02}", start / 60, start % 60);
            format!(
                "sme_id,buyer_id,date,start,place_id,interpreter_id\n{},{},{when},{place},{interpreter}\n",
                party(0),
                party(1)
            )
        };
        let slots = format!("date,start,meetings,video_rooms_used,GONE\n{day},{:02}:{:02},1,0,X\n", start / 60, start % 60);
        let parties = format!("side,party_id\nsme,{}\n", party(0));
        let run = Gone::of(Some(parties.as_bytes()), Some(slots.as_bytes()));
        let reads = |gone: &Gone, place: &str, who: &str| {
            checker.read_published(row(place, who).as_bytes(), gone).is_ok_and(|p| p.len() == 1)
        };
        assert!(reads(&run, "GONE", "") && !reads(&run, "OTHER", "") && reads(&run, "", "I9"));
        let none = Gone::default();
        assert!(!reads(&none, "GONE", "") && reads(&none, "", "") && !reads(&none, "", "I9"));
        let any = Gone::anything();
        assert!(reads(&any, "GONE", "I9") && reads(&any, "OTHER", ""));
    }

    #[test]
    fn an_earlier_run_knows_its_parties_places_and_times() {
        let parties = "side,party_id\nsme,S1\nbuyer,B1\nbuyer,X\n";
        let slots = "date,start,meetings,video_rooms_used,T1,T2\n2022-04-13,10:00,2,0,S1,\n";
        let gone = Gone::of(Some(parties.as_bytes()), Some(slots.as_bytes()));
        let party = |side, id| gone.has_party(side, id);
        assert!(party(Side::Sme, "S1") && party(Side::Buyer, "B1") && party(Side::Buyer, "buyer:B1"));
        assert!(party(Side::Sme, "B1"), "on whichever side it stands");
        assert!(party(Side::Sme, "sme:S1") && party(Side::Sme, "buyer:X"));
        assert!(!party(Side::Sme, "sme:X") && !party(Side::Buyer, "buyer:S1"), "but not where the side is named");
        assert!(!party(Side::Sme, "S2") && !party(Side::Sme, "who:S1"));
        assert!(gone.knows_all());
        assert!(gone.has_place("T1") && gone.has_place("T2") && !gone.has_place("video_rooms_used") && !gone.has_place("T3"));
        let day = NaiveDate::from_ymd_opt(2022, 4, 13).unwrap();
        assert!(gone.has_start(day, 600) && !gone.has_start(day, 615) && !gone.has_start(day.succ_opt().unwrap(), 600));
    }

    #[test]
    fn no_earlier_run_knows_nothing_and_a_kept_file_is_believed() {
        let day = NaiveDate::from_ymd_opt(2022, 4, 13).unwrap();
        let none = Gone::of(None, None);
        assert!(!none.has_party(Side::Sme, "S1") && !none.knows_all() && !none.has_place("T1") && !none.has_start(day, 600));
        let any = Gone::anything();
        assert!(any.has_party(Side::Sme, "S1") && any.knows_all() && any.has_place("T1") && any.has_start(day, 600));
    }
}
