//! event.toml.

use super::{Tiny, draws};
use koppex::event::limits;

impl Tiny<'_> {
    pub(super) fn event_toml(&mut self) -> String {
        let language = self.one_of(&["en", "ko"]);
        let mut toml =
            format!("[event]\nname = \"Tiny\"\ntimezone = \"{}\"\nlanguage = \"{language}\"\n", self.calendar.timezone);
        toml += &self.calendar.toml();
        for hall in self.halls() {
            toml += &format!("[[hall]]\nid = \"{hall}\"\n");
            if self.counted {
                let rooms = if self.online && *hall == "A" { "video_rooms = 1\n" } else { "" };
                toml += &format!("tables = {}\n{rooms}", self.one_of(&[1, 1, 2]));
            }
        }
        toml += "[walk]\n";
        for between in ["A-B", "B-C", "A-C"]
            .into_iter()
            .filter(|b| b.chars().all(|hall| hall == '-' || self.halls().concat().contains(hall)))
            .collect::<Vec<_>>()
        {
            let minutes = self.one_of(&[0, 1, 2, 4, 20, 45]);
            let walks = !self.calendar.over_midnight || draws("walks over midnight");
            toml += &format!("\"{between}\" = {}\n", if walks { minutes } else { 0 });
        }
        toml += &self.rules();
        toml += &self.points();
        toml += &self.costs();
        let hours = self.one_of(&["08:00-22:00", "08:00-22:00", "02:10-09:00", "20:00-04:00", "00:00-24:00", "02:30-24:00"]);
        toml + &format!("[online]\nlocal_hours = \"{hours}\"\n")
    }

    fn rules(&mut self) -> String {
        let mut rules = String::from("[rules]\n");
        for (key, percent, most) in [
            ("min_meetings_sme", 20, 2),
            ("min_meetings_buyer", 20, 2),
            ("max_meetings_sme", 15, 2),
            ("max_meetings_buyer", 15, 2),
            ("max_in_a_row", 20, 2),
        ] {
            if self.chance(percent) {
                let huge = self.huge && self.chance(40);
                rules += &format!("{key} = {}\n", if huge { limits::MIN_MEETINGS.max } else { self.one_of(&[1, most]) });
            }
        }
        rules += &format!("once_per_org = {}\npeers = {}\n", self.chance(25), self.peers);
        if self.chance(15) {
            rules += &format!("max_gap_difference = {}\n", self.one_of(&[0, 1, 1]));
        }
        rules
    }

    /// The usual choice, or now and then the largest there may be.
    fn points_of(&mut self, usual: &[i64], most: i64) -> i64 {
        if self.huge && self.chance(40) { most } else { self.one_of(usual) }
    }

    fn points(&mut self) -> String {
        const MOST: i64 = limits::POINTS.max as i64;
        let (sme, buyer) = (
            self.points_of(&[1, 1, 1, 2, 0], limits::WEIGHT.max as i64),
            self.points_of(&[1, 1, 1, 3, 0], limits::WEIGHT.max as i64),
        );
        let mutual = if self.chance(15) { -40 } else { self.points_of(&[0, 50, 50], MOST) };
        let fill = if self.chance(35) { self.points_of(&[7, 60], MOST) } else { 0 };
        let (youth, old) = (self.points_of(&[10, 10, 25], MOST), self.points_of(&[-20, 5, -100], -MOST));
        format!(
            "[value]\nsme_weight = {sme}\nbuyer_weight = {buyer}\nmutual_bonus = {mutual}\nfill_points = {fill}\n\
             [value.tags]\nyouth = {youth}\nnew = 5\nold = {old}\n"
        )
    }

    fn costs(&mut self) -> String {
        const MOST: i64 = limits::COST.max as i64;
        let scope = self.one_of(&["day", "day", "session", "event"]);
        let (gap, wait) = (self.points_of(&[10, 10, 1, 0], MOST), self.points_of(&[1, 1, 3, 0], MOST));
        let wait = if draws("wait") { wait } else { 0 };
        let (hall, table) = (self.points_of(&[3, 3, 0], MOST), self.points_of(&[1, 1, 0, 15], MOST));
        let (avoid, busy) = (self.points_of(&[5, 5, 0, 30], MOST), self.chance(20));
        format!(
            "[quality]\ngap = {gap}\nwait = {wait}\nhall_change = {hall}\navoid = {avoid}\ntable_change = {table}\n\
             gap_scope = \"{scope}\"\nbusy_is_idle = {busy}\n"
        )
    }
}
