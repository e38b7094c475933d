//! What the document speaks of.

use crate::problem::Problem;
use crate::report::Report;
use crate::report::prices::{CertificateFacts, facts};
use anyhow::Context;

/// The script that adds the price list up, as it is put beside the document.
pub const SCRIPT: &str = include_str!("../../../examples/certificate/certificate.py");
/// Its name there.
pub const SCRIPT_NAME: &str = "certificate.py";

/// What the document is made of.
pub struct Audit<'a> {
    /// The timetable and all that is said about it.
    pub report: &'a Report<'a>,
    /// Name and SHA-256 of each file of the output folder that matters.
    pub written: &'a [(String, String)],
}

impl Audit<'_> {
    /// The price list, as the summary describes it.
    pub(crate) fn certificate(&self) -> anyhow::Result<CertificateFacts> {
        let certificate = self.report.outcome.certificate.as_ref().context("a new timetable has a certificate")?;
        Ok(facts(Problem::new(self.report.event, self.report.candidates), certificate))
    }
}
