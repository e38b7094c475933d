//! Newtype ids: positions in the tables of an [`Event`](super::Event). A raw `usize` does not cross a function border.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index.
            pub fn ix(self) -> usize {
                self.0 as usize
            }

            /// The id at a position.
            pub fn at(ix: usize) -> Self {
                Self(u32::try_from(ix).expect("fewer than 2^32 of anything"))
            }
        }
    };
}

id!(
    /// A party: SMEs first in file order, then buyers in file order.
    PartyId
);
id!(
    /// A slot of the grid, in order of time.
    SlotId
);
id!(
    /// A day of the event, in order of date.
    DayId
);
id!(
    /// A session (a run of slots without a break), in order of time over all days.
    SessionId
);
id!(
    /// A hall, in file order.
    HallId
);
id!(
    /// A table or video room.
    PlaceId
);
id!(
    /// An interpreter, in file order.
    InterpreterId
);
id!(
    /// A candidate pair (see `candidates`).
    PairId
);
