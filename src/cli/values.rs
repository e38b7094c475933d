//! The values of options, each with the words that `--help` says of it.

use crate::event::Lang;
use crate::report::table::CsvEncoding;
use crate::report::{FORMATS, Format, PaperKind};
use crate::select::SolverChoice;
use clap::ValueEnum;
use clap::builder::PossibleValue;

fn value(name: &'static str, help: &'static str) -> Option<PossibleValue> {
    Some(PossibleValue::new(name).help(help))
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        value(self.name, self.what)
    }
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Lang::Ko, Lang::En]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Lang::Ko => value("ko", "Korean"),
            Lang::En => value("en", "English"),
        }
    }
}

impl ValueEnum for PaperKind {
    fn value_variants<'a>() -> &'a [Self] {
        &[PaperKind::Sme, PaperKind::Buyer, PaperKind::Place, PaperKind::Slot]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            PaperKind::Sme => value("sme", "timetables of the SMEs"),
            PaperKind::Buyer => value("buyer", "timetables of the buyers"),
            PaperKind::Place => value("place", "timetables of tables and video rooms"),
            PaperKind::Slot => value("slot", "who meets in each slot"),
        }
    }
}

impl ValueEnum for CsvEncoding {
    fn value_variants<'a>() -> &'a [Self] {
        &[CsvEncoding::Utf8, CsvEncoding::Cp949]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            CsvEncoding::Utf8 => value("utf8", "with a byte order mark, as Excel reads it"),
            CsvEncoding::Cp949 => value("cp949", "for programs of Korean Windows that know nothing else"),
        }
    }
}

impl ValueEnum for SolverChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[SolverChoice::Auto, SolverChoice::Microlp, SolverChoice::Highs]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            SolverChoice::Auto => value("auto", "the strongest that is built in"),
            SolverChoice::Microlp => value("microlp", "in every build"),
            SolverChoice::Highs => value("highs", "in a build with the feature highs"),
        }
    }
}
