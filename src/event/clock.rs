//! Local times as the files write them.

use chrono::NaiveDateTime;

/// `09:05` of minutes after midnight; 1440 is `24:00`.
pub fn clock(minutes: impl Into<i64>) -> String {
    let minutes = minutes.into();
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `2022-04-13 09:05`
pub fn date_and_clock(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn hours_and_minutes_have_two_digits_and_a_day_ends_at_24() {
        assert_eq!([0, 545, 1439, 1440].map(clock), ["00:00", "09:05", "23:59", "24:00"]);
        let date = NaiveDate::from_ymd_opt(2022, 4, 3).unwrap();
        assert_eq!(date_and_clock(date.and_hms_opt(9, 5, 0).unwrap()), "2022-04-03 09:05");
    }
}
