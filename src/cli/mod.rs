//! Files, clock, terminal and environment; one file for each subcommand.
