//! One self-contained web page for everybody: search, timetables, loads, grid, and the papers to print. Nothing is fetched from a network;
//! data stands in it as JSON that no name can break out of, and the script makes text nodes of it, never markup.

mod both;
mod data;
mod organizer;
mod sessions;

#[cfg(test)]
pub(super) use data::Data;

use crate::report::{File, Report};

const STYLES: [&str; 3] = [include_str!("screen.css"), include_str!("now.css"), include_str!("print.css")];
const SCRIPTS: [&str; 7] = [
    include_str!("find.js"),
    include_str!("views.js"),
    include_str!("papers.js"),
    include_str!("moment.js"),
    include_str!("bell.js"),
    include_str!("now.js"),
    include_str!("start.js"),
];

/// Forbids the page to fetch anything, whatever a name may contain.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/// `timetable.html`.
///
/// # Errors
/// None today; the signature is that of every format.
pub fn render(report: &Report) -> anyhow::Result<Vec<File>> {
    let lang = report.lang.code();
    let mut page = String::new();
    page.push_str(&format!("<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"));
    page.push_str("<link rel=\"icon\" href=\"data:,\">\n");
    page.push_str(&format!("<title>{}</title>\n<style>\n", escape(&report.event.name)));
    page.push_str(&STYLES.concat());
    page.push_str("</style>\n</head>\n<body>\n<div id=\"app\"></div>\n<div id=\"paper\"></div>\n");
    page.push_str("<noscript>이 문서를 보려면 브라우저의 자바스크립트를 켜 주세요. Please turn on JavaScript to read this page.</noscript>\n");
    page.push_str("<script type=\"application/json\" id=\"data\">");
    page.push_str(&script_safe(&serde_json::to_string(&data::data(report))?));
    page.push_str("</script>\n<script>\n'use strict';\n");
    page.push_str(&SCRIPTS.concat());
    page.push_str("</script>\n</body>\n</html>\n");
    Ok(vec![File { path: "timetable.html".into(), bytes: page.into_bytes() }])
}

/// Text as HTML text or attribute value.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// JSON that can stand inside a script element: it cannot end it or open a comment.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_the_script_and_the_json_still_says_it() {
        let name = "</script><!--<script>\u{2028}";
        let safe = script_safe(&serde_json::to_string(name).unwrap());
        assert!(!safe.contains('<') && !safe.contains('\u{2028}'), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), name);
        assert_eq!(escape("<a b='\"&"), "&lt;a b=&#39;&quot;&amp;");
    }
}
