//! The document for a public auditor: what can be checked of a timetable without koppex, in Korean and English, as HTML or PDF.

mod document;
mod html;
mod input;
mod pdf;
mod reasons;
mod rules;
mod steps;

use super::File;
use crate::event::{Lang, Text};
use document::{Block, Document};

pub use input::{Audit, SCRIPT, SCRIPT_NAME};

impl Audit<'_> {
    /// The document as a file of this name, PDF if it ends so, else HTML; and the script beside it.
    ///
    /// # Errors
    /// There is no font for the PDF.
    pub fn files(&self, name: &str) -> anyhow::Result<Vec<File>> {
        let first = self.report.lang;
        let second = first.pick(Lang::En, Lang::Ko);
        let documents = [first, second].map(|lang| self.document(lang));
        let bytes = if is_pdf(name) { pdf::render(self.report, &documents)? } else { html::render(&documents).into_bytes() };
        let script = File { path: SCRIPT_NAME.into(), bytes: SCRIPT.into() };
        Ok(vec![File { path: name.into(), bytes }, script])
    }

    fn document(&self, lang: Lang) -> Document {
        let title = format!("{}: {}", self.report.event.name, lang.pick("시간표 감사 자료", "How to check the timetable"));
        let blocks = [
            self.intro(lang),
            steps::files(self, lang),
            rules::blocks(self.report, lang),
            steps::result(self, lang),
            reasons::blocks(self.report, lang),
        ];
        Document { lang, title, blocks: blocks.into_iter().flatten().collect() }
    }

    fn intro(&self, lang: Lang) -> Vec<Block> {
        let text = Text::new(
            "This document says how the timetable was decided, how good it is, and who has no meeting and why. Every figure can be checked \
             without the program that made the timetable: you need the event folder (the input), the output folder (the result), a spreadsheet \
             program, and Python 3.11 or later for step 4.",
            "이 문서는 시간표를 무엇에 따라 정했는지, 그 시간표가 얼마나 좋은지, 상담이 하나도 없는 참가자는 누구이고 까닭은 무엇인지 적은 것입니다. \
             시간표를 만든 프로그램 없이도 모든 숫자를 확인할 수 있습니다. 행사 폴더(입력 자료)와 결과 폴더, 표 계산 프로그램, 그리고 4번 확인에 쓸 Python 3.11 이상이 있으면 됩니다.",
        );
        vec![Block::Text(lang.pick(text.ko, text.en))]
    }
}

/// Whether the document of this name is a PDF.
pub fn is_pdf(name: &str) -> bool {
    name.to_lowercase().ends_with(".pdf")
}
