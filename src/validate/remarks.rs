//! Rows among the parties that are none: totals, examples, titles, remarks.

use super::cells::Cells;
use crate::diagnostic::{Text, codes};
use crate::load::{Field, Row, Table, folded};

/// Words that stand in place of a name in a row of totals or examples.
const NAMES: &[&str] = &["합계", "소계", "총계", "총합계", "누계", "평균", "예시", "total", "subtotal", "grandtotal", "average"];

/// Words that stand in place of an id.
const WORDS: &[&str] = &[
    "합계",
    "합산",
    "계",
    "소계",
    "총계",
    "총합계",
    "누계",
    "총",
    "평균",
    "비고",
    "비고란",
    "예시",
    "예",
    "작성예시",
    "작성예",
    "작성방법",
    "작성요령",
    "기재예시",
    "입력예시",
    "샘플",
    "참고",
    "참고사항",
    "유의사항",
    "끝",
    "이상",
    "이상끝",
    "이하여백",
    "이하빈칸",
    "여백",
    "total",
    "subtotal",
    "grandtotal",
    "sum",
    "average",
    "count",
    "note",
    "notes",
    "remark",
    "remarks",
    "example",
    "sample",
    "e.g",
    "end",
];

/// What an example or a remark begins with.
const BEGINNINGS: &[&str] = &["※", "예)", "예:", "예시)", "예시:", "(예)", "(예시)", "ex)", "ex.", "ex:", "e.g.", "주)", "주:"];

/// Titles that the lists of other programs give to a name.
const NAME_TITLES: &[&str] = &["성명", "성함", "이름"];

/// How the rows of a table look that are parties.
pub struct Remarks<'t> {
    table: &'t Table,
    id: Field,
    /// Names of parties stand in these columns.
    names: Vec<Field>,
    /// Most rows have a name.
    named: bool,
    /// Most ids have a digit.
    digits: bool,
    /// Most ids are of Latin letters, digits and signs.
    ascii: bool,
}

impl<'t> Remarks<'t> {
    pub fn new(table: &'t Table, id: Field) -> Self {
        let names: Vec<Field> = [Field::Name, Field::Org].into_iter().filter(|f| table.column(*f).is_some()).collect();
        let most = |holds: &dyn Fn(&Row) -> bool| {
            let n = table.rows.iter().filter(|row| holds(row)).count();
            2 * n > table.rows.len()
        };
        let named = most(&|row| names.iter().any(|f| !table.text(row, *f).trim().is_empty()));
        let digits = most(&|row| table.text(row, id).contains(|c: char| c.is_ascii_digit()));
        let ascii = most(&|row| table.text(row, id).is_ascii());
        Self { table, id, named, digits, ascii, names }
    }

    /// Whether a row is a total, an example, a title or a remark.
    pub fn holds(&self, id: &str, cells: &Cells) -> bool {
        let plain = folded(id);
        let says = |text: &str, words: &[&str]| words.contains(&folded(text).trim_matches(|c: char| !c.is_alphanumeric()));
        let blank = !id.contains(char::is_alphanumeric);
        let begins = BEGINNINGS.iter().any(|b| plain.starts_with(b));
        let nobody = self.is_title(id, self.id) || self.names_nobody(cells, |name| says(name, NAMES));
        blank || begins || says(id, WORDS) || nobody || self.stands_alone(id, cells)
    }

    /// Whether a text is the title of a column.
    fn is_title(&self, text: &str, field: Field) -> bool {
        self.table.kind.spec().column(text).is_some_and(|c| c.field == field)
    }

    /// Whether the name is a title, a total or the like.
    fn names_nobody(&self, cells: &Cells, says: impl Fn(&str) -> bool) -> bool {
        self.names.iter().any(|field| {
            let name = cells.text(*field);
            !name.is_empty() && (says(&name) || self.is_title(&name, *field) || NAME_TITLES.contains(&folded(&name).as_str()))
        })
    }

    /// Whether a row without a name looks like a heading or a remark, not like a party whose name is missing.
    fn stands_alone(&self, id: &str, cells: &Cells) -> bool {
        if self.names.is_empty() || self.names.iter().any(|f| !cells.text(*f).is_empty()) {
            return false;
        }
        let is_marked = !id.starts_with(|c: char| c.is_alphanumeric());
        let is_only = self.row_holds_nothing_else(cells.row);
        let is_sentence = id.contains(|c: char| c.is_whitespace() || c == ':' || c == '：') || id.ends_with('.');
        let is_word = self.digits && !id.contains(|c: char| c.is_ascii_digit()) || self.ascii && !id.is_ascii();
        is_marked || self.named && is_only && (is_sentence || is_word)
    }

    fn row_holds_nothing_else(&self, row: &Row) -> bool {
        let id = self.table.column(self.id);
        row.cells.iter().enumerate().all(|(i, cell)| Some(i) == id || cell.text.trim().is_empty())
    }
}

/// Says that a row is no party.
pub fn report(cells: &mut Cells, field: Field) {
    cells.report(
        &codes::NOT_A_PARTY,
        field,
        Text::new(
            "this row looks like a total, an example, a title or a remark, not like a party",
            "합계, 예시, 제목 또는 비고 행으로 보이며 참가자가 아닌 것 같습니다",
        ),
        Text::new("delete the row, or give the party another id", "이 행을 지우거나, 참가자라면 다른 번호를 쓰세요"),
    );
}
