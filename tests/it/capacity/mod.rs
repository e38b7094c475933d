//! How large an event must be: plans against edited inputs and against all timetables of tiny events; the command that tells it.

mod cli;
mod plans;
mod tiny;
