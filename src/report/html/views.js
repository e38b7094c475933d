// What the screen shows: search, a party's timetable, a place's day, loads by slot, the grid of everything.
const link = (hash, ...content) => el('a', {href: '#' + hash}, ...content);
const partyLink = party => link('party=' + party, D.parties[party].title[lang]);
const placeLink = place => link('place=' + place, D.places[place].label[lang]);

function countText(n) {
  return lang === 'ko' ? `${w().meetings} ${n}건` : `${n} ${n === 1 ? w().meeting : w().meetings}`;
}

function partyRow(party) {
  const p = D.parties[party];
  return el('li', {}, link('party=' + party,
    el('span.name', {}, p.title[lang]),
    el('span.sub', {}, [p.sub[lang], p.id, p.booth && `${w().booth} ${p.booth}`].filter(Boolean).join(' · ')),
    el('span.count', {}, countText(ofParty[party].length))));
}

let question = '';
function searchView() {
  const list = el('ul.results');
  const show = () => {
    const found = find(question);
    list.replaceChildren(...(found.length ? found.map(partyRow) : [el('li.nothing', {}, w().nothing_found)]));
  };
  const input = el('input', {
    type: 'search', id: 'search', placeholder: w().search_hint, 'aria-label': w().search, autocomplete: 'off',
    value: question, oninput: e => { question = e.target.value; show(); },
  });
  show();
  return el('section.search', {}, input, list);
}

function meetingItem(times, head, ...rest) {
  return el('li.meeting', {},
    el('div.when', {}, el('b', {}, times.start), el('span', {}, `–${times.end}`)),
    el('div.what', {}, el('div.who', {}, head), ...rest));
}

const boothText = party => D.parties[party].booth && `${w().booth} ${D.parties[party].booth}`;

function sessionItem({session, times}) {
  const item = meetingItem(times, session.title, el('div.sub', {}, w().session),
    session.where && el('div.where', {}, session.where[lang]));
  item.classList.add('session');
  return item;
}

function partnerItem(party, {meeting, times}) {
  const partner = partnerOf(meeting, party), other = D.parties[partner];
  return meetingItem(times, el('span', {}, partyLink(partner), other.booth && el('span.booth', {}, boothText(partner))),
    other.sub[lang] && el('div.sub', {}, other.sub[lang]),
    el('div.where', {}, placeLink(meeting.place),
      meeting.interpreter >= 0 && ` · ${w().interpreter} ${D.interpreters[meeting.interpreter]}`),
    el('div.split', {}, `${w().present} ${times.start}–${times.answer} · ${w().answer} ${times.answer}–${times.end}`),
    other.contact && el('div.sub', {}, other.contact.join(' · ')));
}

function partyView(party) {
  const p = D.parties[party];
  const days = [...agendaOf(party, lang)].map(([date, items]) => el('div.day', {},
    el('h3', {}, date),
    el('ul.meetings', {}, items.map(item => item.session ? sessionItem(item) : partnerItem(party, item)))));
  return el('section.one', {},
    el('h2', {}, p.title[lang]),
    el('p.sub', {}, [p.sub[lang], p.id, boothText(party), countText(ofParty[party].length)].filter(Boolean).join(' · ')),
    p.changed && changedList(p.changed),
    p.zone && el('p.note', {}, `${w().times_in}: ${D.zones[p.zone].label}`),
    days.length ? days : el('p.nothing', {}, w().no_meetings),
    p.unmet && el('div.day.unmet', {},
      el('h3', {}, w().unmet),
      el('ul.meetings', {}, p.unmet.map(([other, why]) => el('li.meeting', {},
        el('div.what', {}, el('div.who', {}, partyLink(other)), el('div.sub', {}, why)))))),
    el('p', {}, el('button', {onclick: () => printPapers([companySheet(party)])}, w().print_this)));
}

/** What is not as it was in the timetable before: what was, what is now. */
function changedList(changed) {
  return el('div.changed', {}, el('h3', {}, w().changed_since), el('ul', {}, changed.map(one => el('li', {},
    el('b', {}, `${one.what[lang]}: ${one.partner[lang]}`),
    one.was[lang] && el('s', {}, one.was[lang]),
    one.now[lang] && el('span', {}, one.now[lang])))));
}

function placeView(place) {
  const held = ofPlace[place].map(meeting => ({meeting, times: timesFor(null, meeting.slot, lang)}));
  const days = [...byDate(held)].map(([date, rows]) => el('div.day', {},
    el('h3', {}, date),
    el('ul.meetings', {}, rows.map(({meeting, times}) => meetingItem(times,
      partyLink(meeting.sme), el('div.sub', {}, partyLink(meeting.buyer)))))));
  return el('section.one', {}, el('h2', {}, D.places[place].label[lang]), days.length ? days : el('p.nothing', {}, w().no_meetings));
}

function slotView(slot) {
  const times = timesFor(null, slot, lang);
  return el('section.one', {},
    el('h2', {}, `${times.date} ${times.start}–${times.end}`),
    el('p.sub', {}, countText(ofSlot[slot].length)),
    el('ul.meetings.slot', {}, ofSlot[slot].map(m => el('li.meeting', {},
      el('div.when', {}, link('place=' + m.place, D.places[m.place].id)),
      el('div.what', {}, el('div.who', {}, partyLink(m.sme)), el('div.sub', {}, partyLink(m.buyer)))))));
}

/** Kinds of places: hall and table or video room, with what each slot uses. */
function loadRows() {
  const kinds = new Map();
  D.places.forEach((place, i) => {
    const key = `${place.hall} ${place.video}`;
    if (!kinds.has(key)) {
      const label = `${D.halls[place.hall].label[lang]} ${place.video ? w().video_room : w().table}`;
      kinds.set(key, {label, supply: 0, used: D.slots.map(() => 0)});
    }
    const kind = kinds.get(key);
    kind.supply++;
    ofPlace[i].forEach(m => kind.used[m.slot]++);
  });
  const all = {label: w().all, supply: D.places.length, used: ofSlot.map(list => list.length)};
  return [all, ...kinds.values()].filter(k => k.supply);
}

function loadView() {
  const rows = loadRows();
  const days = D.days.map(day => {
    const slots = D.slots.map((_, i) => i).slice(...day.slots);
    const head = el('tr', {}, el('th'), slots.map(s => el('th', {}, D.slots[s][1])));
    const body = rows.map(row => el('tr', {},
      el('th', {}, row.label, el('small', {}, ` /${row.supply}`)),
      slots.map(s => {
        const share = row.used[s] / row.supply;
        const style = {'--share': share.toFixed(3)};
        return el(share > 0.6 ? 'td.dark' : 'td', {style}, row.used[s] ? link('slot=' + s, String(row.used[s])) : '');
      })));
    return el('div.day', {}, el('h3', {}, day.label[lang]), el('div.scroll', {}, el('table.load', {}, el('thead', {}, head), el('tbody', {}, body))));
  });
  return el('section.loads', {}, el('p.note', {}, w().load_hint), days, scarceLists());
}

/** The dearest hours, places and buyers, where prices say so. */
function scarceLists() {
  const scarce = D.scarce[lang];
  if (!scarce || !scarce.lists.length) return [];
  const row = (kind, cells) => el('tr', {}, cells.map(text => el(kind, {}, text)));
  return [el('h2', {}, scarce.title), ...scarce.lists.map(list => el('div.scarce', {},
    el('table', {}, el('thead', {}, row('th', list.header)), el('tbody', {}, list.rows.map(cells => row('td', cells)))),
    el('p.note', {}, list.note)))];
}

/** What only the organizer's copy shows: how large the event must be, and what is scarce. */
function planView() {
  const found = D.organizer.capacity;
  const cell = (kind, first) => (text, i) => el(i >= first ? kind + '.number' : kind, {}, text);
  const table = ({title, header, first_number, rows}) => el('div.scarce.plans', {}, el('h3', {}, title), el('table', {},
    el('thead', {}, el('tr', {}, header.map(cell('th', first_number)))),
    el('tbody', {}, rows.map(cells => el('tr', {}, cells.map(cell('td', first_number)))))));
  const capacity = found && [
    el('p.note.head', {}, found.head[lang]),
    el('img.chart', {src: 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(found.chart[lang]), alt: w().plan}),
    ...found.tables[lang].map(table),
    ...found.notes[lang].map(note => el('p.note', {}, note))];
  return el('section.plan', {}, capacity, scarceLists());
}

const ROW_PX = 26;
/** The grid: only the rows in sight are in the document. */
function gridView() {
  const order = D.order[lang].map(([party]) => party);
  let shown = order;
  const columns = `12rem repeat(${D.slots.length}, 3.6rem)`;
  const style = {'grid-template-columns': columns};
  const day = D.days.map(d => el('span.day', {style: {'grid-column': `${d.slots[0] + 2} / ${d.slots[1] + 2}`}}, el('i', {}, d.label[lang])));
  const head = el('div.head', {}, el('div.line', {style}, el('b'), day),
    el('div.line', {style}, el('b', {}, w().name), D.slots.map(s => el('span', {}, s[1]))));
  const body = el('div.body'), frame = el('div.grid', {tabindex: 0}, head, body);
  const row = (party, i) => {
    const cells = D.slots.map(() => []);
    ofParty[party].forEach(m => cells[m.slot].push(m));
    return el('div.line', {style: {...style, top: i * ROW_PX + 'px'}}, el('b', {}, partyLink(party)), cells.map((held, slot) => {
      if (!held.length) return el('span');
      const names = held.map(m => D.parties[partnerOf(m, party)]);
      const title = held.map((m, k) => `${names[k].title[lang]}, ${D.places[m.place].label[lang]}`).join('\n');
      return el('span.held', {title}, link('slot=' + slot, names.map(n => n.id).join(' ')));
    }));
  };
  const draw = () => {
    const first = Math.max(0, Math.floor(frame.scrollTop / ROW_PX) - 8);
    const last = Math.min(shown.length, first + Math.ceil((frame.clientHeight || 800) / ROW_PX) + 16);
    body.style.height = shown.length * ROW_PX + 'px';
    body.replaceChildren(...shown.slice(first, last).map((party, i) => row(party, first + i)));
  };
  frame.addEventListener('scroll', () => requestAnimationFrame(draw));
  const input = el('input', {type: 'search', placeholder: w().search_hint, 'aria-label': w().search, oninput: e => {
    shown = e.target.value ? find(e.target.value) : order;
    frame.scrollTop = 0;
    draw();
  }});
  requestAnimationFrame(draw);
  return el('section.all', {}, el('p.note', {}, w().grid_hint), input, frame);
}

function printView() {
  const card = (title, sheets) => el('button.card', {onclick: () => printPapers(sheets())}, title);
  return el('section.printing', {}, el('p.note', {}, w().print_hint),
    card(w().company_pages, () => [...guideSheets(), ...companySheets()]), card(w().guide, guideSheets), card(w().door_sheets, doorSheets),
    card(w().attendance_sheets, attendanceSheets), card(w().pick_up, pickUpSheets));
}
