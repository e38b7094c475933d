// The frame around the views: name, tabs, language; the part after # says what is shown.
const TABS = [['', 'search', searchView], ['now', 'now', nowView], ['load', 'load', loadView], ['grid', 'grid', gridView], ['print', 'print', printView]];
if (D.organizer) TABS.push(['plan', 'plan', planView]);

function switchLanguage() {
  lang = lang === 'ko' ? 'en' : 'ko';
  draw();
}

function currentView() {
  const [name, value] = location.hash.slice(1).split('=');
  const one = {party: [D.parties, partyView], place: [D.places, placeView], slot: [D.slots, slotView]}[name];
  if (one && one[0][value]) return one[1](+value);
  return (TABS.find(tab => tab[0] === name) || TABS[0])[2](value);
}

function draw() {
  document.documentElement.lang = lang;
  clearInterval(ticking);
  window.onresize = null;
  const now = location.hash.slice(1).split('=')[0];
  document.body.dataset.view = now;
  const tabs = TABS.map(([hash, word]) => el('a', {href: '#' + hash, 'aria-current': hash === now && 'page'}, w()[word]));
  const toggle = el('button.language', {onclick: switchLanguage}, lang === 'ko' ? 'English' : '한국어');
  document.getElementById('app').replaceChildren(
    el('header', {}, el('div.title', {}, link('', D.name), toggle), el('nav', {}, tabs)),
    el('main', {}, currentView()));
  window.scrollTo(0, 0);
}

window.addEventListener('hashchange', draw);
draw();
