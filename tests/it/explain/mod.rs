//! Why a wish is not met: each code where it must be given and where it must not, and every code of random tiny events against the checker.

mod against_checker;
mod codes;
mod judged;
