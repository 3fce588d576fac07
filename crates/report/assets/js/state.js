// What is chosen now, and who wants to know when it changes.

const state = {
  circle: 0,
  verdicts: new Set(VERDICTS.keys()),
  query: '',
  /** What the panel lists: compounds or units. */
  list: 'compounds',
  /** {compound}, {facility} or {site} by position, or null. */
  chosen: null,
};

const listeners = [];
const onChange = (listener) => listeners.push(listener);

/** Changes the state and tells everybody which of its keys changed. */
function change(changes) {
  Object.assign(state, changes);
  const keys = new Set(Object.keys(changes));
  for (const listener of listeners) listener(keys);
}

const circleNow = () => circles[state.circle];
const toldOf = (compound) => circleNow().told[compound.i];
const isShown = (compound) => state.verdicts.has(toldOf(compound).verdict);

/** Minutes beyond the limit; those who reach nothing are the farthest of all. */
const outsideOf = (compound) => {
  const { minutes } = toldOf(compound);
  return minutes === null ? Infinity : minutes - circleNow().limit;
};

/** The compounds that are shown and found: one of that very name or id, then the farthest outside. */
function matching() {
  const query = state.query.trim().toLocaleLowerCase();
  const found = [];
  for (const compound of compounds) {
    if (!isShown(compound)) continue;
    const [name, id] = [compound.name.toLocaleLowerCase(), compound.id.toLocaleLowerCase()];
    if (!name.includes(query) && !id.includes(query)) continue;
    found.push({ compound, isIt: name === query || id === query, outside: outsideOf(compound) });
  }
  found.sort((a, b) => b.isIt - a.isIt || (a.outside === b.outside ? 0 : b.outside - a.outside));
  return found.map(({ compound }) => compound);
}
