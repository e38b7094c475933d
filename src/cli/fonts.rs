//! Fonts of the machine, or those named on the command line, as bytes for the PDF.

use super::terminal::say;
use crate::event::Lang;
use crate::report::{FontFile, Format, NO_FONT, Report, Undrawn, undrawn};
use anyhow::{Context, ensure};
use fontdb::{Database, FaceInfo, Family, ID, Query, Style, Weight};
use rustybuzz::ttf_parser::Face;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Families with Hangul, the ones that also have the letters of European names first.
const KOREAN: [&str; 12] = [
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans KR",
    "Source Han Sans K",
    "Pretendard",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
    "Nanum Gothic",
    "NanumBarunGothic",
    "UnDotum",
    "Baekmuk Dotum",
];

/// Families that help out with letters a Korean font lacks.
const HELPERS: [&str; 6] = ["Noto Sans", "DejaVu Sans", "Liberation Sans", "Segoe UI", "Arial", "Arial Unicode MS"];

/// A Korean font of this machine, regular and bold, and fonts that help out. Empty if there is no Korean one.
pub fn system() -> Vec<FontFile> {
    let mut db = Database::new();
    db.load_system_fonts();
    let has_hangul = |id: ID| {
        let covers = |data: &[u8], index| Face::parse(data, index).is_ok_and(|f| f.glyph_index('가').is_some());
        db.with_face_data(id, covers).unwrap_or(false)
    };
    let by_family = |family: &str, weight| {
        let query = Query { families: &[Family::Name(family)], weight, ..Query::default() };
        db.query(&query)
    };
    let named = KOREAN.iter().find_map(|family| by_family(family, Weight::NORMAL).filter(|id| has_hangul(*id)));
    let any = || db.faces().filter(|f| f.style == Style::Normal).map(|f| f.id).find(|id| has_hangul(*id));
    let Some(regular) = named.or_else(any) else { return Vec::new() };
    let family = db.face(regular).map(family_of).unwrap_or_default();
    let bold = by_family(&family, Weight::BOLD).filter(|id| *id != regular);
    let helpers = HELPERS.iter().flat_map(|family| [by_family(family, Weight::NORMAL), by_family(family, Weight::BOLD)]);
    let mut chosen: Vec<ID> = Vec::new();
    for id in [Some(regular), bold].into_iter().chain(helpers).flatten() {
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    }
    chosen.into_iter().filter_map(|id| font_file(&db, id)).collect()
}

/// The fonts that the formats need: those that are named, or else a Korean font of this machine.
///
/// # Errors
/// The PDF is asked for and there is no font for it; a file cannot be read or holds no font.
pub fn for_formats(formats: &[Format], paths: &[PathBuf]) -> anyhow::Result<Vec<FontFile>> {
    let fonts = match (formats.iter().any(|format| format.name == "pdf"), paths.is_empty()) {
        (false, _) => return Ok(Vec::new()),
        (true, true) => system(),
        (true, false) => named(paths)?,
    };
    ensure!(!fonts.is_empty(), NO_FONT);
    Ok(fonts)
}

/// Says every text of the PDF in which a box stands for a character that no font has.
pub fn tell_undrawn(report: &Report) -> anyhow::Result<()> {
    const SHOWN: usize = 50;
    let undrawn = undrawn(report)?;
    if undrawn.is_empty() {
        return Ok(());
    }
    let one = |text: &Undrawn| {
        let codes: Vec<String> = text.characters.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        format!("  {} ({})", text.text, codes.join(", "))
    };
    let mut lines: Vec<String> = undrawn.iter().take(SHOWN).map(one).collect();
    if undrawn.len() > SHOWN {
        lines.push(format!("  ... {}", undrawn.len() - SHOWN));
    }
    let (lines, looked_in) = (lines.join("\n"), regular(&report.options.fonts).join(", "));
    say(&match report.lang {
        Lang::Ko => format!(
            "PDF의 다음 이름에는 글꼴에 없는 글자가 있어 네모(□)로 그렸습니다. 찾아본 글꼴: {looked_in}\n{lines}\n해결: 그 글자가 있는 글꼴 파일을 --font로 하나 더 정하세요"
        ),
        Lang::En => format!(
            "the PDF draws a box for characters of these names, which none of its fonts has ({looked_in}):\n{lines}\nhelp: name a font that has them with one more --font"
        ),
    });
    Ok(())
}

fn regular(fonts: &[FontFile]) -> Vec<&str> {
    fonts.iter().filter(|font| !font.bold).map(|font| font.name.as_str()).collect()
}

/// The fonts in the files, in that order; of a collection, the Korean face.
///
/// # Errors
/// A file that cannot be read or holds no font.
fn named(paths: &[PathBuf]) -> anyhow::Result<Vec<FontFile>> {
    let mut fonts: Vec<FontFile> = paths.iter().map(|path| from_file(path)).collect::<anyhow::Result<_>>()?;
    if fonts.iter().all(|f| f.bold) {
        fonts.iter_mut().for_each(|f| f.bold = false);
    }
    Ok(fonts)
}

fn from_file(path: &Path) -> anyhow::Result<FontFile> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read the font {}", path.display()))?;
    let mut db = Database::new();
    db.load_font_data(bytes);
    let korean = db.faces().find(|f| family_of(f).contains("KR")).or_else(|| db.faces().next()).map(|f| f.id);
    let font = korean.and_then(|id| font_file(&db, id));
    ensure!(font.is_some(), "{} is not a font\nhelp: name a .ttf, .otf or .ttc file with --font", path.display());
    Ok(FontFile { name: path.display().to_string(), ..font.expect("just looked") })
}

fn font_file(db: &Database, id: ID) -> Option<FontFile> {
    let face = db.face(id)?;
    let bold = face.weight >= Weight::SEMIBOLD;
    let name = if bold { format!("{} Bold", family_of(face)) } else { family_of(face) };
    db.with_face_data(id, |data, index| FontFile { name, bytes: Arc::new(data.to_vec()), index, bold })
}

fn family_of(face: &FaceInfo) -> String {
    face.families.first().map(|(name, _)| name.clone()).unwrap_or_default()
}
