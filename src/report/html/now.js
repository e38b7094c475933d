// What is held now, for a screen in the hall and for a phone: countdown, who sits where, who is next. #now is every hall, #now=3 one.
const PHASE_WORDS = {
  present: 'present', answer: 'answer', changeover: 'now_changeover', break: 'now_break', lunch: 'now_lunch', idle: 'now_idle',
  before: 'now_before', today: 'now_today', closed: 'now_closed', dayoff: 'now_day_off', over: 'now_over',
};
const LIVE = ['present', 'answer'], COUNTED = [...LIVE, 'changeover'];
let ticking = null;

function hallNamed(text) {
  const wanted = decodeURIComponent(text);
  return D.halls.findIndex(hall => [hall.id, hall.label.ko, hall.label.en].includes(wanted));
}

/** Meetings of each slot, in the order of the places; `hall` null for all. */
function heldIn(hall) {
  const inHall = m => hall === null || D.places[m.place].hall === hall;
  return ofSlot.map(meetings => meetings.filter(inHall).sort((a, b) => a.place - b.place));
}

/** `13:00`, with its date if that is not today's. */
function startText(slot, instant) {
  const [day, start] = D.slots[slot];
  return D.days[day].date === dateOf(instant) ? start : `${D.days[day].label[lang]} ${start}`;
}

const spanText = slot => `${D.slots[slot][1]}–${D.slots[slot][3]}`;

/** A line for each place: who sits there, who comes next. During a pause those of the next slot. */
function boardRows(state, held) {
  if (!LIVE.includes(state.phase)) return state.next === undefined ? [] : held[state.next].map(now => ({place: now.place, now}));
  const rows = new Map(held[state.slot].map(now => [now.place, {place: now.place, now}]));
  if (followsToday(state)) {
    held[state.next].forEach(next => rows.set(next.place, {place: next.place, ...rows.get(next.place), next}));
  }
  return [...rows.values()].sort((a, b) => a.place - b.place);
}

const followsToday = state => state.next !== undefined && D.slots[state.next][0] === D.slots[state.slot][0];

function nextCell(row) {
  if (!row.next) return el('span.next', {});
  const sameBuyer = row.now && row.now.buyer === row.next.buyer;
  return el('span.next', {}, el('b', {}, D.parties[row.next.sme].title[lang]),
    !sameBuyer && el('small', {}, D.parties[row.next.buyer].title[lang]));
}

/** Who could step in; a phone says that they are on standby and names all, a screen has a heading and room for the first. */
function standbyCell(meeting) {
  const [first, ...rest] = meeting ? meeting.standby.map(party => D.parties[party].title[lang]) : [];
  return el('span.standby', {}, first && el('i', {}, w().standby + ' '), first,
    rest.length > 0 && el('span.rest', {}, ', ' + rest.join(', ')), rest.length > 0 && el('small', {}, ` +${rest.length}`));
}

function rowLine(row, withNext) {
  const name = party => el('a', {href: '#party=' + party}, D.parties[party].title[lang]);
  return el('li', {},
    el('span.seat', {}, link('place=' + row.place, D.places[row.place].id)),
    el('span.sme', {}, row.now ? name(row.now.sme) : el('i', {}, w().now_free)),
    el('span.buyer', {}, row.now ? name(row.now.buyer) : ''),
    D.standby && standbyCell(row.now),
    withNext && nextCell(row));
}

/** What follows, in words: the next part of the slot, then the next slot, then the next day. */
function followText(state, instant) {
  if (state.phase === 'present' && D.minutes[1]) return `${w().now_next}: ${w().answer} ${D.slots[state.slot][2]}`;
  if (state.phase === 'over') return w().now_thanks;
  if (state.next === undefined) return '';
  if (state.phase === 'changeover') return w().now_changeover_hint;
  return `${w().now_next_meetings}: ${startText(state.next, instant)}`;
}

/** The three parts of a slot as a bar, as far as it has run. */
function slotBar(state, instant) {
  const parts = D.minutes.map((minutes, i) => {
    const start = slotStart(state.slot) + D.minutes.slice(0, i).reduce((sum, m) => sum + m, 0) * MINUTE;
    const done = Math.min(1, Math.max(0, (instant - start) / (minutes * MINUTE || 1)));
    return el('i', {style: {'flex-grow': minutes, '--done': done.toFixed(4)}});
  });
  return el('div.bar', {'aria-hidden': 'true'}, parts);
}

/** The view: everything is drawn anew when slot, phase or page change; in between only clock, countdown and bar. */
function nowView(value) {
  const hall = value ? hallNamed(value) : null;
  if (hall === -1) return el('section.now', {}, el('p.wrong', {}, `${w().now_no_hall}: ${decodeURIComponent(value)}`), hallLinks(null));
  const asked = askedMoment();
  if (Number.isNaN(asked)) return el('section.now', {}, el('p.wrong', {}, w().now_bad_time));
  const held = heldIn(hall), slots = held.map((_, slot) => slot).filter(slot => held[slot].length);
  const board = {hall, held, slots, frozen: asked !== null, page: null, drawn: '', node: el('section.now', {})};
  const tick = () => showMoment(board, asked === null ? Date.now() : asked);
  board.again = () => { board.drawn = ''; tick(); };
  requestAnimationFrame(tick);
  if (!board.frozen) ticking = setInterval(tick, 200);
  window.onresize = board.again;
  return board.node;
}

function showMoment(board, instant) {
  const state = stateAt(instant, board.slots);
  const phase = `${state.phase} ${state.slot} ${state.next}`;
  if (board.phase !== undefined && board.phase !== phase) {
    board.page = null;
    ringFor(state, instant);
  }
  board.phase = phase;
  const drawn = `${phase} ${dateOf(instant)} ${pageNow(board, instant)}`;
  if (board.drawn !== drawn) drawBoard(board, state, instant);
  board.drawn = drawn;
  const clock = eventClock(instant).toISOString();
  board.node.querySelector('.clock b').textContent = clock.slice(11, 19);
  if (state.until !== null) board.node.querySelector('.left').textContent = leftText(state.until - instant);
  board.node.toggleAttribute('data-last-minute', LIVE.includes(state.phase) && state.until - instant <= MINUTE);
  const bar = board.node.querySelector('.bar');
  if (bar) bar.replaceWith(slotBar(state, instant));
}

function drawBoard(board, state, instant) {
  const word = w()[PHASE_WORDS[state.phase]];
  const rows = boardRows(state, board.held), withNext = LIVE.includes(state.phase) && followsToday(state);
  const list = el('ol.seats', {}, rows.map(row => rowLine(row, withNext)));
  board.node.dataset.phase = state.phase;
  board.node.classList.toggle('with-next', withNext);
  board.node.classList.toggle('with-standby', !!D.standby);
  board.node.replaceChildren(...[
    el('div.top', {}, el('span.event', {}, el('span', {}, D.name), board.hall !== null && el('b', {}, D.halls[board.hall].label[lang])),
      el('span.clock', {}, board.frozen && el('i', {}, w().now_frozen), dayText(instant), ' ', el('b'))),
    el('div.phase', {role: 'timer'},
      el('div', {}, COUNTED.includes(state.phase) && el('span.slot', {}, spanText(LIVE.includes(state.phase) ? state.slot : state.next)),
        el('strong', {}, word), el('span.follow', {}, followText(state, instant))),
      state.until !== null && el('div.count', {}, !COUNTED.includes(state.phase) && el('span', {}, w().now_starts_in), el('span.left', {}, leftText(state.until - instant)))),
    COUNTED.includes(state.phase) && slotBar(state, instant),
    rows.length > 0 && seatHeads(state, withNext, instant), list, controls(board)].filter(Boolean));
  fitSeats(board, list, rows.length, instant);
}

function dayText(instant) {
  const day = D.days.find(d => d.date === dateOf(instant));
  if (day) return day.label[lang];
  const words = {timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'long'};
  return eventClock(instant).toLocaleDateString(lang === 'ko' ? 'ko' : 'en-GB', words).replace(',', '');
}

function seatHeads(state, withNext, instant) {
  const shown = LIVE.includes(state.phase) ? w().sme : `${w().now_next} ${startText(state.next, instant)} · ${w().sme}`;
  return el('div.heads', {}, el('span', {}, w().place), el('span', {}, shown), el('span', {}, w().buyer), D.standby && el('span', {}, w().standby),
    withNext && el('span', {}, `${w().now_next} ${startText(state.next, instant)}`));
}

function hallLinks(hall) {
  if (D.halls.length < 2) return null;
  const one = (hash, label, current) => el('a', {href: '#now' + hash, 'aria-current': current && 'page'}, label);
  return el('span.halls', {}, one('', w().now_all_halls, hall === null),
    D.halls.map((h, i) => one('=' + encodeURIComponent(h.id), h.label[lang], i === hall)));
}

function controls(board) {
  const bellButton = el('button.bell', {
    'aria-pressed': String(!!bell), title: w().now_bell_hint, onclick: () => { toggleBell(); board.again(); },
  }, bell ? w().now_bell_on : w().now_bell_off);
  const full = document.fullscreenEnabled && el('button.full', {onclick: () => document.documentElement.requestFullscreen()}, w().now_screen);
  const other = el('button.speak', {onclick: switchLanguage}, lang === 'ko' ? 'English' : '한국어');
  return el('div.controls', {}, el('span.pages'), hallLinks(board.hall), bellButton, full, other, link('', w().search));
}

// Pages of a hall screen: as many rows as fit, the next ones after some seconds, all of them within one changeover. A phone scrolls instead.
const isScreen = () => matchMedia('(min-width: 60rem)').matches;

function pageNow(board, instant) {
  if (!board.pages) return 0;
  if (board.page !== null) return board.page % board.pages;
  const seconds = Math.min(8, Math.max(4, Math.floor((D.minutes[2] * 60 || 40) / board.pages)));
  return board.frozen ? 0 : Math.floor(instant / 1000 / seconds) % board.pages;
}

function fitSeats(board, list, n, instant) {
  const lines = [...list.children];
  const height = lines.length ? lines[0].getBoundingClientRect().height : 1;
  const fit = isScreen() ? Math.max(1, Math.floor(list.clientHeight / height)) : n;
  board.pages = Math.max(1, Math.ceil(n / fit));
  const page = pageNow(board, instant), each = Math.ceil(n / board.pages);
  lines.forEach((line, i) => { line.hidden = Math.floor(i / each) !== page; });
  lines.filter(line => !line.hidden).forEach(line => [...line.children].forEach(shrink));
  const dot = i => el('button', {
    'aria-label': `${w().now_page} ${i + 1}`, 'aria-current': i === page && 'page', onclick: () => { board.page = i; board.again(); },
  }, String(i + 1));
  if (board.pages > 1) board.node.querySelector('.pages').replaceChildren(...Array.from({length: board.pages}, (_, i) => dot(i)));
}

/** A name that is too long for its cell is written smaller, down to two thirds; what is still too long is cut. */
function shrink(cell) {
  if (!isScreen() || cell.scrollWidth <= cell.clientWidth) return;
  const share = Math.max(0.66, cell.clientWidth / cell.scrollWidth * 0.98);
  cell.style.setProperty('font-size', (share * parseFloat(getComputedStyle(cell).fontSize)).toFixed(1) + 'px');
}
