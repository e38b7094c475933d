//! Comparisons of plans that were written earlier: read while they are of this input, kept where somebody edited them.

use crate::load;
use crate::report::capacity::{CAPACITY_CSV, CAPACITY_JSON, CAPACITY_SVG, CapacityFacts};
use anyhow::Context;
use std::fs;
use std::path::{Path, PathBuf};

/// What a capacity.json says, if it is of this input, byte for byte.
pub fn of_input(json: &[u8], digests: &[(String, String)]) -> Option<CapacityFacts> {
    let facts: CapacityFacts = serde_json::from_slice(json).ok()?;
    let is_same =
        facts.inputs.iter().map(|input| (&input.file, &input.sha256)).eq(digests.iter().map(|(file, sha256)| (file, sha256)));
    (is_same && !facts.plans.is_empty()).then_some(facts)
}

/// Keeps, under a number, the files of an earlier comparison that are not as it wrote them. The names under which they are kept.
pub fn keep_edited(out: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let read = |name: &str| {
        let file = out.join(name);
        let bytes = file.is_file().then(|| fs::read(&file)).transpose();
        bytes.with_context(|| format!("cannot read {}", file.display()))
    };
    let json = read(CAPACITY_JSON)?;
    let before: Option<CapacityFacts> = json.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok());
    let digests = before.as_ref().map_or(&[][..], |facts| &facts.files);
    let mut kept = Vec::new();
    for name in [CAPACITY_CSV, CAPACITY_SVG, CAPACITY_JSON] {
        let Some(bytes) = read(name)? else { continue };
        let is_ours = match name {
            CAPACITY_JSON => before.is_some(),
            _ => digests.iter().any(|digest| digest.file == name && digest.sha256 == load::sha256(&bytes)),
        };
        if !is_ours {
            let (stem, ending) = name.split_once('.').context("every file has an ending")?;
            let aside = (1..)
                .map(|n| out.join(format!("{stem}.{n}.{ending}")))
                .find(|path| !path.exists())
                .context("numbers do not end")?;
            fs::rename(out.join(name), &aside).with_context(|| format!("cannot rename {}", out.join(name).display()))?;
            kept.push(aside);
        }
    }
    Ok(kept)
}
