//! Two parties as a key, whoever plays which side.

use crate::event::PartyId;

/// The key of two parties, whoever plays which side.
pub(super) fn unordered(a: PartyId, b: PartyId) -> (PartyId, PartyId) {
    (a.min(b), a.max(b))
}
