// The page begins.

/** A swatch and the minutes of each ring of a circle, the narrowest first. */
const ringMarks = () =>
  circleNow().areas.map(({ minutes }, ring) => [make('span', { class: `swatch ring${ring}` }), number(minutes, 1)]).reverse().flat().concat(say('MINUTES', '').trim());

/** The legend in words, and what may be taken off the map. */
function showLegend(map, { layers, byZoom, wanted }) {
  const box = document.getElementById('legend');
  const mark = (kind) => make('span', { class: `swatch ${kind}` });
  const rows = VERDICTS.map((word, verdict) => make('li', {}, mark(word), verdictTitle(verdict)));
  rows.push(make('li', {}, mark('facility'), say('LEGEND_FACILITY')));
  if (circleNow().counts.some((counts) => !counts)) rows.push(make('li', {}, mark('idle'), say('LEGEND_IDLE')));
  const here = units.filter((unit) => unit.circle === state.circle && unit.shape.length);
  if (here.some((unit) => unit.administrative === 1)) rows.push(make('li', {}, mark('covered'), say('UNIT_COVERED')));
  if (here.some((unit) => unit.administrative === 0)) rows.push(make('li', {}, mark('not-covered'), say('UNIT_NOT_COVERED')));
  const toggles = [['walks', 'LEGEND_WALKS', true], ['names', 'LEGEND_NAMES', true], ['areas', 'LEGEND_AREAS', circleNow().areas.length], ['units', 'LEGEND_UNITS', units.length], ['sites', 'LEGEND_SITES', sites.length]];
  for (const [name, key, isThere] of toggles) {
    if (!isThere) continue;
    const toggle = () => {
      if (name in wanted) {
        wanted[name] = input.checked;
        byZoom();
      } else {
        layers[name][input.checked ? 'addTo' : 'removeFrom'](map);
      }
    };
    const input = make('input', { type: 'checkbox', checked: wanted[name] ?? map.hasLayer(layers[name]), onchange: toggle });
    rows.push(make('li', {}, make('label', {}, input, say(key))));
    if (name === 'areas') rows.push(make('li', { class: 'rings' }, ...ringMarks()));
  }
  const isOpen = box.querySelector('details')?.open ?? matchMedia('(min-width: 861px)').matches;
  box.replaceChildren(make('details', { open: isOpen }, make('summary', {}, say('LEGEND')), make('ul', {}, ...rows)));
}

/** The choice stands in the address, so that a link leads to a compound. */
function rememberChoice() {
  const compound = compounds[state.chosen?.compound];
  const hash = compound ? `#${encodeURIComponent(compound.id)}` : ' ';
  try {
    history.replaceState(null, '', hash === ' ' ? location.pathname + location.search : hash);
  } catch {
    // Some browsers allow no changes to the address of a file; the page does without.
  }
}

function start() {
  const html = document.documentElement;
  const map = makeMap(document.getElementById('map'));
  showAll(map);
  addStreets(map);
  const drawn = makeLayers(map);
  const { layers, draw, byZoom } = drawn;
  for (const name of ['areas', 'units', 'facilities', 'sites', 'chosen', 'names']) layers[name].addTo(map);

  const say_all = () => {
    html.lang = TAGS[language];
    translate(document);
    showLegend(map, drawn);
  };
  const show = (keys) => {
    const has = (...some) => some.some((key) => keys.has(key));
    if (has('circle')) for (const box of document.querySelectorAll('[data-circle]')) box.hidden = Number(box.dataset.circle) !== state.circle;
    if (has('language')) say_all();
    if (has('circle')) {
      unitChosen = null;
      draw.areas();
      draw.units();
      draw.facilities();
      showLegend(map, drawn);
    }
    if (has('circle', 'verdicts')) draw.compounds();
    if (has('circle', 'chosen')) draw.chosen();
    if (has('circle', 'verdicts')) byZoom();
    if (has('circle', 'verdicts', 'language')) {
      showChips();
      showTables();
    }
    if (has('circle', 'verdicts', 'query')) rowsShown = ROWS;
    if (has('circle', 'verdicts', 'language', 'query')) showList();
    if (has('circle', 'list', 'language')) showUnits(map, chooseUnit);
    if (has('circle', 'chosen', 'language')) showDetail(keys.has('chosen'));
    if (has('chosen')) rememberChoice();
    if (has('chosen') && state.chosen) goTo(map, state.chosen);
    layers.names.draw();
  };
  const chooseUnit = (unit) => {
    unitChosen = unit;
    draw.units();
    showUnits(map, chooseUnit);
  };
  onChange(show);
  startList();
  startTables();
  startPrinting(map);
  document.getElementById('language').addEventListener('click', () => {
    language = LANGUAGES.find((other) => other !== language);
    show(new Set(['language']));
  });
  document.getElementById('circle')?.addEventListener('change', ({ target }) => change({ circle: Number(target.value) }));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.chosen) change({ chosen: null });
  });

  show(new Set(['circle', 'verdicts', 'language', 'query']));
  const linked = decodeURIComponent(location.hash.slice(1));
  const compound = linked && compounds.find((one) => one.id === linked);
  if (compound) change({ chosen: { compound: compound.i } });
  html.dataset.ready = 'yes';
}

start();
