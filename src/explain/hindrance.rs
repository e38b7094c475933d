//! What one more meeting can break, and the code for each.

use crate::outcome::ReasonCode;
use std::collections::BTreeSet;

/// A rule that one more meeting would break, and at which of its two parties. In the order in which they are given as the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hindrance {
    SmeBusy,
    BuyerBusy,
    SmeLimit,
    BuyerLimit,
    PlaceTaken,
    InterpreterTaken,
    OrgMet,
    TooFar,
    NoRest,
    WrongOrder,
    UnevenGaps,
}

pub type Hindrances = BTreeSet<Hindrance>;

impl Hindrance {
    /// The reason, where every way to hold the meeting meets this hindrance.
    pub fn code(self) -> ReasonCode {
        match self {
            Hindrance::SmeBusy => ReasonCode::SmeFull,
            Hindrance::BuyerBusy => ReasonCode::BuyerFull,
            Hindrance::SmeLimit => ReasonCode::SmeLimit,
            Hindrance::BuyerLimit => ReasonCode::BuyerLimit,
            Hindrance::PlaceTaken => ReasonCode::NoPlace,
            Hindrance::InterpreterTaken => ReasonCode::NoInterpreter,
            Hindrance::OrgMet => ReasonCode::OrgAlreadyMet,
            Hindrance::TooFar => ReasonCode::Walk,
            Hindrance::NoRest => ReasonCode::Rest,
            Hindrance::WrongOrder => ReasonCode::PinnedAway,
            Hindrance::UnevenGaps => ReasonCode::NotProved,
        }
    }
}
