// The papers: the rules of the day, a page for each company in its own language, door sheets, attendance by slot, pick-up lists. Made only when they are printed.

/** Millimetres of an A4 page that rows may fill, below the head and above the foot. */
const ROOM_MM = 212;

function paperHead(kind, title, sub, language) {
  return el('header', {}, el('p.event', {}, el('span', {}, D.name), el('span', {}, kind)), el('h1', {}, title), el('p.about', {}, sub));
}

/** How high rows may be and in how many columns they stand so that one page holds them all. */
function fit(rows, headings) {
  const columns = rows > 150 ? 3 : rows > 50 ? 2 : 1;
  const lines = Math.ceil((rows + 1.6 * headings) / columns) + (columns > 1 ? 2 : 0);
  return {columns, mm: Math.min(columns > 1 ? 6 : 11, ROOM_MM / Math.max(lines, 1))};
}

function companySheet(party) {
  const p = D.parties[party], language = p.lang, words = W[language];
  const groups = agendaOf(party, language), items = [...groups.values()].flat();
  const {columns, mm} = fit(items.length, groups.size);
  const booths = items.some(({meeting}) => meeting && D.parties[partnerOf(meeting, party)].booth);
  const sub = [p.sub[language], `${p.side === 'sme' ? words.sme : words.buyer} ${p.id}`, p.booth && `${words.booth} ${p.booth}`];
  const zone = `${words.times_in}: ${p.zone ? D.zones[p.zone].label : D.zone}`;
  const heads = el('div.row.heads', {}, el('span.time', {}, words.time), el('span.who', {}, words.with_whom),
    booths && el('span.booth', {}, words.booth), el('span.place', {}, words.place));
  const rows = item => item.session ? sessionRow(item, booths, language) : meetingRow(party, item, {booths, language, short: columns > 1});
  const tables = [...groups].map(([date, list]) => el('div.group', {}, el('h2', {}, date), list.map(rows)));
  return el('article.sheet.company', {lang: language},
    paperHead(words.timetable, p.title[language], sub.filter(Boolean).join(' · '), language),
    tables.length > 0 && columns === 1 && heads,
    el('div.rows', {style: {'--row': mm.toFixed(2) + 'mm', columns}}, tables.length ? tables : el('p', {}, words.no_meetings)),
    el('footer', {}, el('span', {}, zone), el('span', {}, splitText(words))));
}

const timeCell = times => el('span.time', {}, el('b', {}, times.start), '–' + times.end);

function meetingRow(party, {meeting, times}, {booths, language, short}) {
  const other = D.parties[partnerOf(meeting, party)], place = D.places[meeting.place];
  const interpreter = meeting.interpreter >= 0 ? `${W[language].interpreter} ${D.interpreters[meeting.interpreter]}` : '';
  return el('div.row', {}, timeCell(times),
    el('span.who', {}, el('b', {}, other.title[language]), el('small', {}, [interpreter, other.sub[language]].filter(Boolean).join(' · '))),
    booths && el('span.booth', {}, other.booth),
    el('span.place', {}, short ? place.id : place.label[language]));
}

function sessionRow({session, times}, booths, language) {
  return el('div.row.session', {}, timeCell(times),
    el('span.who', {}, el('b', {}, session.title), el('small', {}, W[language].session)),
    booths && el('span.booth', {}), el('span.place', {}, session.where ? session.where[language] : ''));
}

/** The rules of the day, once in each language that somebody reads. */
function guideSheets() {
  const languages = [D.lang, D.lang === 'ko' ? 'en' : 'ko'].filter(language => D.guide[language]);
  return languages.map(language => {
    const guide = D.guide[language];
    const days = D.days.length ? [D.days[0].label[language], D.days[D.days.length - 1].label[language]] : [];
    return el('article.sheet.guide', {lang: language},
      paperHead(guide.title, guide.title, [...new Set(days)].join(' – '), language),
      el('div', {}, guide.sections.map(section => el('section', {}, el('h2', {}, section.heading), section.lines.map(line => el('p', {}, line)))),
        el('section', {}, el('h2', {}, guide.reading),
          el('dl', {}, guide.columns.map(([name, meaning]) => [el('dt', {}, name), el('dd', {}, meaning)]).flat()))),
      el('footer', {}, el('span', {}, `${W[language].times_in}: ${D.zone}`), el('span', {}, splitText(W[language]))));
  });
}

/** `발표 7분 + 질의응답 7분` */
function splitText(words) {
  if (!D.slots.length) return '';
  const part = (word, minutes) => `${word} ${minutes}${words === W.ko ? '' : ' '}${words.minutes}`;
  return `${part(words.present, D.minutes[0])} + ${part(words.answer, D.minutes[1])}`;
}

const companySheets = () => D.order[D.lang].map(([party]) => companySheet(party));

/** A page for each place and day on which it is used. */
function doorSheets() {
  const words = W[D.lang];
  return D.places.flatMap((place, i) => D.days.map((day, d) => {
    const held = ofPlace[i].filter(m => D.slots[m.slot][0] === d);
    if (!held.length) return null;
    const {mm} = fit(held.length, 1);
    const rows = held.map(m => el('div.row', {},
      el('span.time', {}, el('b', {}, D.slots[m.slot][1]), '–' + D.slots[m.slot][3]),
      el('span.who', {}, el('b', {}, D.parties[m.sme].title[D.lang])),
      D.standby && el('span.booth', {}, m.standby.map(party => D.parties[party].id).join(' ')),
      el('span.who', {}, D.parties[m.buyer].title[D.parties[m.buyer].lang])));
    return el('article.sheet.door', {}, paperHead(words.door_sheet, place.label[D.lang], day.label[D.lang], D.lang),
      el('div.rows', {style: {'--row': mm.toFixed(2) + 'mm'}}, rows), el('footer', {}, el('span', {}, D.zone), el('span', {}, splitText(words))));
  })).filter(Boolean);
}

/** A list for each slot, to be signed at the desk. */
function attendanceSheets() {
  const words = W[D.lang];
  return ofSlot.map((held, slot) => {
    if (!held.length) return null;
    const times = timesFor(null, slot, D.lang);
    return listSheet(words.attendance, `${times.date} ${times.start}–${times.end}`, `${words.meetings} ${held.length}`,
      [words.place, words.sme, '☐', words.buyer, '☐'],
      held.map(m => [D.places[m.place].id, D.parties[m.sme].title[D.lang], '☐', D.parties[m.buyer].title[D.lang], '☐']));
  }).filter(Boolean);
}

/** Who picks up a timetable at the desk: SMEs, then buyers, in alphabetical order. */
function pickUpSheets() {
  const words = W[D.lang];
  return ['sme', 'buyer'].map(side => {
    const list = D.order[D.lang].filter(([party]) => D.parties[party].side === side);
    let before = '';
    const rows = list.map(([party, initial]) => {
      const p = D.parties[party], head = initial === before ? '' : initial;
      before = initial;
      return [head, p.title[D.lang], p.id, p.booth, '☐', ''];
    });
    return listSheet(words.pick_up, side === 'sme' ? words.smes : words.buyers, `${list.length}`,
      ['', words.name, words.id, words.booth, words.received, words.signature], rows);
  });
}

function listSheet(kind, title, sub, heads, rows) {
  return el('article.list', {}, paperHead(kind, title, sub, D.lang), el('table', {},
    el('thead', {}, el('tr', {}, heads.map(h => el('th', {}, h)))),
    el('tbody', {}, rows.map(row => el('tr', {}, row.map(c => el('td', {}, c)))))));
}

let chosen = null;
function printPapers(sheets) {
  chosen = sheets;
  window.print();
  chosen = null;
}

const PAPERS = {companies: () => [...guideSheets(), ...companySheets()], guide: guideSheets, doors: doorSheets, attendance: attendanceSheets, pickup: pickUpSheets};

/** What is printed: the papers chosen, those named by #print=..., the timetable on the screen, or all of them. */
function papersNow() {
  if (chosen) return chosen;
  const [view, value] = location.hash.slice(1).split('=');
  if (view === 'print' && PAPERS[value]) return PAPERS[value]();
  if (view === 'party' && D.parties[value]) return [companySheet(+value)];
  return PAPERS.companies();
}
window.addEventListener('beforeprint', () => document.getElementById('paper').replaceChildren(...papersNow()));
window.addEventListener('afterprint', () => document.getElementById('paper').replaceChildren());
