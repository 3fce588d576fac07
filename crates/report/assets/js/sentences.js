// What is told of one compound: why, and every figure behind it, as pairs of a title and a text.

const sideName = (side) => say(`SIDE_${side}`);
const isSameShare = (told) => told.shareLow === told.shareHigh;
const shareText = (told) => (isSameShare(told) ? percent(told.shareLow) : `${percent(told.shareLow).slice(0, -2)}–${percent(told.shareHigh)}`);

/** Why the verdict is what it is. */
function why(told) {
  const verdict = VERDICTS[told.verdict];
  if (verdict === 'served') return ['WHY_SERVED', shareText(told)];
  if (told.reason === null) return verdict === 'undetermined' ? ['ABOUT_UNKNOWN'] : '';
  const key = reasonKey(told.reason);
  if (key === 'BARRIER' && told.metres !== null && told.straight !== null) return ['WHY_BARRIER', number(told.straight), number(told.metres)];
  return [`ABOUT_${key}`];
}

/** Minutes between which the walk lies, where the data leave it open. */
function range({ low, high, minutes }) {
  if (low === minutes && high === minutes) return null;
  if (low === null && high === null) return ['RANGE_NONE'];
  if (high === null) return ['RANGE_OR_NONE', minutesText(low)];
  return ['RANGE', minutesText(low ?? 0), minutesText(high)];
}

/** Ways in by class of evidence, best first. */
function waysIn(compound) {
  const classes = [...new Set(compound.evidence)].sort();
  if (!classes.length) return say('WAYS_NONE');
  const counted = classes.map((one) => say('WAYS', compound.evidence.filter((other) => other === one).length, say(`EVIDENCE_${one}`)));
  return counted.join(say('LIST_COMMA'));
}

/** What would make the verdict sure, or surer. */
function settling(compound, told) {
  if (told.side !== null) return ['SETTLE_GATE', sideName(told.side), verdictTitle(told.would).toLocaleLowerCase()];
  const codes = compound.rules.map(([code]) => code);
  const holds = (...some) => some.some((code) => codes.includes(code));
  if (told.reason !== null && reasonKey(told.reason) === 'EDGE_OF_DATA') return ['SETTLE_EDGE'];
  if (holds('off-network', 'dwellings-off-network')) return ['SETTLE_PATHS'];
  if (holds('nothing-mapped', 'way-in-guessed', 'way-in-doubtful', 'inner-ways-cut-off')) return ['SETTLE_GATES'];
  return null;
}

const gradeText = (compound) => {
  const held = compound.rules.map(([, english, chinese]) => (language === 'zh' ? chinese : english));
  return [say('GRADE', 'ABCDE'[compound.grade]), ...held].join(language === 'zh' ? '；' : '; ');
};

/** Pairs of a title and a text; what is not told is left out. */
function pairsOf(compound, told) {
  const yesNo = compound.gated === null ? ['NOT_KNOWN'] : [compound.gated ? 'YES' : 'NO'];
  const detour = told.straight > 0 && told.metres !== null ? ['DETOUR', number(told.straight), number(told.metres / told.straight, 1)] : told.straight === null ? null : ['METRES', number(told.straight)];
  return [
    ['ROW_SETTLE', settling(compound, told)],
    ['ROW_OPEN', range(told)],
    ['ROW_SHARE', ['SHARE_OF', shareText(told), number(compound.dwellings)]],
    ['ROW_STRAIGHT', detour],
    ['ROW_ELDERS', told.outside === null || compound.elders === null ? null : ['PART_OF', number(told.outside), number(compound.elders)]],
    ['ROW_HOUSEHOLDS', compound.households === null ? null : number(compound.households)],
    ['ROW_SPEED', told.speed === null ? null : ['SPEED', number(told.speed, 2), number(RAW.speed, 2)]],
    ['ROW_GATED', yesNo],
    ['ROW_WAYS', waysIn(compound)],
    ['ROW_DWELLINGS', compound.basis === null ? null : [`BASIS_${compound.basis}`]],
    ['ROW_SNAP', told.snap === null ? null : ['METRES', number(told.snap)]],
    ['ROW_UNIT', compound.units.length ? compound.units.join(' · ') : null],
    ['ROW_GRADE', compound.grade === null ? null : gradeText(compound)],
  ].filter(([, said]) => said !== null);
}
