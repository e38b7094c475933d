//! The second opinion on a new plan: what it changes of the published timetable, from the two written timetables alone; whether what is frozen stands; and
//! whether the groups that are to prove the fewest changes do so.

mod compare;
mod confirm;
mod faults;
mod frozen;
mod judge;
mod judged_change;
mod kept;
mod prices;
mod proved;
mod written;

pub use confirm::GroupClaim;
pub use judge::ChangeJudge;
pub use judged_change::JudgedChange;
pub use kept::KeptPlan;
pub use prices::LeastChanges;
