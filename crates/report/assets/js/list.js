// The list beside the map: search, verdicts to show, compounds by minutes outside.

/** Rows added at a time. */
const ROWS = 60;
let rowsShown = ROWS;

function showChips() {
  const box = document.getElementById('chips');
  const counts = VERDICTS.map((_, verdict) => circleNow().told.filter((told) => told.verdict === verdict).length);
  const chips = VERDICTS.map((word, verdict) => {
    const isOn = state.verdicts.has(verdict);
    const toggle = () => {
      const verdicts = new Set(state.verdicts);
      if (!verdicts.delete(verdict)) verdicts.add(verdict);
      change({ verdicts });
    };
    return make('button', { type: 'button', class: `chip ${word}`, 'aria-pressed': String(isOn), onclick: toggle },
      make('span', { class: 'swatch' }), verdictTitle(verdict), make('b', {}, String(counts[verdict])));
  });
  const at = [...box.children].indexOf(document.activeElement);
  box.replaceChildren(...chips);
  if (at >= 0) chips[at].focus();
}

function rowOf(compound) {
  const told = toldOf(compound);
  const outside = outsideOf(compound);
  const minutes = told.minutes === null ? say('NOT_REACHED') : say('MINUTES', minutesText(told.minutes));
  const beyond = Number.isFinite(outside) && outside > 0 ? say('OUTSIDE_BY', minutesText(outside)) : '';
  const reason = reasonTitle(told.reason);
  return make('li', {},
    make('button', { type: 'button', onclick: () => change({ chosen: { compound: compound.i } }) },
      make('span', { class: `swatch ${VERDICTS[told.verdict]}`, title: verdictTitle(told.verdict) }),
      make('span', { class: 'who' }, make('span', { class: 'name' }, compound.name), make('span', { class: 'about' }, [verdictTitle(told.verdict), reason].filter(Boolean).join(' · '))),
      make('span', { class: 'far' }, make('b', {}, minutes), make('span', { class: 'about' }, beyond))));
}

function showList() {
  const found = matching();
  const list = document.getElementById('list');
  list.replaceChildren(...found.slice(0, rowsShown).map(rowOf));
  const all = compounds.length;
  const count = found.length === all ? ['FOUND_ALL', number(all)] : ['FOUND', number(found.length), number(all)];
  put(document.getElementById('found'), found.length ? count : ['FOUND_NONE']);
  document.getElementById('more').hidden = found.length <= rowsShown;
}

function startList() {
  const search = document.getElementById('search');
  search.addEventListener('input', () => change({ query: search.value }));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      const [first] = matching();
      if (first) change({ chosen: { compound: first.i } });
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      document.querySelector('#list button')?.focus();
    }
  });
  document.getElementById('list').addEventListener('keydown', (event) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
    const row = event.target.closest('li');
    if (!step || !row) return;
    event.preventDefault();
    (row[step]?.querySelector('button') ?? (event.key === 'ArrowUp' ? search : null))?.focus();
  });
  document.getElementById('more').addEventListener('click', () => {
    rowsShown += ROWS;
    showList();
  });
}
