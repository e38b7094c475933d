//! Integration tests: one binary, one module for each subject.

mod cli;
mod data;
mod exhaustive;
mod papers;
mod recomputed;
mod rules;
mod support;
mod tidy;
