//! Words that made-up companies, institutions and people are named with. None of them is meant to be a real one.

/// Korean and English.
pub type Word = (&'static str, &'static str);

pub const CATEGORIES: [&str; 8] =
    ["정보통신", "전기전자", "기계설비", "건설자재", "안전소방", "환경에너지", "사무교육", "보건의료"];

pub const TAGS: [&str; 3] = ["youth", "innovation", "mutual_growth"];

/// First halves of company names.
pub const ROOTS: [Word; 60] = [
    ("가람빛", "Garambit"),
    ("나래온", "Naraeon"),
    ("다온누리", "Daonnuri"),
    ("라온새", "Raonsae"),
    ("마루솔", "Marusol"),
    ("바름해", "Bareumhae"),
    ("새솔마루", "Saesolmaru"),
    ("아람뜰", "Aramtteul"),
    ("자올", "Jaol"),
    ("차오름", "Chaoreum"),
    ("큰여울", "Keunyeoul"),
    ("터울림", "Teoullim"),
    ("파란들", "Parandeul"),
    ("하늬솔", "Hanuisol"),
    ("고운터", "Gounteo"),
    ("노을샘", "Noeulsaem"),
    ("도담길", "Dodamgil"),
    ("로운빛", "Rounbit"),
    ("모아람", "Moaram"),
    ("보담", "Bodam"),
    ("소담누리", "Sodamnuri"),
    ("온새미", "Onsaemi"),
    ("조아라온", "Joaraon"),
    ("초롱별", "Chorongbyeol"),
    ("토담울", "Todamul"),
    ("푸른마루", "Pureunmaru"),
    ("해든솔", "Haedeunsol"),
    ("구름재", "Gureumjae"),
    ("누리별", "Nuribyeol"),
    ("두레온", "Dureon"),
    ("루미솔", "Lumisol"),
    ("무지개뜰", "Mujigaetteul"),
    ("부름새", "Bureumsae"),
    ("수피온", "Supion"),
    ("우듬지", "Udeumji"),
    ("주리울", "Juriul"),
    ("추임새", "Chuimsae"),
    ("그린나래", "Greennarae"),
    ("느루", "Neuru"),
    ("드림솔", "Dreamsol"),
    ("미르온", "Mireuon"),
    ("비나리", "Binari"),
    ("시나브로", "Sinabro"),
    ("이든샘", "Ideunsaem"),
    ("지음터", "Jieumteo"),
    ("치우래", "Chiurae"),
    ("티움", "Tium"),
    ("피어나", "Pieona"),
    ("한결뜰", "Hangyeoltteul"),
    ("개울빛", "Gaeulbit"),
    ("내오름", "Naeoreum"),
    ("대솔바람", "Daesolbaram"),
    ("매듭온", "Maedeubon"),
    ("배움솔", "Baeumsol"),
    ("새벽별", "Saebyeokbyeol"),
    ("예그린", "Yegeurin"),
    ("재우리", "Jaeuri"),
    ("채움결", "Chaeumgyeol"),
    ("해맑음", "Haemalgeum"),
    ("혜윰", "Hyeyum"),
];

/// Second halves of company names, by category.
pub const TRADES: [[Word; 5]; 8] = [
    [("소프트", "Soft"), ("정보기술", "IT"), ("데이터", "Data"), ("네트웍스", "Networks"), ("클라우드", "Cloud")],
    [("전자", "Electronics"), ("조명", "Lighting"), ("전력", "Power"), ("계전", "Relays"), ("배전반", "Switchgear")],
    [("기계", "Machinery"), ("펌프", "Pumps"), ("로보틱스", "Robotics"), ("밸브", "Valves"), ("공조", "HVAC")],
    [("건설자재", "Building Materials"), ("창호", "Windows"), ("도장", "Coatings"), ("석재", "Stone"), ("방수", "Waterproofing")],
    [
        ("안전", "Safety"),
        ("소방", "Fire Safety"),
        ("방재", "Disaster Prevention"),
        ("보안", "Security"),
        ("보호구", "Protective Gear"),
    ],
    [
        ("환경", "Environment"),
        ("에너지", "Energy"),
        ("태양광", "Solar"),
        ("수처리", "Water Treatment"),
        ("리사이클", "Recycling"),
    ],
    [("가구", "Furniture"), ("교구", "Teaching Aids"), ("문구", "Stationery"), ("에듀", "Edu"), ("인쇄", "Printing")],
    [("메디칼", "Medical"), ("바이오", "Bio"), ("헬스케어", "Healthcare"), ("진단", "Diagnostics"), ("위생", "Hygiene")],
];

/// Before or after a company name.
pub const FORMS: [(&str, &str); 4] = [("㈜", ""), ("", "㈜"), ("(주)", ""), ("", "")];

/// Made-up provinces, cities and counties.
pub const REGIONS: [Word; 14] = [
    ("가람시", "Garam City"),
    ("나래군", "Narae County"),
    ("다솜시", "Dasom City"),
    ("라온구", "Raon District"),
    ("마루도", "Maru Province"),
    ("바다시", "Bada City"),
    ("새론군", "Saeron County"),
    ("아라시", "Ara City"),
    ("자람구", "Jaram District"),
    ("초원도", "Chowon Province"),
    ("큰솔시", "Keunsol City"),
    ("푸른군", "Pureun County"),
    ("하늘시", "Haneul City"),
    ("해온도", "Haeon Province"),
];

/// Bodies of a region.
pub const BODIES: [&str; 6] = ["청", " 교육청", " 시설관리공단", " 도시개발공사", " 상수도사업본부", " 의료원"];

/// What national bodies look after, and what they are.
pub const DUTIES: [&str; 16] = [
    "지하공간",
    "도로조명",
    "해양관측",
    "산림데이터",
    "철도부품",
    "항만물류",
    "생활안전",
    "수질보전",
    "재난대응",
    "학교급식",
    "청사관리",
    "에너지진단",
    "공공의료",
    "우편물류",
    "기상장비",
    "문화시설",
];
pub const AGENCIES: [&str; 4] = ["공사", "진흥원", "관리공단", "연구원"];

/// Large firms.
pub const FIRMS: [&str; 30] = [
    "미르중공업",
    "가람건설",
    "해온화학",
    "아라반도체",
    "누리별통신",
    "마루자동차",
    "솔빛전자",
    "하늬항공우주",
    "다온제철",
    "큰여울조선",
    "푸른물산",
    "라온디스플레이",
    "새벽에너지",
    "나래로지스틱스",
    "한결식품",
    "구름유통",
    "미르온생명과학",
    "도담시멘트",
    "가온터호텔",
    "초롱홈쇼핑",
    "비나리제지",
    "고운화장품",
    "온새미섬유",
    "터울림엔진",
    "파란들농산",
    "해든배터리",
    "차오름타이어",
    "여울발전",
    "아람증권",
    "자올플랜트",
];

pub const DEPARTMENTS: [&str; 8] =
    ["구매팀", "계약부", "조달협력실", "동반성장팀", "시설관리과", "중소기업지원팀", "자재관리부", "상생협력처"];

pub const SURNAMES: [Word; 16] = [
    ("김", "Kim"),
    ("이", "Lee"),
    ("박", "Park"),
    ("최", "Choi"),
    ("정", "Jung"),
    ("강", "Kang"),
    ("조", "Cho"),
    ("윤", "Yoon"),
    ("장", "Jang"),
    ("임", "Lim"),
    ("한", "Han"),
    ("오", "Oh"),
    ("서", "Seo"),
    ("신", "Shin"),
    ("권", "Kwon"),
    ("황", "Hwang"),
];
pub const GIVEN_FIRST: [&str; 14] = ["민", "서", "지", "도", "예", "하", "주", "시", "현", "은", "태", "준", "유", "성"];
pub const GIVEN_LAST: [&str; 12] = ["준", "연", "우", "윤", "호", "아", "진", "희", "석", "빈", "경", "수"];

/// Buyers from abroad: country, zone, how many, languages, people's names.
pub struct Country {
    pub name: &'static str,
    pub timezone: &'static str,
    pub n_buyers: usize,
    pub languages: [&'static str; 2],
    pub people: &'static [&'static str],
}

const fn country(
    name: &'static str,
    timezone: &'static str,
    n_buyers: usize,
    languages: [&'static str; 2],
    people: &'static [&'static str],
) -> Country {
    Country { name, timezone, n_buyers, languages, people }
}

pub const COUNTRIES: [Country; 17] = [
    country(
        "Vietnam",
        "Asia/Ho_Chi_Minh",
        5,
        ["vi", "vi;en"],
        &["Nguyễn Văn Hùng", "Trần Thị Lan", "Lê Quốc Bảo", "Phạm Thu Hà", "Đỗ Minh Đức"],
    ),
    country("Indonesia", "Asia/Jakarta", 4, ["id;en", "en"], &["Budi Santoso", "Siti Rahmawati", "Agus Wijaya", "Dewi Lestari"]),
    country("Japan", "Asia/Tokyo", 4, ["ja", "ja;en"], &["佐々木 健", "高橋 由美", "Watanabe Shun", "伊藤 真理"]),
    country("Thailand", "Asia/Bangkok", 3, ["th;en", "en"], &["Somchai Prasert", "Nattaya Suksan", "Anan Chaiyo"]),
    country("Malaysia", "Asia/Kuala_Lumpur", 3, ["en", "en;zh"], &["Ahmad Faizal", "Lim Mei Ling", "Siva Kumar"]),
    country("Philippines", "Asia/Manila", 3, ["en", "en"], &["José Reyes", "Maria Santos", "Ramón Dela Peña"]),
    country("India", "Asia/Kolkata", 3, ["en", "en"], &["Priya Sharma", "Rahul Mehta", "Anjali Iyer"]),
    country("Singapore", "Asia/Singapore", 2, ["en;zh", "en"], &["Tan Wei Ming", "Grace Ong"]),
    country("Mongolia", "Asia/Ulaanbaatar", 2, ["ru", "ru;en"], &["Батбаяр Дорж", "Оюунчимэг Гантулга"]),
    country("Uzbekistan", "Asia/Tashkent", 2, ["ru", "ru"], &["Алишер Каримов", "Nodira Yusupova"]),
    country("Kazakhstan", "Asia/Almaty", 2, ["ru;en", "ru"], &["Aigul Nurlanova", "Daniyar Serikov"]),
    country("United Arab Emirates", "Asia/Dubai", 2, ["en", "en"], &["Khalid Al Mansoori", "Fatima Haddad"]),
    country("Germany", "Europe/Berlin", 2, ["de;en", "de"], &["Jürgen Weiß", "Katrin Schäfer"]),
    country("United States", "America/New_York", 2, ["en", "en"], &["Emily Carter", "Michael O'Brien"]),
    country("Poland", "Europe/Warsaw", 1, ["pl;en", "en"], &["Łukasz Woźniak"]),
    country("Canada", "America/Vancouver", 1, ["en", "en"], &["Chloé Tremblay"]),
    country("Australia", "Australia/Sydney", 1, ["en", "en"], &["Liam Harper"]),
];

/// First and second halves of foreign buyers' firms.
pub const FOREIGN_FIRST: [&str; 14] = [
    "Delta",
    "Golden Star",
    "Blue Harbor",
    "Eastline",
    "Sunrise",
    "Northgate",
    "Silk Road",
    "Monsoon",
    "Evergreen",
    "Red River",
    "Highland",
    "Coral",
    "Meridian",
    "Amber",
];
pub const FOREIGN_LAST: [&str; 6] = ["Trading", "Imports", "Supply", "Distribution", "Procurement", "Holdings"];
