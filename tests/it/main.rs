//! Integration tests: one binary, one module for each subject.

mod anonymize;
mod b2bsp;
mod certificate;
mod circles;
mod cli;
mod contradictions;
mod data;
mod dearest;
mod edits;
mod exhaustive;
mod explain;
mod input;
mod mutations;
mod papers;
mod price_lists;
mod random_events;
mod read_back;
mod readme;
mod recomputed;
mod replan;
mod rules;
mod solver;
mod support;
mod tidy;
mod time_indexed;
mod two_readings;
