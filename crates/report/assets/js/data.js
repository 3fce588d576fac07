// The data of the page: columns of the JSON made into records, lines of Base64 VLQ made into places.

const RAW = JSON.parse(document.getElementById('data').textContent);

const VLQ = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE_OF = new Uint8Array(128);
for (let value = 0; value < VLQ.length; value += 1) VALUE_OF[VLQ.charCodeAt(value)] = value;

/** Reads places, each a step from the one before; the first from the page's origin. */
function placeReader() {
  let [lon, lat] = RAW.origin;
  return (text) => {
    const places = [];
    let number = 0;
    let factor = 1;
    let isLon = true;
    for (let at = 0; at < text.length; at += 1) {
      const value = VALUE_OF[text.charCodeAt(at)];
      number += (value & 31) * factor;
      factor *= 32;
      if (value & 32) continue;
      // The lowest bit is the sign.
      const step = number % 2 ? -(number - 1) / 2 : number / 2;
      if (isLon) lon += step;
      else places.push([(lat += step) / RAW.scale, lon / RAW.scale]);
      isLon = !isLon;
      number = 0;
      factor = 1;
    }
    return places;
  };
}

/** Places as [latitude, longitude], as the map wants them. */
const placesOf = (text) => (text ? placeReader()(text) : []);

/** Lines that go on from each other. */
function linesOf(text) {
  const read = placeReader();
  return text ? text.split(',').map(read) : [];
}

/** Polygons of rings. */
function shapeOf(text) {
  const read = placeReader();
  return text ? text.split(';').map((polygon) => polygon.split(',').map(read)) : [];
}

const digitAt = (text, place) => (text[place] === '-' || text[place] === undefined ? null : parseInt(text[place], 36));
const digitsOf = (text) => Array.from(text, (_, place) => digitAt(text, place));

const compounds = (() => {
  const all = RAW.compounds;
  const at = placesOf(all.at);
  return all.id.map((id, i) => ({
    i,
    id,
    name: all.name[i] ?? id,
    named: all.name[i] !== null,
    at: at[i],
    shape: shapeOf(all.outline[i]),
    households: all.households?.[i] ?? null,
    elders: all.elders?.[i] ?? null,
    dwellings: all.dwellings[i],
    basis: digitAt(all.basis, i),
    gated: digitAt(all.gated, i),
    gates: placesOf(all.gates[i]),
    evidence: digitsOf(all.evidence[i]),
    grade: digitAt(all.grade, i),
    rules: digitsOf(all.held_down_by[i] ?? '').map((rule) => all.rules[rule]),
    units: [all.street?.[i], all.community?.[i]].filter(Boolean),
  }));
})();

const facilities = (() => {
  const all = RAW.facilities;
  const at = placesOf(all.at);
  return all.id.map((id, i) => ({
    i,
    id,
    name: all.name[i] ?? id,
    category: all.category[i],
    status: all.status[i],
    area: all.area?.[i] ?? null,
    beds: all.beds?.[i] ?? null,
    at: at[i],
  }));
})();

/** What a circle says: of each compound, by position; of each facility. */
const circles = RAW.circles.map((raw) => ({
  name: raw.name,
  walk: raw.walk,
  limit: raw.limit,
  areas: raw.areas.map((area) => ({ minutes: area.minutes, shape: shapeOf(area.shape) })),
  counts: digitsOf(raw.counts).map(Boolean),
  serves: raw.serves,
  servesElders: raw.serves_elders ?? raw.serves.map(() => null),
  told: compounds.map((_, i) => {
    const minutes = raw.minutes[i];
    const [low, high] = raw.open[i] ?? [minutes, minutes];
    const [side, would] = raw.settled[i] ?? [null, null];
    return {
      verdict: digitAt(raw.verdict, i),
      reason: digitAt(raw.reason, i),
      minutes,
      low,
      high,
      metres: raw.metres[i],
      straight: raw.straight[i],
      shareLow: raw.share_low[i],
      shareHigh: raw.share_high[i],
      facility: raw.facility[i],
      outside: raw.outside?.[i] ?? null,
      snap: raw.snap[i],
      speed: raw.speed[i],
      side,
      would,
      walk: raw.walks[i],
    };
  }),
}));

const sites = (() => {
  const all = RAW.sites;
  if (!all) return [];
  const at = placesOf(all.at);
  return all.name.map((name, i) => ({
    i,
    name,
    at: at[i],
    circle: all.circle[i],
    compounds: all.compounds[i],
  }));
})();

const units = (RAW.units ?? []).map((unit) => ({ ...unit, shape: shapeOf(unit.shape) }));
