//! Delimited text to cells that know their line. Own code rather than a CSV crate because faults need the line of every cell,
//! also after blank lines, inside quoted fields and with any mix of line ends.

/// A cell as written, without its quotes, and the 1-based line on which it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub line: u32,
}

/// How many rows may stand above the header.
pub const MAX_TITLE_ROWS: usize = 20;

/// All rows of a text; blank lines make rows of one empty cell.
#[derive(Debug)]
pub struct Delimited {
    pub delimiter: char,
    pub rows: Vec<Vec<Cell>>,
    /// Line on which a quote opens that is never closed.
    pub unclosed: Option<u32>,
}

/// Splits a text into rows and cells. The delimiter is the one of `,` `;` tab by which one of the first lines holds most cells that are
/// `known` headers; without any, the one that the first line with any text holds most often outside quotes.
pub fn parse(text: &str, known: impl Fn(&str) -> bool) -> Delimited {
    let n_known = |delimiter: char| {
        let mut reader = Reader { bytes: text.as_bytes(), text, at: 0, line: 1, delimiter: delimiter as u8, unclosed: None };
        let mut most = 0;
        for _ in 0..MAX_TITLE_ROWS {
            if reader.at < text.len() {
                most = most.max(reader.row().iter().filter(|c| known(&c.text)).count());
            }
        }
        most
    };
    let usual = delimiter_of(text);
    let (mut delimiter, mut most) = (usual, n_known(usual));
    for other in [',', ';', '\t'].into_iter().filter(|other| *other != usual) {
        let n = n_known(other);
        if n > most {
            (delimiter, most) = (other, n);
        }
    }
    let mut reader = Reader { bytes: text.as_bytes(), text, at: 0, line: 1, delimiter: delimiter as u8, unclosed: None };
    let mut rows = Vec::new();
    while reader.at < text.len() {
        rows.push(reader.row());
    }
    Delimited { delimiter, rows, unclosed: reader.unclosed }
}

fn delimiter_of(text: &str) -> char {
    let start = text.len() - text.trim_start_matches(['\r', '\n', ' ', '\t', ',', ';']).len();
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    let mut quoted = false;
    for c in text[start..].chars() {
        match c {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(d, _)| *d == c).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    // `max_by_key` takes the last of equals, so the usual comma stands last.
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(',', |(d, _)| d)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    line: u32,
    delimiter: u8,
    unclosed: Option<u32>,
}

impl Reader<'_> {
    /// Reads one row and its line end.
    fn row(&mut self) -> Vec<Cell> {
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell());
            match self.bytes.get(self.at) {
                Some(b) if *b == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        self.line_end();
        cells
    }

    /// Reads up to the next delimiter or line end outside quotes.
    fn cell(&mut self) -> Cell {
        let line = self.line;
        let blanks = self.bytes[self.at..].iter().take_while(|b| **b == b' ').count();
        if self.bytes.get(self.at + blanks) == Some(&b'"') {
            self.at += blanks + 1;
            let mut text = self.quoted(line);
            text.push_str(self.plain());
            return Cell { text, line };
        }
        Cell { text: self.plain().to_string(), line }
    }

    fn plain(&mut self) -> &str {
        let rest = &self.bytes[self.at..];
        let n = rest.iter().position(|b| *b == self.delimiter || *b == b'\n' || *b == b'\r').unwrap_or(rest.len());
        self.at += n;
        &self.text[self.at - n..self.at]
    }

    /// Reads the inside of a quoted field; line ends in it become `\n`.
    fn quoted(&mut self, opened: u32) -> String {
        let mut out = String::new();
        let mut from = self.at;
        loop {
            match self.bytes.get(self.at) {
                None => {
                    out.push_str(&self.text[from..]);
                    self.unclosed.get_or_insert(opened);
                    return out;
                }
                Some(b'"') => {
                    out.push_str(&self.text[from..self.at]);
                    self.at += 1;
                    if self.bytes.get(self.at) != Some(&b'"') {
                        return out;
                    }
                    from = self.at;
                    self.at += 1;
                }
                Some(b'\r' | b'\n') => {
                    out.push_str(&self.text[from..self.at]);
                    out.push('\n');
                    self.line_end();
                    from = self.at;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Steps over `\r\n`, `\n` or `\r`.
    fn line_end(&mut self) {
        let n = match &self.bytes[self.at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return,
        };
        self.at += n;
        self.line += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<(u32, String)>> {
        parse(text, |_| false).rows.into_iter().map(|r| r.into_iter().map(|c| (c.line, c.text)).collect()).collect()
    }

    #[test]
    fn lines_stay_right_after_quoted_newlines_blank_lines_and_any_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "\"x", "y\",\"say \"\"hi\"\"\"", "", "1,2"].join(end);
            let want = [vec![(1, "a"), (1, "b")], vec![(2, "x\ny"), (3, "say \"hi\"")], vec![(4, "")], vec![(5, "1"), (5, "2")]];
            let want: Vec<Vec<_>> = want.map(|r| r.into_iter().map(|(n, t)| (n, t.to_string())).collect()).into();
            assert_eq!(cells(&text), want, "{end:?}");
        }
    }

    #[test]
    fn the_header_line_tells_the_delimiter() {
        assert_eq!(parse("a;b;c\n1,5;2;3\n", |_| false).delimiter, ';');
        let known = |header: &str| ["id", "name"].contains(&header);
        assert_eq!(parse("A fair, in spring\nid;name\n1;a\n", known).delimiter, ';');
        assert_eq!(parse("A fair, in spring\nid\tname\n", known).delimiter, '\t');
        assert_eq!(parse("sep=;\nid;name\n", known).delimiter, ';');
        assert_eq!(parse("a\tb\n", |_| false).delimiter, '\t');
        assert_eq!(parse("\"a;b;c\",d\n", |_| false).delimiter, ',');
        assert_eq!(parse("a\n1;2\n", |_| false).delimiter, ',');
    }

    #[test]
    fn a_quote_left_open_is_named_by_its_line() {
        let parsed = parse("a,b\n1,\"x\n2,y\n", |_| false);
        assert_eq!(parsed.unclosed, Some(2));
    }
}
