//! Workbooks of every kind as sheets of sparse rows: what a person sees on the screen, and what of it is hidden. Knows no table.

mod biff;
mod cells;
mod formats;
mod ole;
mod other;
mod xls;
mod xlsx;

pub use cells::{Area, Number, Sheet, SheetRow, Unreadable, Value};
pub use formats::{Looks, moment};

/// The sheets of a workbook of any kind, told by its bytes.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    const OLE: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];
    if bytes.starts_with(b"PK") {
        return match other::kind_of_zip(bytes) {
            other::ZipKind::Xlsx => xlsx::read(bytes).map_err(Unreadable::Broken),
            kind => other::read_zip(bytes, kind).map_err(Unreadable::Broken),
        };
    }
    if bytes.starts_with(&OLE) {
        return xls::read(bytes);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let is_text = !bytes.is_empty() && !head.contains(&0);
    Err(if is_text { Unreadable::IsText } else { Unreadable::Broken("its bytes are not those of a workbook".to_string()) })
}
