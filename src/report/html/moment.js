// What is going on at an instant: which slot, which part of it, how long still, what comes next. Instants are milliseconds since 1970 UTC, so
// that neither the viewer's zone nor a change of the clocks matters; the event's own clock is shown by D.clock.
const MINUTE = 60000;
const offsetMs = instant => (D.clock.findLast(([from]) => from * MINUTE <= instant) || D.clock[0])[1] * MINUTE;
/** What the event's clock shows, to be read with getUTC... */
const eventClock = instant => new Date(instant + offsetMs(instant));
const dateOf = instant => eventClock(instant).toISOString().slice(0, 10);

/** The instant at which the event's clock shows this; the first of two; of a time that it skips, the moment after. */
function instantOf(shown) {
  const found = D.clock.map(([, minutes]) => shown - minutes * MINUTE).filter(instant => instant + offsetMs(instant) === shown);
  if (found.length) return Math.min(...found);
  const skips = D.clock.find(([from, minutes], i) => i > 0 &&
    from * MINUTE + D.clock[i - 1][1] * MINUTE <= shown && shown < (from + minutes) * MINUTE);
  return skips ? skips[0] * MINUTE : shown;
}

/** The moment that ?at=2022-04-13T10:05 names, by the event's clock unless it ends with Z or an offset: null without it, NaN if unreadable. */
function askedMoment() {
  const asked = new URLSearchParams(location.search).get('at');
  if (asked === null) return null;
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?(Z|[+ -]\d\d:?\d\d)?$/.exec(asked.trim());
  if (!parts) return NaN;
  const [, date, time = '00:00', seconds = ':00', zone] = parts;
  const shown = Date.parse(`${date}T${time}${seconds}Z`);
  if (Number.isNaN(shown) || new Date(shown).toISOString().slice(0, 10) !== date) return NaN;
  if (!zone) return instantOf(shown);
  const [hours, minutes] = zone === 'Z' ? [0, 0] : [+zone.slice(1, 3), +zone.slice(-2)];
  return shown - (zone[0] === '-' ? -1 : 1) * (60 * hours + minutes) * MINUTE;
}

const slotStart = slot => D.slots[slot][4] * MINUTE;
const slotAnswer = slot => slotStart(slot) + D.minutes[0] * MINUTE;
const slotEnd = slot => slotAnswer(slot) + D.minutes[1] * MINUTE;

/**
 * The state at an instant, for the slots in which meetings are held, in order of time. `phase`: present, answer, changeover; between meetings
 * break, lunch, idle (the grid has slots, nobody meets); before, today, closed, dayoff, over. `slot` runs or was the last, `next` follows;
 * the phase lasts [from, until).
 */
function stateAt(instant, held) {
  const next = held.find(slot => slotStart(slot) > instant);
  const slot = held.findLast(s => slotStart(s) <= instant);
  const running = slot !== undefined && instant < slotEnd(slot);
  if (running && instant < slotAnswer(slot)) return {phase: 'present', slot, next, from: slotStart(slot), until: slotAnswer(slot)};
  if (running) return {phase: 'answer', slot, next, from: slotAnswer(slot), until: slotEnd(slot)};
  const from = slot === undefined ? null : slotEnd(slot);
  if (next === undefined) return {phase: 'over', slot, next, from, until: null};
  return {phase: pausePhase(instant, slot, next), slot, next, from, until: slotStart(next)};
}

function pausePhase(instant, slot, next) {
  const today = dateOf(instant), nextDay = dateOf(slotStart(next));
  if (slot !== undefined && dateOf(slotStart(slot)) === nextDay) return breakPhase(slotEnd(slot), slotStart(next));
  if (today === nextDay) return 'today';
  if (slot === undefined) return 'before';
  return dateOf(slotEnd(slot)) === today ? 'closed' : 'dayoff';
}

function breakPhase(from, until) {
  if (until - from <= D.minutes[2] * MINUTE) return 'changeover';
  if (D.slots.some((_, s) => slotStart(s) >= from && slotStart(s) < until)) return 'idle';
  const noon = Date.parse(dateOf(from) + 'T12:30Z') - offsetMs(from);
  return until - from >= 30 * MINUTE && from <= noon && noon < until ? 'lunch' : 'break';
}

/** `6:59`; `1:02:03` from an hour on; the days from two days on. */
function leftText(ms) {
  const total = Math.max(0, Math.ceil(ms / 1000)), pad = n => String(n).padStart(2, '0');
  const days = Math.floor(total / 86400);
  if (days >= 2) return lang === 'ko' ? `${days}${w().now_days}` : `${days} ${w().now_days}`;
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}
