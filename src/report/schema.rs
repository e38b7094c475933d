//! The JSON Schema of what is written as JSON, made from the structs that are written.

use super::html;
use super::ics::Published;
use super::summary::{PartFacts, QualityParts, Summary};
use crate::event::QualityPart;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Map;
use std::borrow::Cow;

/// The schema of summary.json; under `$defs` also `Published` (published.json), `Page` (the data of the web page) and `More`, with which
/// the command line adds what it prints.
pub fn schema<More: JsonSchema>() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.subschema_for::<Published>();
    generator.subschema_for::<html::Data>();
    generator.subschema_for::<More>();
    generator.into_root_schema_for::<Summary>()
}

impl JsonSchema for QualityParts {
    fn schema_name() -> Cow<'static, str> {
        "QualityParts".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let facts = generator.subschema_for::<PartFacts>().to_value();
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for card in QualityPart::ALL.map(QualityPart::card) {
            let mut property = facts.clone();
            property["description"] = card.meaning.into();
            properties.insert(card.units.into(), property);
            required.push(card.units);
        }
        json_schema!({ "type": "object", "properties": properties, "required": required })
    }
}
