//! An integer program as plain data: columns, rows, objective, all in whole numbers. Knows no solver and no timetable.

use crate::rule::RuleId;

/// A decision of the program, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Column(pub u32);

/// `lower <= column <= upper`.
#[derive(Clone, Copy, Debug)]
pub struct ColumnBounds {
    /// Smallest value, at least 0.
    pub lower: i64,
    /// Greatest value.
    pub upper: i64,
    /// False for flows, which may be split.
    pub integer: bool,
}

/// How a row's left side compares with its right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `=`
    Equal,
}

/// Sum of coefficient x column, compared with `rhs`.
#[derive(Clone, Debug)]
pub struct Row {
    /// The rule it stands for; `None` for targets of the objective and for rows that only define a column.
    pub rule: Option<RuleId>,
    /// Coefficients; a column stands in it once.
    pub terms: Vec<(Column, i64)>,
    /// How the two sides compare.
    pub sense: Sense,
    /// Right-hand side.
    pub rhs: i64,
}

/// Maximise `objective` subject to rows and bounds.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// By [`Column`].
    pub columns: Vec<ColumnBounds>,
    /// In the order in which they were added.
    pub rows: Vec<Row>,
    /// To be maximised.
    pub objective: Vec<(Column, i64)>,
}

impl Column {
    /// The position as an index.
    pub fn ix(self) -> usize {
        self.0 as usize
    }
}

impl Program {
    /// A yes/no decision.
    pub fn add_choice(&mut self) -> Column {
        self.add(ColumnBounds { lower: 0, upper: 1, integer: true })
    }

    /// A quantity in `[0, upper]` that may be split.
    pub fn add_flow(&mut self, upper: i64) -> Column {
        self.add(ColumnBounds { lower: 0, upper, integer: false })
    }

    fn add(&mut self, bounds: ColumnBounds) -> Column {
        self.columns.push(bounds);
        Column(u32::try_from(self.columns.len() - 1).expect("fewer than 2^32 columns"))
    }

    /// Whether a point of the relaxation has whole numbers wherever the program wants them.
    pub fn is_whole(&self, point: &[f64]) -> bool {
        self.columns.iter().zip(point).all(|(c, value)| !c.integer || (value - value.round()).abs() < 1e-6)
    }

    /// Adds a row; `rule` is the rule it stands for, if any.
    pub fn add_row(&mut self, rule: impl Into<Option<RuleId>>, terms: Vec<(Column, i64)>, sense: Sense, rhs: i64) {
        self.rows.push(Row { rule: rule.into(), terms, sense, rhs });
    }
}

impl Row {
    /// Whether a point with whole numbers holds the row.
    pub fn holds(&self, point: &[i64]) -> bool {
        let left: i64 = self.terms.iter().map(|(c, k)| k * point[c.ix()]).sum();
        match self.sense {
            Sense::AtMost => left <= self.rhs,
            Sense::AtLeast => left >= self.rhs,
            Sense::Equal => left == self.rhs,
        }
    }
}
