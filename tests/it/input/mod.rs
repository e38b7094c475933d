//! Input folders: the case of every diagnostic, one event in many forms, ugly cells.

mod cases;
mod elsewhere;
mod fixes;
mod form_export;
mod forms;
mod meaning;
mod old_workbooks;
mod screen;
mod sheets;
mod situations;
mod ugly;

use koppex::diagnostic::Diagnostic;
use koppex::event::Lang;

/// Faults as a person sees them.
pub fn shown(faults: &[Diagnostic], lang: Lang) -> String {
    faults.iter().map(|d| d.render(lang)).collect::<Vec<_>>().join("\n")
}
