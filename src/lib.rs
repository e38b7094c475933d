//! koppex makes the timetable of one-on-one business consultations at an expo.
//!
//! ```text
//!  folder --load--> rows --validate--> Event --candidates--> Candidates
//!                                        |                       |
//!                                        +------- Problem -------+
//!                                                    |
//!                                solve: select -> place -> polish -> prove, bounds
//!                                                    |
//!                                           Timetable + Outcome
//!                                                    |
//!                                                 report --> files
//!                                                    |
//!                              Event ------> check <-+   (as read back from meetings.csv)
//! ```
//!
//! | room | what it holds | what it must not know |
//! |---|---|---|
//! | [`rule`], [`diagnostic`] | the rule cards; how a fault of the input looks | any room but `event` |
//! | [`event`] | the facts of an event, validated, immutable: ids, minutes, slots | what follows from them |
//! | [`matching`] | bipartite matching with its Hall set | expos |
//! | [`load`], [`validate`] | bytes to rows with file, line, column; rows to an `Event` or every fault there is | how anything is solved |
//! | [`candidates`] | which pairs may meet when, where, worth what, and what excludes them | how a timetable is found |
//! | [`problem`] | an event and its candidates: the one value that every stage takes | |
//! | [`timetable`], [`quality`], [`outcome`] | the answer, its quality, and all that is reported about it | how it was found |
//! | [`published`], [`replan`] | a timetable that was published, and what another one changes of it | how either was found |
//! | `board` | a timetable that can be changed and keeps the rules incrementally | quality, bounds |
//! | [`place`], [`polish`] | when and where the pairs meet: edge colouring and matching; better timetables of equal value | bounds |
//! | [`select`] | which pairs meet: network simplex, compact program, learned rows; the only room that names good_lp | slots of single meetings |
//! | `sat` | one face for the SAT solvers, and counting in clauses | expos |
//! | [`bounds`] | bounds without SAT: forced quality cost, Hall sets at single parties | the search |
//! | [`prove`] | exact questions: joint placement, fewest gaps, fewest changes, contradictions by SAT | the search |
//! | [`solve`] | the four levels in order, with value, bound and status | files, terminal, clock |
//! | [`tally`] | meetings, wishes that come true and parties with nothing, counted | how a timetable is found |
//! | [`standby`] | who could step in for an SME that does not come | how a timetable is found |
//! | [`baseline`] | the timetable of the greedy practice | the optimum |
//! | [`check`] | the second opinion, written from the rules' sentences; of `load` it takes cells, dates and times | how anything is solved; floats |
//! | [`explain`] | why a wish was not met, what contradicts the must wishes | how the timetable was found |
//! | [`whatif`] | the best timetable with a pair held, or with the input changed; other times for a meeting; plans of other sizes | files, terminal |
//! | [`report`], [`anonymize`], [`import`] | answers, copies and benchmark files to bytes, pure functions | files, clock |
//! | [`stop`], [`cli`] | the deadline; files, terminal, environment, one file for each command | |
//! | [`testing`] | small events and the textbook program, for tests and benches | |
//!
//! What a change touches, from a rule to an output format, stands in `src/README.md`; the mathematics of a stage on the pages of [`select`],
//! [`place`], [`polish`] and [`prove`].
//!
//! An event solved from texts:
//!
//! ```
//! use koppex::{candidates::Candidates, check::check, problem::Problem, select::SolverChoice, stop::Stop};
//! use koppex::solve::{Run, SolveOptions, solve};
//!
//! let event_toml = r#"
//! [event]
//! name = "Expo"
//! timezone = "Asia/Seoul"
//! [meeting]
//! present_minutes = 20
//! answer_minutes = 5
//! changeover_minutes = 5
//! [[day]]
//! date = "2022-04-13"
//! sessions = ["10:00-11:00"]
//! [[hall]]
//! id = "A"
//! "#;
//! let files = [
//!     ("event.toml", event_toml),
//!     ("smes.csv", "sme_id,name\nS1,One\nS2,Two\n"),
//!     ("buyers.csv", "buyer_id,name\nB1,Kim\nB2,Lee\n"),
//!     ("places.csv", "place_id,hall\nT1,A\n"),
//!     ("preferences.csv", "from_id,to_id,score\nS1,B1,80\nS1,B2,60\nS2,B2,70\n"),
//! ];
//! let (event, _warnings) = koppex::validate::event_from(&files.map(|(name, text)| (name, text.as_bytes()))).unwrap();
//! let candidates = Candidates::new(&event);
//! let options = SolveOptions { levels: 3, seed: 1, threads: 1, solver: SolverChoice::Auto };
//! let solved = solve(Problem::new(&event, &candidates), Run::quiet(options, &Stop::never())).unwrap();
//!
//! // One table and two slots: the two meetings worth most.
//! assert_eq!(solved.timetable.len(), 2);
//! assert!(check(&event, &solved.timetable).is_clean());
//! let value = solved.levels[2];
//! assert_eq!(value.value, value.bound, "proved");
//! ```
//!
//! Three things always hold. A level is called proved only where a bound was computed that its value meets. What is published was read back from the
//! written file and judged by `check`. Nothing that reaches an output depends on the order of a hash map, on the clock or on anything
//! but input, seed and number of threads, as long as a run ends before its time limit.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod anonymize;
pub mod baseline;
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
pub mod prices;
pub mod problem;
pub mod prove;
pub mod published;
pub mod quality;
pub mod replan;
pub mod report;
pub mod rule;
mod sat;
pub mod select;
pub mod solve;
pub mod standby;
pub mod stop;
pub mod tally;
pub mod testing;
pub mod timetable;
pub mod triple;
pub mod validate;
pub mod whatif;
