// What is said, in the language chosen. `say` gives a text; `put` writes it into an element with the words that weigh in bold.

const LANGUAGES = ['en', 'zh'];
const TAGS = { en: 'en', zh: 'zh-CN' };
let language = RAW.language;

const templateOf = (key) => RAW.words[key][LANGUAGES.indexOf(language)];

/** A text of a phrase, its braces filled in. */
const filled = (text, fillings) => text.replace(/\{(\d)\}/g, (brace, number) => told(fillings[number] ?? brace));

/** Anything that is said: a text, a number, ['KEY', fillings ...] or {en, zh}. */
function told(said) {
  if (Array.isArray(said)) return say(...said);
  if (said !== null && typeof said === 'object') return said[language];
  return String(said);
}

const say = (key, ...fillings) => filled(templateOf(key), fillings).replaceAll('**', '');

/** Writes what is said into an element. */
function put(element, said) {
  if (!Array.isArray(said)) {
    element.textContent = told(said);
    return element;
  }
  const [key, ...fillings] = said;
  const parts = templateOf(key).split('**').map((part, number) => {
    const text = filled(part, fillings);
    return number % 2 ? make('b', {}, text) : text;
  });
  element.replaceChildren(...parts);
  return element;
}

/** An element with attributes and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

const saidOf = (remembered) => (/^[[{]/.test(remembered) ? JSON.parse(remembered) : [remembered]);

/** Says everything under an element that remembers what it says. */
function translate(root) {
  for (const element of root.querySelectorAll('[data-t]')) put(element, saidOf(element.dataset.t));
  for (const name of ['aria-label', 'placeholder']) {
    for (const element of root.querySelectorAll(`[data-t-${name}]`)) {
      element.setAttribute(name, told(saidOf(element.getAttribute(`data-t-${name}`))));
    }
  }
}

const VERDICTS = RAW.verdicts;
const verdictTitle = (verdict) => say(`VERDICT_${VERDICTS[verdict].toUpperCase()}`);
const reasonKey = (reason) => RAW.reasons[reason].toUpperCase().replaceAll('-', '_');
const reasonTitle = (reason) => (reason === null ? '' : say(`REASON_${reasonKey(reason)}`));

/** A word of the data that the catalogue may know: a category, a status. */
function known(kind, word) {
  const key = `${kind}_${word.toUpperCase().replaceAll('-', '_')}`;
  return RAW.words[key] ? say(key) : word.replaceAll('_', ' ');
}

/** A form of numbers for each count of decimals: to make one costs more than to use it a hundred times. */
const numberForms = [];
/** A number with so many decimals at most, thousands apart. */
const number = (value, decimals = 0) => (numberForms[decimals] ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: decimals })).format(value);
/** Minutes with a decimal; with two where one would tell the limit of what is beyond it. */
function minutesText(minutes) {
  const { limit } = circleNow();
  const looksLikeLimit = Math.round(minutes * 10) === Math.round(limit * 10) && minutes > limit;
  return number(minutes, looksLikeLimit ? 2 : 1);
}
const percent = (share) => `${Math.round(share * 100)} %`;
