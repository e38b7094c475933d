//! A timetable that can be changed and keeps rules R01 to R12 while it is: the common ground of placing and polishing.
//!
//! `state` says who is held where; `rules` what is allowed; `changes` changes it, revocably; `choose` picks places and interpreters;
//! `tables` are the problem as flat tables; `resources` what one meeting of a slot uses alone; `kempe` finds who must change slots together.

mod bit_rows;
mod changes;
mod choose;
mod dice;
mod kempe;
mod resources;
mod rules;
mod state;
mod tables;

pub(crate) use bit_rows::BitRows;
pub(crate) use dice::Dice;
pub(crate) use kempe::Chains;
pub(crate) use state::{Assignment, Board};
pub(crate) use tables::SearchTables;
