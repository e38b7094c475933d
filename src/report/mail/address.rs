//! E-mail addresses in a cell that a person filled in.

use email_address::{EmailAddress, Options};

/// The addresses of a cell, which may name several and people with them: `a@x.kr; Kim <b@x.kr>`. None of them if one cannot be read: a
/// message that reaches half of its readers is worse than one that is seen to lack an address.
pub fn addresses(cell: &str) -> Vec<String> {
    let parts = cell.split([',', ';', '、', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(address).collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn address(text: &str) -> Option<String> {
    let options = Options::default().with_required_tld().with_display_text().without_domain_literal();
    let parsed = EmailAddress::parse_with_options(text, options).ok()?;
    let address = parsed.email();
    let is_plain = address.is_ascii() && !address.contains(|c: char| c.is_control() || c.is_whitespace());
    is_plain.then(|| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_or_several_are_read() {
        assert_eq!(addresses("kim@example.kr"), ["kim@example.kr"]);
        assert_eq!(
            addresses(" kim@example.kr; 이구매 <lee+expo@mail.example.org>\n"),
            ["kim@example.kr", "lee+expo@mail.example.org"]
        );
    }

    #[test]
    fn what_is_no_address_makes_the_cell_none() {
        for cell in
            ["", "-", "없음", "kim@", "@example.kr", "kim@example", "kim@@example.kr", "010-1234-5678", "kim at example.kr"]
        {
            assert!(addresses(cell).is_empty(), "{cell}");
        }
        assert!(addresses("kim@example.kr, 없음").is_empty());
    }

    #[test]
    fn no_cell_adds_a_header() {
        for cell in ["kim@example.kr\r\nBcc: spy@example.org", "\"a\r\nBcc: spy@example.org\"@example.kr", "a b@example.kr"] {
            assert!(addresses(cell).is_empty(), "{cell:?}");
        }
    }
}
