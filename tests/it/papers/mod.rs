//! The papers that participants get: calendars, workbook, web page, PDF, read back by other programs.

mod calendars;
mod eml;
mod export;
mod html;
mod ics;
mod mark;
mod now;
mod pdf;
mod readme_ko;
mod sample;
pub mod tools;
mod workbook;
mod xlsx;
