//! A new plan as it lies in its folder: its claims about the timetable that it changed, which it keeps as before.csv, judged from the files alone.

use super::confirm::GroupClaim;
use super::judge::ChangeJudge;
use super::prices::LeastChanges;
use crate::check::Checker;
use crate::check::read::{CellFault, Gone, ReadBack};
use crate::load::values::date_time;
use crate::published::PublishedMeeting;
use serde_json::Value;

/// The files of a new plan; without them there is nothing to judge.
#[derive(Clone, Copy, Debug)]
pub struct KeptPlan<'a> {
    /// The meetings.csv that was changed.
    pub before_csv: &'a [u8],
    /// What it says it changes.
    pub moves_csv: &'a [u8],
    /// Its counts, and its proof.
    pub summary_json: &'a [u8],
    /// The prices that prove that nothing changes less, if there are any.
    pub change_prices_csv: Option<&'a [u8]>,
}

impl Checker<'_> {
    /// What is wrong with the claims of a new plan about the timetable that it changed. Nothing if the summary is none of a new plan.
    pub fn plan_faults(&self, back: &ReadBack, plan: &KeptPlan) -> Vec<CellFault> {
        let summary: Value = serde_json::from_slice(plan.summary_json).unwrap_or_default();
        let Some(claims) = summary.get("replan") else { return Vec::new() };
        let Ok(published) = self.read_published(plan.before_csv, &Gone::anything()) else {
            return vec![fault("before.csv", "", "this file cannot be read", "읽을 수 없음")];
        };
        let freeze_until = claims["freeze_until"].as_str().and_then(|text| date_time(text, false));
        let judge = ChangeJudge::new(self, &published, freeze_until);
        let mut faults = judge.faults(&back.published, plan.moves_csv, plan.summary_json);
        let (groups, of_groups) = proof_groups(&judge, &published, claims);
        faults.extend(of_groups);
        let least = match &claims["prices"] {
            Value::Null => None,
            prices => judge.least_changes(plan.change_prices_csv.unwrap_or_default(), prices),
        };
        if least.is_none() && !claims["prices"].is_null() {
            faults.push(fault(
                "change_prices.csv",
                "",
                "these prices do not prove what they claim",
                "이 가격은 주장을 증명하지 못함",
            ));
        }
        faults.extend(bound_faults(&judge, (&groups, least), &summary));
        faults
    }
}

/// Bounds of dropped and moved that neither the groups nor the prices prove.
fn bound_faults(judge: &ChangeJudge, proof: (&[GroupClaim], Option<LeastChanges>), summary: &Value) -> Vec<CellFault> {
    let number = |name: &str, key: &str| {
        let level = summary["levels"].as_array().into_iter().flatten().find(|level| level["name"] == name);
        level.and_then(|level| level[key].as_i64())
    };
    let max_moves = summary["replan"]["max_moves"].as_u64().and_then(|most| usize::try_from(most).ok());
    let LeastChanges { dropped, moved } = judge.proved(proof, number("dropped", "value").unwrap_or(0), max_moves);
    let is_beyond = |name: &str, proved: i64| number(name, "bound").is_some_and(|bound| bound > proved);
    let beyond = [("dropped", dropped), ("moved", moved)].into_iter().filter(|(name, proved)| is_beyond(name, *proved));
    let too_much = |(name, proved): (&str, i64)| {
        let (en, ko) = (format!("no more than {proved} is proved of {name}"), format!("{name}: 증명된 것은 {proved}까지"));
        fault("summary.json", "/levels", &en, &ko)
    };
    beyond.map(too_much).collect()
}

/// The groups of the proof, and the faults of those that do not hold or that share a meeting.
fn proof_groups(judge: &ChangeJudge, published: &[PublishedMeeting], claims: &Value) -> (Vec<GroupClaim>, Vec<CellFault>) {
    let mut used = vec![false; published.len()];
    let (mut groups, mut faults) = (Vec::new(), Vec::new());
    for (i, group) in claims["proof"].as_array().into_iter().flatten().enumerate() {
        let ids = group["meetings"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let position = |id: &str| published.iter().position(|meeting| id_of(meeting) == id);
        let meetings: Option<Vec<usize>> = ids.map(position).collect();
        let count = |key: &str| group[key].as_u64().and_then(|n| usize::try_from(n).ok());
        let claim = meetings.zip(count("dropped").zip(count("moved")));
        let claim = claim.map(|(meetings, (dropped, moved))| GroupClaim { meetings, dropped, moved });
        let mut is_apart = |claim: &GroupClaim| claim.meetings.iter().all(|at| !std::mem::replace(&mut used[*at], true));
        match claim.filter(|claim| is_apart(claim) && judge.confirms(claim)) {
            Some(claim) => groups.push(claim),
            None => faults.push(fault(
                "summary.json",
                &format!("/replan/proof/{i}"),
                "this group does not prove what it claims",
                "이 묶음은 주장을 증명하지 못함",
            )),
        }
    }
    (groups, faults)
}

fn id_of(meeting: &PublishedMeeting) -> String {
    if meeting.id.is_empty() { format!("M-{}-{}", meeting.sme_id, meeting.buyer_id) } else { meeting.id.clone() }
}

fn fault(file: &'static str, column: &str, en: &str, ko: &str) -> CellFault {
    CellFault { file, line: 0, column: column.into(), value: String::new(), en: en.into(), ko: ko.into() }
}
