//! What a run is doing, on stderr: one line that moves on a terminal, few plain lines elsewhere, nothing when quiet.

use super::terminal::say;
use crate::event::Lang;
use crate::report::text::level_name;
use crate::solve::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::time::Duration;

/// Seconds between two plain lines about the same level.
const PLAIN_EVERY_S: f64 = 5.0;

/// Shows progress. Clears its line when dropped.
pub struct Reporter {
    lang: Lang,
    how: How,
}

enum How {
    Quiet,
    Line(ProgressBar),
    /// Level and second of the last line.
    Plain(Option<(u32, f64)>),
}

impl Reporter {
    pub fn new(quiet: bool, lang: Lang) -> Self {
        let how = match (quiet, stderr().is_terminal()) {
            (true, _) => How::Quiet,
            (false, true) => How::Line(spinner()),
            (false, false) => How::Plain(None),
        };
        Self { lang, how }
    }

    /// Names a stage that has no figures.
    pub fn stage(&self, ko: &str, en: &str) {
        if let How::Line(bar) = &self.how {
            bar.set_message(self.lang.pick(ko, en).to_string());
        }
    }

    /// Shows where the solver is.
    pub fn update(&mut self, progress: &Progress) {
        let text = line(progress, self.lang);
        match &mut self.how {
            How::Quiet => {}
            How::Line(bar) => bar.set_message(text),
            How::Plain(last) => {
                let level = progress.level.number();
                if last.is_none_or(|(l, s)| l != level || progress.seconds - s >= PLAIN_EVERY_S) {
                    *last = Some((level, progress.seconds));
                    say(&format!("{:7.1} s  {text}", progress.seconds));
                }
            }
        }
    }

    /// Takes the moving line away, so that something else can be said.
    pub fn clear(&self) {
        if let How::Line(bar) = &self.how {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Reporter {
    fn drop(&mut self) {
        self.clear();
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // No colour in it, so NO_COLOR has nothing to switch off.
    bar.set_style(ProgressStyle::with_template("{spinner} {elapsed}  {wide_msg}").expect("the template is a constant"));
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// `level 3 total value: 326,932, bound 326,940 (gap 0.002 %)`
fn line(progress: &Progress, lang: Lang) -> String {
    let unit = lang.pick("단계", "level");
    let mut text = format!("{unit} {} {}", progress.level.number(), level_name(progress.level, lang));
    let (bound_word, gap_word) = lang.pick(("한계", "차이"), ("bound", "gap"));
    if let Some(value) = progress.value {
        text.push_str(&format!(": {value}"));
    }
    if let Some(bound) = progress.bound {
        text.push_str(&format!(", {bound_word} {bound}"));
    }
    if let (Some(value), Some(bound)) = (progress.value, progress.bound) {
        let gap = (value - bound).abs();
        let percent = 100.0 * gap as f64 / value.abs().max(1) as f64;
        text.push_str(&if gap == 0 { format!(" ({gap_word} 0)") } else { format!(" ({gap_word} {gap}, {percent:.3} %)") });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Level;

    #[test]
    fn a_line_says_level_value_bound_and_gap() {
        let progress = Progress { level: Level::Value, value: Some(326_932), bound: Some(326_940), seconds: 1.0 };
        assert_eq!(line(&progress, Lang::En), "level 3 total value: 326932, bound 326940 (gap 8, 0.002 %)");
        let progress = Progress { level: Level::Quality, value: None, bound: Some(0), seconds: 1.0 };
        assert_eq!(line(&progress, Lang::Ko), "단계 4 불편 비용, 한계 0");
    }
}
