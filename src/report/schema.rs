//! The JSON Schema of what is written as JSON, made from the structs that are written.

use super::html;
use super::ics::Published;
use super::summary::Summary;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

/// The schema of summary.json; under `$defs` also `Published` (published.json), `Page` (the data of the web page) and `More`, with which
/// the command line adds what it prints.
pub fn schema<More: JsonSchema>() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.subschema_for::<Published>();
    generator.subschema_for::<html::Data>();
    generator.subschema_for::<More>();
    generator.into_root_schema_for::<Summary>()
}
