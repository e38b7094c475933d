//! All parties, each with its place in the tables and the cells of it that are read once every party is known.

use crate::diagnostic::Location;
use crate::event::{Party, PartyId};
use chrono::NaiveDate;

/// The parties and where each of them stands.
#[derive(Debug, Default)]
pub struct Roster {
    /// SMEs first.
    pub parties: Vec<Party>,
    pub n_smes: usize,
    /// Both tables are there, with their ids and all their rows.
    pub complete: bool,
    /// The cell with the id of each party.
    pub at: Vec<Location>,
    /// `wishes` cells as written.
    pub wide: Vec<WideCell>,
    /// Days of the event on which a party is not there.
    pub away: Vec<(PartyId, NaiveDate)>,
    /// `place` cells of buyers.
    pub fixed_places: Vec<WideCell>,
}

/// A cell of a party that is read once all parties are known.
#[derive(Debug)]
pub struct WideCell {
    pub party: PartyId,
    pub text: String,
    /// Of the wishes in it, if their column says so.
    pub rank: Option<u32>,
    pub at: Location,
}
