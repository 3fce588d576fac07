// Units beside the map, the largest shortfall first: what the city reports against what is walked.

let unitChosen = null;

const shareRange = (low, high) => {
  if (low === null && high === null) return '–';
  if (low === null || high === null || Math.round(low * 100) === Math.round(high * 100)) return percent(low ?? high);
  return `${percent(low).slice(0, -2)}–${percent(high)}`;
};

/** Of one unit the city's figure is whether it is covered. */
const cityFigure = ({ administrative }) => {
  if (administrative === null) return '–';
  if (administrative === 1) return say('COVERED');
  return administrative === 0 ? say('NOT_COVERED') : percent(administrative);
};

/** A unit's line on the map: whole where the city counts it as covered, dashed where not. */
function unitLine(unit) {
  const { covered, not_covered } = RAW.palette;
  const isCovered = unit.administrative !== 0;
  const width = unit === unitChosen ? 2 : 0;
  return { color: (isCovered ? covered : not_covered).edge, weight: (isCovered ? 2.6 : 2) + width, opacity: 0.9, dashArray: isCovered ? null : '8 6' };
}

/** Where a unit's name stands: the middle of its outline. */
const middleOf = (unit) => L.latLngBounds(unit.shape.flat(2)).getCenter();

function unitRow(map, unit, choose) {
  const told = [
    ['COLUMN_ADMINISTRATIVE', cityFigure(unit)],
    ['COLUMN_WALKED', shareRange(unit.walked_low, unit.walked_high)],
  ].map(([key, share]) => `${say(key)} ${share}`);
  if (unit.partial) told.push(say('DATA_PARTIAL'));
  const go = () => {
    choose(unit);
    if (unit.shape.length) map.fitBounds(L.latLngBounds(unit.shape.flat(2)), { padding: [40, 40], maxZoom: CLOSEST_ZOOM });
  };
  return make('li', {},
    make('button', { type: 'button', onclick: go, 'aria-pressed': String(unitChosen === unit) },
      make('span', { class: 'who' }, make('span', { class: 'name' }, unit.name), make('span', { class: 'about' }, told.join(' · '))),
      make('span', { class: 'far' }, make('b', {}, unit.outside === null ? '–' : number(unit.outside)), make('span', { class: 'about' }, say('COLUMN_OUTSIDE')))));
}

/** The two lists of the panel: compounds, and units where there are any. */
function showUnits(map, choose) {
  const here = units.filter((unit) => unit.circle === state.circle);
  here.sort((a, b) => (b.outside ?? -1) - (a.outside ?? -1));
  const tabs = document.getElementById('tabs');
  const list = document.getElementById('unit-list');
  tabs.hidden = here.length === 0;
  const isUnits = state.list === 'units' && here.length > 0;
  document.getElementById('finder').classList.toggle('units', isUnits);
  list.replaceChildren(...(isUnits ? here.map((unit) => unitRow(map, unit, choose)) : []));
  const tab = (name, key) => make('button', { type: 'button', 'aria-pressed': String((name === 'units') === isUnits), onclick: () => change({ list: name }) }, say(key));
  const at = [...tabs.children].indexOf(document.activeElement);
  tabs.replaceChildren(tab('compounds', 'HEADING_COMPOUNDS'), tab('units', 'LEGEND_UNITS'));
  if (at >= 0) tabs.children[at].focus();
}
