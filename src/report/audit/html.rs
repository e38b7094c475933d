//! The document as one HTML page that prints well and asks the network for nothing.

use super::document::{Block, Document, TableBlock};
use crate::report::html::escape;
use std::fmt::Write;

const STYLE: &str = "body{font:15px/1.6 system-ui,'Noto Sans KR','Malgun Gothic',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1c2733}\
h1{font-size:1.5em}h2{font-size:1.15em;color:#1f5f8b;margin-top:1.8em}table{border-collapse:collapse;width:100%;margin:.6em 0}\
th,td{border-bottom:1px solid #d0d7de;padding:.25em .6em .25em 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}\
pre{background:#f3f5f7;padding:.6em .8em;white-space:pre-wrap;overflow-wrap:anywhere}article+article{margin-top:4em;break-before:page}\
tr{break-inside:avoid}h2{break-after:avoid}";

pub fn render(documents: &[Document]) -> String {
    let (lang, title) = (documents[0].lang.code(), escape(&documents[0].title));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style></head>\n<body>\n"
    );
    for document in documents {
        let _ = writeln!(page, "<article lang=\"{}\">\n<h1>{}</h1>", document.lang.code(), escape(&document.title));
        document.blocks.iter().for_each(|block| page.push_str(&html(block)));
        page.push_str("</article>\n");
    }
    page + "</body>\n</html>\n"
}

fn html(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", escape(text)),
        Block::Text(text) => format!("<p>{}</p>\n", escape(text)),
        Block::Code(text) => format!("<pre>{}</pre>\n", escape(text)),
        Block::Table(table) => table_html(table),
    }
}

fn table_html(table: &TableBlock) -> String {
    let cells =
        |tag: &str, cells: &[String]| cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect::<String>();
    let widths: String = table.widths.iter().map(|width| format!("<col style=\"width:{width}%\">")).collect();
    let rows: String = table.rows.iter().map(|row| format!("<tr>{}</tr>\n", cells("td", row))).collect();
    format!(
        "<table><colgroup>{widths}</colgroup><thead><tr>{}</tr></thead><tbody>\n{rows}</tbody></table>\n",
        cells("th", &table.head)
    )
}
