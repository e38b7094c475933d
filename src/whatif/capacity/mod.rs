//! How large an event must be: the same wishes with more and fewer places, with more and less time, with longer and shorter meetings.
//!
//! Every plan is an event of its own, made from the facts with other settings: the slots are laid anew, windows keep their hours, fixed meetings
//! keep their time or are given up. Prices of the network bound how many wishes and points any timetable of a plan can hold; the plans that are recommended
//! are solved as any other event. Knows nothing of files and of the terminal; whoever calls brings the second opinion.

mod bound;
mod compare;
mod half_day;
mod hours;
mod list;
mod pins;
mod places;
mod plan;
mod planned;
mod relaxed;
mod scenario;
mod smallest;
mod work;

pub use bound::{AddUp, AtMost, Counts};
pub use compare::{Capacity, compare};
pub use half_day::HalfDay;
pub use list::plans;
pub use plan::{Hours, Plan};
pub use planned::{Planned, planned};
pub use relaxed::{for_points, for_wishes, together, unlimited, worthless};
pub use scenario::{Failed, Made, Scenario};
pub use smallest::{Certainty, Family, Smallest, TARGETS};
pub use work::Work;
