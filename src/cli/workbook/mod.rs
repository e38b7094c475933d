//! The event as one workbook to start from: a sheet for every table, settings explained, drop-down lists where the values are closed. Examples
//! stand on a sheet of their own, which is no data.

mod choices;
mod plan;
mod settings;

pub use plan::{SheetPlan, plan};

use crate::event::Lang;
use rust_xlsxwriter::{Color, DataValidation, DataValidationRule, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError};

/// Rows that drop-down lists reach, and the last that is laid out.
const LAST_ROW: u32 = 5000;

/// The bytes of the workbook.
pub fn bytes(sheets: &[SheetPlan], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new(lang);
    let mut workbook = Workbook::new();
    for plan in sheets {
        fill(workbook.add_worksheet(), plan, &looks)?;
    }
    workbook.save_to_buffer()
}

struct Looks {
    head: Format,
    /// A column without which the table cannot be read.
    needed: Format,
    /// What is typed stays as it is typed: `001` is `001`.
    text: Format,
    plain: Format,
    wrapped: Format,
}

impl Looks {
    fn new(lang: Lang) -> Self {
        let font = lang.pick("맑은 고딕", "Calibri");
        let base = || Format::new().set_font_name(font).set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let head = || base().set_bold().set_background_color(Color::RGB(0xE8EEF5));
        Self {
            head: head(),
            needed: head().set_background_color(Color::RGB(0xFCE8C8)),
            text: base().set_num_format("@"),
            plain: base(),
            wrapped: base().set_text_wrap(),
        }
    }
}

fn fill(sheet: &mut Worksheet, plan: &SheetPlan, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(&plan.name)?;
    for (c, column) in (0u16..).zip(&plan.columns) {
        let body = if column.is_text { &looks.text } else { &looks.plain };
        sheet.set_column_format(c, body)?.set_column_width(c, column.width)?;
        sheet.write_string_with_format(0, c, &column.header, if column.is_needed { &looks.needed } else { &looks.head })?;
        if !column.note.is_empty() {
            sheet.insert_note(0, c, &Note::new(&column.note).set_width(260).set_height(90))?;
        }
        if !column.choices.is_empty() {
            let list = DataValidation::new().allow_list_strings(&column.choices)?;
            sheet.add_data_validation(1, c, LAST_ROW, c, &list)?;
        } else if column.is_count {
            let whole = DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0));
            sheet.add_data_validation(1, c, LAST_ROW, c, &whole)?;
        }
    }
    for (r, row) in (1u32..).zip(&plan.rows) {
        for (c, cell) in (0u16..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let wraps = plan.columns.get(usize::from(c)).is_some_and(|column| column.width > 40.0);
            match cell.parse::<i32>() {
                Ok(number) if plan.has_numbers => sheet.write_number_with_format(r, c, number, &looks.plain)?,
                _ => sheet.write_string_with_format(r, c, cell, if wraps { &looks.wrapped } else { &looks.text })?,
            };
        }
    }
    for (r, choices) in &plan.row_choices {
        sheet.add_data_validation(r + 1, 1, r + 1, 1, &DataValidation::new().allow_list_strings(choices)?)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::settings::setting_words;
    use super::*;
    use crate::load::{TABLES, TableKind};
    use crate::validate::{event_from, setting_names};

    #[test]
    fn every_setting_is_explained_once_and_in_order() {
        let explained: Vec<&str> = setting_words().iter().map(|words| words.key).collect();
        assert_eq!(explained, setting_names().iter().map(|names| names.0).collect::<Vec<_>>());
        assert!(setting_words().iter().all(|words| !words.ko.is_empty() && !words.en.is_empty()));
    }

    #[test]
    fn every_header_means_its_column() {
        for lang in [Lang::Ko, Lang::En] {
            for sheet in plan(lang).iter().skip(1) {
                let kind = TableKind::named(&sheet.name).unwrap_or_else(|| panic!("no table {}", sheet.name));
                let spec = kind.spec();
                let means: Vec<_> = sheet.columns.iter().map(|column| spec.column(&column.header).map(|c| c.field)).collect();
                assert_eq!(means, spec.columns.iter().map(|c| Some(c.field)).collect::<Vec<_>>(), "{}", sheet.name);
            }
        }
    }

    /// Filled with the examples, the workbook is the event of the CSV templates; as it comes, it lacks only what the organizer must say.
    #[test]
    fn the_workbook_filled_with_its_examples_is_the_event_of_the_templates() {
        let (template, _) = event_from(&super::super::templates::files()).expect("the templates are an event");
        for lang in [Lang::Ko, Lang::En] {
            let empty = event_from(&[("expo.xlsx", bytes(&plan(lang), lang).unwrap())]).expect_err("there is no day yet");
            assert!(empty.iter().all(|fault| fault.code != "E107" && !fault.code.starts_with("E10")), "{empty:#?}");
            let sheets = plan::filled(lang);
            let (event, faults) = event_from(&[("expo.xlsx", bytes(&sheets, lang).unwrap())])
                .unwrap_or_else(|faults| panic!("{}", faults.iter().map(|f| f.render(Lang::En)).collect::<String>()));
            assert!(faults.is_empty(), "koppex says nothing of its own guide: {faults:#?}");
            assert_eq!(format!("{:?}", event.rules), format!("{:?}", template.rules));
            assert_eq!(format!("{:?}", event.quality), format!("{:?}", template.quality));
            assert_eq!(format!("{:?}", event.wishes), format!("{:?}", template.wishes));
            assert_eq!(format!("{:?}", event.windows), format!("{:?}", template.windows));
            assert_eq!(
                (event.parties.len(), event.places.len(), event.pins.len()),
                (template.parties.len(), template.places.len(), template.pins.len())
            );
            assert_eq!((&event.name, event.n_slots()), (&template.name, template.n_slots()));
        }
        assert!(plan(Lang::En).len() > TABLES.len() - 2);
    }
}
