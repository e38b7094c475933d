//! Integration tests: one binary, one module for each subject.

mod data;
mod exhaustive;
mod input;
mod papers;
mod recomputed;
mod rules;
mod solver;
mod support;
mod two_readings;
