//! What a value of an option means where that is more than a number or a name.

pub fn moment(text: &str) -> Result<chrono::NaiveDateTime, String> {
    let at = crate::load::values::date_time(text, false).filter(|_| text.contains(':'));
    at.ok_or_else(|| "write a date and a time, such as \"2022-04-13 12:00\"".into())
}

/// A share in percent, up to two decimals, as units of one in 10,000.
pub fn percent(text: &str) -> Result<u32, String> {
    let wrong = || format!("`{text}` is no percentage; write 10% or 7.5%");
    let number = text.trim().trim_end_matches('%').trim();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !is_digits(whole) || !is_digits(part) {
        return Err(wrong());
    }
    let units: u32 = format!("{whole}{part:0<2}").parse().map_err(|_| wrong())?;
    if units > 10_000 { Err(wrong()) } else { Ok(units) }
}

pub fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(s) if s.is_finite() && s >= 0.0 => Ok(s),
        _ => Err("write seconds as a number, such as 30 or 2.5".into()),
    }
}
