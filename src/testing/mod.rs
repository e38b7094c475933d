//! Support for tests and benches: small events built in code, and the textbook program to compare with. Nothing else uses it.

#[cfg(test)]
pub(crate) mod sample;
pub mod time_indexed;
