//! Which pairs meet: the compact integer program as plain data, and the only files that name good_lp.

pub mod lp;
pub mod program;
