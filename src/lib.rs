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
//!
//! | room | what it holds | what it must not know |
//! |---|---|---|
//! | [`rule`], [`diagnostic`] | the rule cards; how a fault of the input looks | any other room |
//! | [`event`] | the facts of an event, validated, immutable: ids, minutes, slots | what follows from them |
//! | [`load`], [`validate`] | bytes to rows with file, line, column; rows to an `Event` or every fault there is | how anything is solved |
//! | [`candidates`] | which pairs may meet when, where, worth what, and why not | the timetable |
//! | [`select`] | which pairs meet: network simplex, compact program, learned rows; the only room that names good_lp | slots of single meetings |
//! | [`place`], [`polish`] | when and where they meet: edge colouring and matching; better timetables of equal value | bounds |
//! | [`prove`] | bounds of the quality cost; SAT for placing, fewest gaps and contradictions | the search |
//! | [`solve`] | the four levels in order, with value, bound and status | files, terminal, clock |
//! | [`timetable`], [`quality`], [`outcome`] | the answer, its quality, and all that is reported about it | how it was found |
//! | [`check`] | the second opinion, written from the rules' sentences | select, place, polish, prove, quality, candidates; floats |
//! | [`explain`] | why a wish was not met, what contradicts the must wishes | how the timetable was found |
//! | [`report`], [`anonymize`], [`import`] | answers, copies and benchmark files to bytes, pure functions | files, clock |
//! | [`stop`], [`cli`] | the deadline; files, terminal, environment, one file for each command | |
//!
//! Three things always hold. A level is called proved only where a bound was computed that its value meets. What is published was read back from the
//! written file and judged by `check`. Nothing that reaches an output depends on the order of a hash map, on the clock or on anything
//! but input, seed and number of threads, as long as a run ends before its time limit.
#![forbid(unsafe_code)]

pub mod anonymize;
mod board;
pub mod bounds;
pub mod candidates;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod event;
pub mod explain;
pub mod import;
pub mod load;
pub mod matching;
pub mod outcome;
pub mod place;
pub mod polish;
pub mod problem;
pub mod prove;
pub mod quality;
pub mod report;
pub mod rule;
mod sat;
pub mod select;
pub mod solve;
pub mod stop;
pub mod testing;
pub mod timetable;
pub mod validate;
