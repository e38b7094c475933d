//! Foreign files to event folders: pure functions from text to files. Knows nothing of how an event is read or solved.

pub mod b2bsp;
mod dzn;
