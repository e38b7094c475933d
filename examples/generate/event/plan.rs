//! What kind of event to make: its size, its days and how it is peculiar.

/// Everything that decides an event besides the seed.
#[derive(Clone, Debug)]
pub struct Plan {
    pub name: String,
    pub timezone: &'static str,
    /// `ko` or `en`.
    pub language: &'static str,
    pub n_smes: usize,
    /// Buyers at tables.
    pub n_onsite: usize,
    /// Foreign buyers in video rooms.
    pub n_online: usize,
    /// Pairs that at least one wish (not a block) connects.
    pub n_pairs: usize,
    pub dates: Vec<String>,
    /// Sessions of every day, minutes after midnight.
    pub sessions: Vec<(i32, i32)>,
    pub present_min: i32,
    pub answer_min: i32,
    pub changeover_min: i32,
    /// Id, tables, video rooms.
    pub halls: Vec<(&'static str, usize, usize)>,
    pub walk_min: u32,
    pub max_in_a_row: u32,
    pub n_orders: usize,
    pub times: TimesPlan,
    /// With musts, blocks, pins, minima, limits, several delegates, fixed places, seminars, interpreters.
    pub frills: bool,
}

/// When parties are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimesPlan {
    /// Days, half-days and hours, as at an expo.
    Expo,
    /// Nearly all the time, with an hour off now and then.
    Mostly,
    /// Each slot of each party by lot, this many times in 1000.
    BySlot(usize),
}

impl Plan {
    /// KOPPEX 2022: 460 SMEs, 160 institutions and large firms, 42 foreign buyers online, three days of 24 slots.
    pub fn koppex() -> Self {
        Self {
            name: "대한민국 공공조달 상담회 2022".into(),
            timezone: "Asia/Seoul",
            language: "ko",
            n_smes: 460,
            n_onsite: 160,
            n_online: 42,
            n_pairs: 6526,
            dates: ["2022-04-13", "2022-04-14", "2022-04-15"].map(String::from).into(),
            sessions: vec![(600, 720), (780, 1020)],
            present_min: 7,
            answer_min: 7,
            changeover_min: 1,
            halls: vec![("3", 40, 8), ("4", 20, 4)],
            walk_min: 1,
            max_in_a_row: 0,
            n_orders: 0,
            times: TimesPlan::Expo,
            frills: true,
        }
    }

    /// KOPPEX with rest after six meetings in a row, halls four minutes apart and some meetings that must come first.
    pub fn strict() -> Self {
        Self { walk_min: 4, max_in_a_row: 6, n_orders: 24, ..Self::koppex() }
    }

    /// KOPPEX size without frills; every party is free in a slot with this probability in 1000.
    pub fn random(permille: usize) -> Self {
        Self { times: TimesPlan::BySlot(permille), frills: false, ..Self::koppex() }
    }

    /// A tourism exchange: 1,500 sellers, 700 buyers, 90 slots of 15 + 3 minutes in five days.
    pub fn trade_exchange() -> Self {
        Self {
            name: "Trade Exchange".into(),
            timezone: "Australia/Brisbane",
            language: "en",
            n_smes: 1500,
            n_onsite: 700,
            n_online: 0,
            n_pairs: 98_000,
            dates: (13..18).map(|day| format!("2022-06-{day}")).collect(),
            sessions: vec![(540, 720), (780, 930)],
            present_min: 10,
            answer_min: 5,
            changeover_min: 3,
            halls: vec![("A", 350, 0), ("B", 250, 0)],
            walk_min: 3,
            max_in_a_row: 0,
            n_orders: 0,
            times: TimesPlan::Mostly,
            frills: false,
        }
    }

    /// The same event with fewer parties; wishes and places shrink with them.
    pub fn resized(
        mut self,
        n_smes: Option<usize>,
        n_onsite: Option<usize>,
        n_online: Option<usize>,
        n_days: Option<usize>,
    ) -> Self {
        let (old_smes, old_onsite, old_online) = (self.n_smes, self.n_onsite, self.n_online);
        self.n_smes = n_smes.unwrap_or(old_smes);
        self.n_onsite = n_onsite.unwrap_or(old_onsite * self.n_smes / old_smes);
        self.n_online = n_online.unwrap_or(old_online * self.n_smes / old_smes);
        self.dates.truncate(n_days.unwrap_or(self.dates.len()).max(1));
        let shrunk = |n: usize, now: usize, of: usize| if n == 0 || now == 0 { 0 } else { (n * now / of).max(1) };
        self.n_pairs = shrunk(self.n_pairs, self.n_smes, old_smes).min(self.n_smes * (self.n_onsite + self.n_online) / 2);
        for (_, tables, rooms) in &mut self.halls {
            *tables = shrunk(*tables, self.n_onsite, old_onsite);
            *rooms = shrunk(*rooms, self.n_online, old_online.max(1));
        }
        self.n_orders = shrunk(self.n_orders, self.n_smes, old_smes);
        self
    }

    /// Starts of the slots of a day, minutes after midnight.
    pub fn slot_starts(&self) -> Vec<i32> {
        let meeting = self.present_min + self.answer_min;
        let pitch = (meeting + self.changeover_min) as usize;
        self.sessions.iter().flat_map(|(start, end)| (*start..=end - meeting).step_by(pitch)).collect()
    }
}
