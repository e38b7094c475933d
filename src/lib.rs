//! koppex makes the timetable of one-on-one business consultations at an expo.
//!
//! ```text
//!  folder --load--> rows --validate--> Event --candidates--> Candidates
//!                                        |                       |
//!                                        |     solve: select -> place -> polish -> prove
//!                                        |                       |
//!                                        |                   Timetable + Outcome
//!                                        |                       |
//!                                        |                  report --> files
//!                                        |                       |
//!                                        +------- check <--------+   (as read back from meetings.csv)
//! ```
#![forbid(unsafe_code)]

pub mod anonymize;
pub mod candidates;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod event;
pub mod explain;
pub mod import;
pub mod load;
pub mod outcome;
pub mod place;
pub mod polish;
pub mod prove;
pub mod quality;
pub mod report;
pub mod rule;
#[cfg(test)]
mod sample;
pub mod select;
pub mod solve;
pub mod stop;
pub mod timetable;
pub mod validate;
