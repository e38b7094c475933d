//! What one more meeting can break: a code for each, and sets of them.

use crate::outcome::ReasonCode;

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

/// A set of hindrances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hindrances(u16);

impl Hindrance {
    pub const ALL: [Hindrance; 11] = [
        Hindrance::SmeBusy,
        Hindrance::BuyerBusy,
        Hindrance::SmeLimit,
        Hindrance::BuyerLimit,
        Hindrance::PlaceTaken,
        Hindrance::InterpreterTaken,
        Hindrance::OrgMet,
        Hindrance::TooFar,
        Hindrance::NoRest,
        Hindrance::WrongOrder,
        Hindrance::UnevenGaps,
    ];

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
            Hindrance::UnevenGaps => ReasonCode::EvenGaps,
        }
    }
}

impl Hindrances {
    pub const NONE: Self = Self(0);
    pub const EVERY: Self = Self((1 << Hindrance::ALL.len()) - 1);

    /// The hindrance alone, if it is met.
    pub fn when(met: bool, hindrance: Hindrance) -> Self {
        if met { Self(1 << hindrance as u16) } else { Self::NONE }
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub fn first(self) -> Option<Hindrance> {
        Hindrance::ALL.into_iter().find(|h| !self.and(Self::when(true, *h)).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hindrance_stands_at_its_own_number_and_has_a_code_of_its_own() {
        for (i, hindrance) in Hindrance::ALL.into_iter().enumerate() {
            assert_eq!(hindrance as usize, i);
            assert_eq!(Hindrances::when(true, hindrance).first(), Some(hindrance));
            assert_eq!(Hindrance::ALL.into_iter().filter(|other| other.code() == hindrance.code()).count(), 1);
        }
        assert_eq!(Hindrances::EVERY.0.count_ones() as usize, Hindrance::ALL.len());
    }
}
