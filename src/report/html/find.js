// The data, small helpers, and the search. A name is found by any part of it, by id, and in Korean by initial consonants (ㅎㅂ finds 한빛).
const D = JSON.parse(document.getElementById('data').textContent);
const W = Object.fromEntries(D.words);
let lang = D.lang;
const w = () => W[lang];

/** An element: el('a.big', {href: '#'}, 'text', child). Strings become text nodes, never markup. */
function el(name, attributes, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter(c => c !== null && c !== undefined && c !== false));
  return node;
}

// Lookups: meetings of each party, place and slot, in order of time.
const ofParty = D.parties.map(() => []), ofPlace = D.places.map(() => []), ofSlot = D.slots.map(() => []);
for (const [i, [sme, buyer, slot, place, interpreter]] of D.meetings.entries()) {
  const meeting = {sme, buyer, slot, place, interpreter, standby: D.standby ? D.standby[i] : []};
  ofParty[sme].push(meeting);
  ofParty[buyer].push(meeting);
  ofPlace[place].push(meeting);
  ofSlot[slot].push(meeting);
}
const partnerOf = (meeting, party) => meeting.sme === party ? meeting.buyer : meeting.sme;

/** Date and times of a session on a party's own clock, the date in a language. */
function sessionTimes(party, session, language) {
  const zone = D.parties[party].zone, s = D.sessions[session];
  if (!zone) return {date: s.date[language], start: s.start, end: s.end};
  const [ko, en, start, end] = D.zones[zone].sessions[session];
  return {date: language === 'ko' ? ko : en, start, end};
}

/** What a party does, by the dates that its clock shows: meetings and the sessions it attends, in order of time. */
function agendaOf(party, language) {
  const meetings = ofParty[party].map(meeting => ({at: D.slots[meeting.slot][4], meeting, times: timesFor(party, meeting.slot, language)}));
  const sessions = (D.parties[party].sessions || []).map(i =>
    ({at: D.sessions[i].at, session: D.sessions[i], times: sessionTimes(party, i, language)}));
  return byDate([...meetings, ...sessions].sort((a, b) => a.at - b.at));
}

function byDate(items) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(item.times.date)) groups.set(item.times.date, []);
    groups.get(item.times.date).push(item);
  }
  return groups;
}

/** Date and times of a slot on a party's own clock, the date in a language. */
function timesFor(party, slot, language) {
  const zone = party === null ? null : D.parties[party].zone;
  if (!zone) {
    const [day, start, answer, end] = D.slots[slot];
    return {date: D.days[day].label[language], start, answer, end};
  }
  const [ko, en, start, answer, end] = D.zones[zone].slots[slot];
  return {date: language === 'ko' ? ko : en, start, answer, end};
}

const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const plain = text => text.normalize('NFC').toLowerCase().replace(/[\s().,㈜]/g, '');
const isSyllable = code => code >= 0xac00 && code <= 0xd7a3;

/** Does a letter of a name answer to a letter of the question? 한 answers to 한, 하 (still being typed) and ㅎ. */
function answers(letter, asked) {
  if (letter === asked) return true;
  const code = letter.charCodeAt(0) - 0xac00;
  if (!isSyllable(letter.charCodeAt(0))) return false;
  if (INITIALS[Math.floor(code / 588)] === asked) return true;
  const open = asked.charCodeAt(0) - 0xac00;
  return isSyllable(asked.charCodeAt(0)) && open % 28 === 0 && code - code % 28 === open;
}

function holds(text, question) {
  for (let i = 0; i + question.length <= text.length; i++) {
    let k = 0;
    while (k < question.length && answers(text[i + k], question[k])) k++;
    if (k === question.length) return i;
  }
  return -1;
}

const haystacks = D.parties.map(p => [p.title.ko, p.title.en, p.sub.ko, p.sub.en, p.id].map(plain));

/** Parties that answer to the question, names that begin with it first. */
function find(question) {
  const asked = plain(question);
  const order = D.order[lang];
  if (!asked) return order.map(([party]) => party);
  const found = [];
  order.forEach(([party], rank) => {
    let best = Infinity;
    haystacks[party].forEach((text, field) => {
      const at = holds(text, asked);
      if (at >= 0) best = Math.min(best, (at === 0 ? 0 : 1) + (field < 2 ? 0 : 2));
    });
    if (best < Infinity) found.push([best, rank, party]);
  });
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return found.map(f => f[2]);
}
