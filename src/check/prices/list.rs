//! prices.csv as it is read back: every price on something that exists, once, and not below nothing. Adds nothing up.

use super::Triple;
use super::words::{self, Fault};
use super::written::{Certificate, Group};
use crate::check::derived::Derived;
use crate::check::read::{CellFault, Names, Row, Table, parse_date, parse_time};
use crate::event::{DayId, PartyId, Side, SlotId};
use std::collections::{BTreeMap, HashMap};

const NEEDED: [&str; 7] = ["kind", "id", "date", "start", "must", "shortfall", "value"];

/// What has a price: meetings use it up, and there is only so much of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priced {
    Party(PartyId),
    PartyDay(PartyId, DayId),
    PartySlot(PartyId, SlotId),
    /// A group of the certificate, by name.
    Places(String, SlotId),
    Interpreters(String, SlotId),
    /// The party that plays the SME, and the organization of which it meets one buyer.
    Org(PartyId, String),
    /// Not a price but a reward.
    Minimum(PartyId),
    /// A row of the certificate, by name.
    Row(String),
}

/// The prices, in units of 1 / scale.
pub(super) type Prices = BTreeMap<Priced, Triple>;

/// Reads every row that makes sense; the faults of the others are added to the list.
pub(super) fn read(derived: &Derived, certificate: &Certificate, bytes: &[u8], faults: &mut Vec<CellFault>) -> Prices {
    let table = Table::parse(bytes);
    let missing = NEEDED.into_iter().filter(|column| !table.has_column(column));
    faults.extend(missing.map(|column| words::in_prices(1, column, "", &Fault::NoColumn)));
    let reader = Reader { derived, certificate, names: Names::of(derived.event), orgs: one_buyer_orgs(derived) };
    let mut prices = Prices::new();
    for row in table.rows() {
        let read = reader.priced(&row).and_then(|priced| Ok((reader.price(&row, &priced)?, priced)));
        match read {
            Ok((price, priced)) => {
                if prices.insert(priced, price).is_some() {
                    faults.push(words::in_prices(row.line, "id", &row.cell("id"), &Fault::Twice));
                }
            }
            Err((column, fault)) => faults.push(words::in_prices(row.line, column, &row.cell(column), &fault)),
        }
    }
    prices
}

/// What is wrong, and in which column.
type Wrong = (&'static str, Fault);

struct Reader<'a> {
    derived: &'a Derived<'a>,
    certificate: &'a Certificate,
    names: Names<'a>,
    /// `<sme_id>/<org>` of everyone whom R11 binds; `None` where the text may mean two.
    orgs: HashMap<String, Option<(PartyId, String)>>,
}

impl Reader<'_> {
    fn priced(&self, row: &Row) -> Result<Priced, Wrong> {
        let id = row.cell("id");
        Ok(match row.cell("kind").as_str() {
            "party" => Priced::Party(self.party(row, &["date", "start"])?),
            "party_day" => Priced::PartyDay(self.party(row, &["start"])?, self.day(row)?),
            "party_slot" => Priced::PartySlot(self.party(row, &[])?, self.slot(row)?),
            "minimum" => Priced::Minimum(self.party(row, &["date", "start"])?),
            "places" => match self.certificate.groups.get(&id) {
                Some(Group::Places(_)) => Priced::Places(id, self.slot(row)?),
                group => return Err(("id", group.map_or(Fault::NoGroup, |_| Fault::OtherGroup))),
            },
            "interpreters" => match self.certificate.groups.get(&id) {
                Some(Group::Interpreters(_)) => Priced::Interpreters(id, self.slot(row)?),
                group => return Err(("id", group.map_or(Fault::NoGroup, |_| Fault::OtherGroup))),
            },
            "org" => {
                must_be_empty(row, &["date", "start"])?;
                let (sme, org) = self.orgs.get(&id).cloned().flatten().ok_or(("id", Fault::NoOrg))?;
                Priced::Org(sme, org)
            }
            "row" => {
                must_be_empty(row, &["date", "start"])?;
                let known = self.certificate.rows.contains_key(&id);
                if known { Priced::Row(id) } else { return Err(("id", Fault::NoRow)) }
            }
            _ => return Err(("kind", Fault::Kind)),
        })
    }

    /// The one party that the id names.
    fn party(&self, row: &Row, empty: &[&'static str]) -> Result<PartyId, Wrong> {
        must_be_empty(row, empty)?;
        let id = row.cell("id");
        match [Side::Sme, Side::Buyer].map(|side| self.names.party(side, &id)) {
            [Some(party), None] | [None, Some(party)] => Ok(party),
            [None, None] => Err(("id", Fault::NoParty)),
            [Some(_), Some(_)] => Err(("id", Fault::EitherParty)),
        }
    }

    fn day(&self, row: &Row) -> Result<DayId, Wrong> {
        let date = parse_date(&row.cell("date"));
        let day = self.derived.event.grid.days.iter().position(|day| Some(day.date) == date);
        day.map(DayId::at).ok_or(("date", Fault::NoDay))
    }

    fn slot(&self, row: &Row) -> Result<SlotId, Wrong> {
        self.day(row)?;
        let start = parse_date(&row.cell("date")).zip(parse_time(&row.cell("start")));
        start.and_then(|(date, start_min)| self.derived.event.grid.slot_at(date, start_min)).ok_or(("start", Fault::NoSlot))
    }

    fn price(&self, row: &Row, priced: &Priced) -> Result<Triple, Wrong> {
        let number = |column: &'static str| row.cell(column).parse::<i64>().map(i128::from).map_err(|_| (column, Fault::Number));
        let price = Triple::new(number("must")?, number("shortfall")?, number("value")?);
        if price < Triple::ZERO {
            return Err(("value", Fault::BelowNothing));
        }
        if matches!(priced, Priced::Minimum(_)) && price > Triple::new(0, self.certificate.scale, 0) {
            return Err(("shortfall", Fault::Reward));
        }
        Ok(price)
    }
}

fn must_be_empty(row: &Row, columns: &[&'static str]) -> Result<(), Wrong> {
    let filled = columns.iter().find(|column| !row.cell(column).is_empty());
    filled.map_or(Ok(()), |column| Err((column, Fault::NotEmpty)))
}

fn one_buyer_orgs(derived: &Derived) -> HashMap<String, Option<(PartyId, String)>> {
    let mut orgs: HashMap<String, Option<(PartyId, String)>> = HashMap::new();
    derived.each_pair(|pair| {
        let org = &derived.event.party(pair.buyer).org;
        if derived.meets_one_buyer_of(pair.sme, org) {
            let meant = (pair.sme, org.clone());
            let entry = orgs.entry(format!("{}/{org}", derived.id_of(pair.sme))).or_insert_with(|| Some(meant.clone()));
            if entry.as_ref() != Some(&meant) {
                *entry = None;
            }
        }
    });
    orgs
}
