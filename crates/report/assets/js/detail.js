// The card of what is chosen: a compound, a facility or a site.

const SVG = 'http://www.w3.org/2000/svg';

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Minutes as a bar against the limit; what the data leave open as a thin line. */
function gauge(told, limit) {
  const longest = Math.max(limit * 2, told.minutes, told.high ?? 0);
  const x = (minutes) => (minutes / longest) * 300;
  const bar = draw('svg', { class: 'gauge', viewBox: '0 0 300 26', role: 'img', 'aria-label': say('GAUGE', minutesText(told.minutes), number(limit, 1)) });
  bar.append(draw('rect', { class: 'rail', x: 0, y: 8, width: 300, height: 8, rx: 4 }));
  bar.append(draw('rect', { class: VERDICTS[told.verdict], x: 0, y: 8, width: Math.max(4, x(told.minutes)), height: 8, rx: 4 }));
  if (told.low !== told.minutes || told.high !== told.minutes) {
    bar.append(draw('line', { class: 'open', x1: x(told.low ?? 0), x2: x(told.high ?? longest), y1: 20, y2: 20 }));
  }
  bar.append(draw('line', { class: 'limit', x1: x(limit), x2: x(limit), y1: 2, y2: 22 }));
  return bar;
}

const pairList = (pairs) => {
  const list = make('dl');
  for (const [key, said] of pairs) list.append(make('dt', {}, say(key)), put(make('dd'), said));
  return list;
};

const osmLink = (id) =>
  /^(node|way|relation)\/\d+$/.test(id)
    ? make('a', { href: `https://www.openstreetmap.org/${id}`, target: '_blank', rel: 'noopener noreferrer' }, id)
    : make('span', {}, id);

function compoundCard(compound) {
  const told = toldOf(compound);
  const facility = facilities[told.facility];
  const { limit } = circleNow();
  const verdict = VERDICTS[told.verdict];
  const chip = make('span', { class: `chip ${verdict}` }, make('span', { class: 'swatch' }), verdictTitle(told.verdict));
  const parts = [make('h3', { tabindex: -1 }, compound.name), make('p', { class: 'id' }, chip, osmLink(compound.id))];
  if (told.minutes === null) {
    parts.push(put(make('p', { class: 'walk' }), ['DETAIL_NO_WALK', number(limit * 4, 1)]));
  } else {
    const to = [facility?.name ?? '', facility ? known('CATEGORY', facility.category) : ''];
    const minutes = minutesText(told.minutes);
    // Times made elsewhere come without metres.
    const walk = told.metres === null ? ['DETAIL_TIME', minutes, ...to] : ['DETAIL_WALK', minutes, number(told.metres), ...to];
    parts.push(put(make('p', { class: 'walk' }), walk), gauge(told, limit));
  }
  parts.push(put(make('p', { class: 'why' }), why(told)), pairList(pairsOf(compound, told)));
  return parts;
}

function facilityCard(facility) {
  const circle = circleNow();
  const counts = circle.counts[facility.i];
  const elders = circle.servesElders[facility.i];
  const serves = put(make('p', { class: 'walk' }), counts ? ['FACILITY_SERVES', number(circle.serves[facility.i])] : ['FACILITY_IDLE']);
  if (counts && elders !== null) serves.append(say('LIST_COMMA'), say('FACILITY_SERVES_ELDERS', number(elders)));
  const pairs = [
    ['ROW_CATEGORY', known('CATEGORY', facility.category)],
    ['ROW_STATUS', known('STATUS', facility.status)],
    ['ROW_AREA', facility.area === null ? null : ['SQUARE_METRES', number(facility.area)]],
    ['ROW_BEDS', facility.beds === null ? null : number(facility.beds)],
  ].filter(([, said]) => said !== null);
  return [make('h3', { tabindex: -1 }, facility.name), make('p', { class: 'id' }, osmLink(facility.id)), serves, pairList(pairs)];
}

function siteCard(site) {
  const order = sites.filter((one) => one.circle === site.circle).indexOf(site) + 1;
  const parts = [make('h3', { tabindex: -1 }, site.name), make('p', { class: 'id' }, say('SITE_NUMBER', order))];
  if (site.compounds !== null) parts.push(put(make('p', { class: 'walk' }), ['SITE_GAINS', number(site.compounds)]));
  return parts;
}

/** Shows the card of what is chosen in place of the list, or the list again. */
function showDetail(moveFocus) {
  const card = document.getElementById('detail');
  const finder = document.getElementById('finder');
  const { chosen } = state;
  card.hidden = !chosen;
  finder.hidden = Boolean(chosen);
  if (!chosen) return;
  const back = make('button', { type: 'button', class: 'tool back', onclick: () => change({ chosen: null }) }, '← ', say('BACK'));
  const parts =
    chosen.compound !== undefined ? compoundCard(compounds[chosen.compound])
    : chosen.facility !== undefined ? facilityCard(facilities[chosen.facility])
    : siteCard(sites[chosen.site]);
  card.replaceChildren(back, ...parts);
  card.scrollTop = 0;
  if (moveFocus) card.querySelector('h3').focus({ preventScroll: true });
}
