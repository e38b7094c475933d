//! What if: pairs forced, and the input changed, against all timetables of tiny events; the commands that tell it.

mod cli;
mod policy;
mod script;
mod suggest;
mod suggest_real;
mod tiny;
