#!/usr/bin/env python3
"""Adds up a price list without koppex: `python3 certificate.py EVENT_DIR [OUT_DIR]` prints the bound that OUT_DIR/prices.csv proves.

Reads the CSV files of the event, OUT_DIR/prices.csv and OUT_DIR/summary.json, and nothing else. No timetable has a greater (must wishes
held, -shortfall, value), compared in this order, whatever the prices are: every meeting pays for what it uses, and nothing is used more often
than there is of it. A row is taken at its word: koppex tries all ways to hold its pairs. It stops at what it does not know: wishes within
one side, for an organization or for several meetings, ids that both sides use."""
import csv, json, re, sys, tomllib
from collections import defaultdict
from functools import cache
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

KOREAN = dict(zip("연번 기업명 담당자 기관명 분야 구분 가점 참석팀수 희망기관".split(), "sme_id name name org category tags bonus delegates wishes".split()))
folder, out = Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else Path(sys.argv[1]) / "out")
event, certificate = tomllib.loads((folder / "event.toml").read_text("utf-8")), json.loads((out / "summary.json").read_text("utf-8"))["certificate"]
rules, worth, meeting, here = event.get("rules", {}), event.get("value", {}), event.get("meeting", {}), event["event"]["timezone"]
def table(name, where=folder):
    if not (where / f"{name}.csv").exists(): return []
    with open(where / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        return [defaultdict(str, {KOREAN.get(k, k): (v or "").strip() for k, v in row.items() if k}) for row in csv.DictReader(file)]
def stop_unless(known, what): known or sys.exit(f"certificate.py does not know {what}")
def listed(text): return [part.strip() for part in re.split("[;,、\n]", text) if part.strip()]
def number(text, otherwise=0): return int(text or otherwise)
def add(*triples): return tuple(map(sum, zip((0, 0, 0), *triples)))
def times(n, triple): return tuple(n * x for x in triple)
def minutes(text): return int(text[-5:-3]) * 60 + int(text[-2:])
@cache
def moment(day, minute, zone=here):  # the instant of minutes after the midnight that begins a day
    return datetime.combine(day + timedelta(minute // 1440), time(minute // 60 % 24, minute % 60), ZoneInfo(zone)).astimezone(timezone.utc)

# Slots as (date, start) with their instants; who there is; when each is free.
length, slots = meeting.get("present_minutes", 7) + meeting.get("answer_minutes", 7), {}
for day in event["day"]:
    for first, last in (map(minutes, session.split("-")) for session in day["sessions"]):
        for m in range(first, last - length + 1, length + meeting.get("changeover_minutes", 1)):
            start = moment(date.fromisoformat(str(day["date"])), m)
            slots[str(day["date"]), f"{m // 60:02}:{m % 60:02}"] = (start, start + timedelta(minutes=length))
smes, buyers = {p["sme_id"]: p for p in table("smes")}, {p["buyer_id"]: p for p in table("buyers")}
parties, speakers = smes | buyers, {i["interpreter_id"]: i for i in table("interpreters")}
places = {p["place_id"]: p for p in table("places")} or {f"{h['id']}-{kind[0].upper()}{n + 1:0{max(2, len(str(h[key])))}}": defaultdict(str, hall=h["id"], kind=kind)
          for h in event.get("hall", [{"id": "1"}]) for kind, key in (("table", "tables"), ("video", "video_rooms")) for n in range(h.get(key, 0))}
stop_unless(len(parties) == len(smes) + len(buyers) and not rules.get("peers"), "wishes within one side, or ids that both sides use")
seminars = {s["session_id"]: s for s in table("sessions")}
walk = {frozenset(halls.split("-")): n for halls, n in event.get("walk", {}).items()}
stays = [(r["party_id"], seminars[r["session_id"]]) for r in table("registrations")]
windows = table("windows") + [{**stay, "party_id": id, "kind": "busy", "timezone": ""} for id, stay in stays]
opens, closes = map(minutes, event.get("online", {}).get("local_hours", "08:00-22:00").split("-"))
def names_of(id):  # what a window may call it
    p, side = parties.get(id), "sme" if id in smes else "buyer"
    return {id} | ({"*", f"side:{side}", f"{side}:{id}", f"type:{p['type']}", *(f"tag:{tag}" for tag in listed(p["tags"]))} if p else set())
def span_of(w): return tuple(moment(date.fromisoformat(w["date"]), minutes(w[key]), w["timezone"] or here) for key in ("start", "end"))
def free(id):
    spans, mine, zone = defaultdict(list), names_of(id), (buyers[id]["timezone"] if id in buyers else "") or here
    for w in (w for w in windows if w["party_id"] in mine): spans[w["kind"] or "busy"].append(span_of(w))
    if not spans["available"] and id in buyers and buyers[id]["mode"] == "online":
        days = {start.astimezone(ZoneInfo(zone)).date() + timedelta(d) for start, _ in slots.values() for d in (-1, 0, 1)}
        spans["available"] = [(moment(day, opens, zone), moment(day, closes + 1440 * (closes <= opens), zone)) for day in days]
    joined = []
    for a, b in sorted(spans["available"]):  # windows that touch are one
        a, b = (joined.pop()[0], max(b, last[1])) if joined and a <= (last := joined[-1])[1] else (a, b)
        joined.append((a, b))
    inside = lambda start, end: not joined or any(a <= start and end <= b for a, b in joined)
    return {slot for slot, (start, end) in slots.items() if inside(start, end) and all(b <= start or end <= a for a, b in spans["busy"])}
open_slots = {id: free(id) for id in [*parties, *places, *speakers]}

# Prices, times how much there is of what they are on.
def desks(id): return number(parties[id]["delegates" if id in smes else "desks"], 1)
def limit(id, key): return number(parties[id][key], rules.get(f"{key}_{'sme' if id in smes else 'buyer'}", 0))
def on_day(id, day): return min(number(parties[id]["max_per_day"]) or 10**9, desks(id) * sum(slot[0] == day for slot in open_slots[id]))
def in_group(id, slot): return sum(slot in open_slots[i] for i in certificate["groups"][id])
capacity = {"party": lambda id, _: min(limit(id, "max_meetings") or 10**9, sum(on_day(id, day) for day in {slot[0] for slot in slots})),
            "party_day": lambda id, slot: on_day(id, slot[0]), "party_slot": lambda id, slot: desks(id) * (slot in open_slots[id]),
            "places": in_group, "interpreters": in_group, "org": lambda *_: 1, "minimum": lambda id, _: -limit(id, "min_meetings"),
            "row": lambda id, _: certificate["rows"][id]["at_most"]}
price, bound, groups_of = defaultdict(lambda: (0, 0, 0)), (0, 0, 0), defaultdict(list)
for p in table("prices", out):
    key = (p["kind"], p["id"], p["date"], p["start"])
    price[key] = tuple(int(p[level]) for level in ("must", "shortfall", "value"))
    bound = add(bound, times(capacity[p["kind"]](p["id"], key[2:]), price[key]))
    for member in certificate["groups"][p["id"]] if p["kind"] in ("places", "interpreters") else []: groups_of[(member, *key[2:])].append(key)

# Wishes and pins; then what is left of each pair.
wishes, by_name, scale = {}, defaultdict(list), certificate.get("scale", 1)
for w in table("preferences"):
    stop_unless({w["from_id"], w["to_id"]} <= parties.keys() and w["times"] in ("", "1"), "a wish by name, for an organization or for several meetings")
    wishes[w["from_id"], w["to_id"]] = w
for id, p in parties.items(): by_name[id in smes, p["name"]].append(id)
for id, rank, text in ((id, rank, text) for id, p in parties.items() for rank, text in enumerate(listed(p["wishes"]), 1)):
    meant = [text] if text in parties else by_name[id in buyers, text]
    stop_unless(len(meant) == 1, f"whom {id} means by {text}")
    wishes.setdefault((id, meant[0]), defaultdict(str, rank=rank))
pins = defaultdict(list)
for p in table("pins"): pins[p["action"], p["sme_id"], p["buyer_id"]].append(p)
fixed = {(p["sme_id"], p["buyer_id"]): p for same in pins.values() for p in same if p["action"] == "fix"}
taken = {(p["place"], p["date"], p["start"]) for p in fixed.values()}
held = [(id, (p["date"], p["start"])) for pair, p in fixed.items() for id in pair]
for (id, slot) in {at for at in held if held.count(at) >= desks(at[0])}: open_slots[id].discard(slot)
pairs = {(a, b) if a in smes else (b, a) for a, b in wishes}
if worth.get("fill_points", 0) > 0: pairs |= {(s, b) for s in smes for b in buyers if smes[s]["category"] == buyers[b]["category"] != ""}
row_prices = defaultdict(list)
for name, row in certificate.get("rows", {}).items():
    for pair in {tuple(pair) for pair in row["pairs"]}: row_prices[pair].append(price["row", name, "", ""])
too_far, walkers = defaultdict(set), {id for id, _ in stays}  # slots that leave a party no time to walk between a hall and its seminars
for id, stay in ((id, stay) for id, stay in stays if desks(id) == 1 and stay["hall"]):
    (begins, ends), near = span_of(stay), lambda apart, hall: timedelta(0) <= apart < timedelta(minutes=walk.get(frozenset((stay["hall"], hall)), 0))
    for hall in {p["hall"] for p in places.values()}:
        too_far[id, hall] |= {slot for slot, (start, end) in slots.items() if near(start - ends, hall) or near(begins - end, hall)}
def points(w): return number(w["score"]) if w["score"] != "" else max(10, 110 - 10 * int(w["rank"])) if w["rank"] else 50
@cache
def cheapest(able, slot, pinned=False):
    spots = (i for i in able if slot in open_slots[i] and (pinned or (i, *slot) not in taken))
    return min((add(*(price[key] for key in groups_of[(i, *slot)])) for i in spots), default=None)
for s, b in sorted(pairs):
    sme, buyer, pin = smes[s], buyers[b], fixed.get((s, b))
    online, two = buyer["mode"] == "online", [(side, wishes[pair]) for side, pair in (("sme", (s, b)), ("buyer", (b, s))) if pair in wishes]
    each = sum(worth.get(f"{side}_weight", 1) * points(w) for side, w in two) + worth.get("mutual_bonus", 50) * (len(two) == 2)
    each += sum(worth.get("tags", {}).get(tag, 0) for tag in {*listed(sme["tags"])}) + number(sme["bonus"]) + number(buyer["bonus"])
    each = each if two else worth.get("fill_points", 0)
    if any(w["kind"] == "block" for _, w in two) or online and sme["online"] == "no" or each <= 0 and not pin: continue
    ways = {(pin["date"], pin["start"])} if pin else open_slots[s] & open_slots[b]
    for p in pins["forbid", s, b]: ways -= {slot for slot in ways if p["date"] in ("", slot[0]) and p["start"] in ("", slot[1])}
    for w in (w for _, w in two if w["not_before"] or w["not_after"]):
        at = lambda text, never: moment(date.fromisoformat(text[:10]), minutes(text)) if text else never
        ways = {slot for slot in ways if at(w["not_before"], slots[slot][0]) <= slots[slot][0] and slots[slot][1] <= at(w["not_after"], slots[slot][1])}
    able = tuple(i for i, p in places.items() if (p["kind"] or "table") == ("video" if online else "table") and p["hall"] == (buyer["hall"] or p["hall"])
            and i == (buyer["place"] or i) and p["reserved_for"] in ("", b) and i == (pin and pin["place"] or i))
    spoken, heard = {*listed(sme["languages"])}, {*listed(buyer["languages"])}
    needed = spoken and heard and not spoken & heard
    helpers = tuple(i for i, p in speakers.items() if {*listed(p["languages"])} & spoken and {*listed(p["languages"])} & heard)
    costs = []
    for slot in ways:
        near = tuple(i for i in able if all(slot not in too_far[id, places[i]["hall"]] for id in (s, b))) if {s, b} & walkers else able
        spot, helper = cheapest(near, slot, bool(pin and pin["place"])), cheapest(helpers, slot) if needed else (0, 0, 0)
        if spot and helper: costs.append(add(spot, helper, *(price["party_slot", id, *slot] for id in (s, b)), *(price["party_day", id, slot[0], ""] for id in (s, b))))
    if costs:
        paid = [min(costs), price["party", s, "", ""], price["party", b, "", ""], price["org", f"{s}/{buyer['org']}", "", ""], *row_prices[s, b]]
        rewards = price["minimum", s, "", ""], price["minimum", b, "", ""]
        left = add(times(scale, (sum(w["kind"] == "must" for _, w in two), 0, each)), *rewards, times(-1, add(*paid)))
        bound = add(bound, max(left, (0, 0, 0)))
print(f"must {bound[0]} shortfall {bound[1]} value {bound[2]}, in units of 1/{scale}")
