//! What became of one meeting, as the second opinion sees it.

use crate::published::PublishedMeeting;

/// A meeting before and after.
#[derive(Clone, Debug)]
pub struct JudgedChange {
    /// `cancelled`, `dropped`, `moved`, `placed_anew`, `new` or `kept`.
    pub change: &'static str,
    /// As it was published; `None` for a new one.
    pub old: Option<PublishedMeeting>,
    /// As it is held now; `None` if it is not.
    pub new: Option<PublishedMeeting>,
}
