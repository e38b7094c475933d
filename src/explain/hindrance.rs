//! What one more meeting can break, and the code for each.

use crate::outcome::ReasonCode;
use std::ops::BitAnd;

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

/// A set of hindrances, one bit each: there is one for every slot of every wish that is not met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hindrances(u16);

impl Hindrances {
    pub const NONE: Self = Self(0);

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// The one that is given as the reason.
    pub fn first(self) -> Option<Hindrance> {
        Hindrance::ALL.into_iter().find(|hindrance| self.0 & hindrance.bit() != 0)
    }
}

impl BitAnd for Hindrances {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl FromIterator<Self> for Hindrances {
    fn from_iter<I: IntoIterator<Item = Self>>(sets: I) -> Self {
        Self(sets.into_iter().fold(0, |bits, set| bits | set.0))
    }
}

impl Hindrance {
    const ALL: [Self; Self::UnevenGaps as usize + 1] = [
        Self::SmeBusy,
        Self::BuyerBusy,
        Self::SmeLimit,
        Self::BuyerLimit,
        Self::PlaceTaken,
        Self::InterpreterTaken,
        Self::OrgMet,
        Self::TooFar,
        Self::NoRest,
        Self::WrongOrder,
        Self::UnevenGaps,
    ];

    fn bit(self) -> u16 {
        1 << self as u16
    }

    /// The set of this one alone if `broken`, else the empty set.
    pub fn when(self, broken: bool) -> Hindrances {
        if broken { Hindrances(self.bit()) } else { Hindrances::NONE }
    }

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
