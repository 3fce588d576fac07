// What is chosen now, and who wants to know when it changes.

const state = {
  circle: 0,
  verdicts: new Set(VERDICTS.keys()),
  query: '',
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

/** The compounds that are shown and found, the farthest outside first. */
function matching() {
  const query = state.query.trim().toLocaleLowerCase();
  const isFound = (compound) =>
    !query || compound.name.toLocaleLowerCase().includes(query) || compound.id.toLocaleLowerCase().includes(query);
  const far = (a, b) => {
    const [one, other] = [outsideOf(a), outsideOf(b)];
    return one === other ? a.i - b.i : other - one;
  };
  return compounds.filter((compound) => isShown(compound) && isFound(compound)).sort(far);
}
