// The tables of the page, which stand in its text: words in the language chosen, sorting, rows by verdict.

/** The number of a cell, else its text; cells of nothing come last. */
function cellValue(row, column) {
  const text = row.cells[column].textContent.trim();
  if (text === '' || text === '–') return null;
  // Of two ends the lower one: 59.6–91.5 %, 59.6%～91.5%, -8.5 to 40.4.
  const value = Number(text.replaceAll(',', '').replace(/(–|～| to ).*$/, '').replace(/ ?%$/, ''));
  return Number.isNaN(value) ? text : value;
}

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), TAGS[language]);
}

function sortBy(table, column) {
  const head = table.tHead.rows[0].cells[column];
  const isDown = head.getAttribute('aria-sort') === 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
  const rows = [...table.tBodies[0].rows].map((row) => [cellValue(row, column), row]);
  rows.sort(([a], [b]) => (a === null || b === null || !isDown ? compare(a, b) : compare(b, a)));
  table.tBodies[0].append(...rows.map(([, row]) => row));
  rankRows(table);
}

/** Heads become buttons that sort. */
function startTables() {
  for (const table of document.querySelectorAll('table:not(.pairs)')) {
    for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
      const key = head.dataset.t;
      head.removeAttribute('data-t');
      head.replaceChildren(make('button', { type: 'button', 'data-t': key, onclick: () => sortBy(table, column) }));
    }
  }
  for (const table of document.querySelectorAll('table.compounds')) {
    offerAllRows(table);
    table.addEventListener('click', (event) => {
      const row = event.target.closest('tr[data-i]');
      if (!row) return;
      change({ chosen: { compound: Number(row.dataset.i) } });
      document.querySelector('.atlas').scrollIntoView({ block: 'start' });
    });
  }
}

/** The language that each table's words are in. */
const tableLanguages = new WeakMap();
/** Rows of a long table that are laid out at first; as many as its style lets be seen before scripts rank them. */
const ROWS_SEEN = 100;

/** Rows beyond the first of those shown wait until all are asked for. */
function rankRows(table) {
  const isWhole = table.classList.contains('whole');
  let seen = 0;
  for (const row of table.tBodies[0].rows) {
    seen += row.hidden ? 0 : 1;
    row.classList.toggle('beyond', !isWhole && seen > ROWS_SEEN);
  }
  table.classList.add('ranked');
}

/** A button below a long table that shows all its rows. */
function offerAllRows(table) {
  if (table.tBodies[0].rows.length <= ROWS_SEEN) return;
  const button = make('button', { type: 'button', class: 'tool all-rows', 'data-t': 'ALL_ROWS', onclick: () => {
    table.classList.add('whole');
    rankRows(table);
    button.remove();
  } });
  table.parentElement.after(button);
}

/** Verdicts and reasons of the rows in the language chosen; rows of the verdicts chosen. */
function showTables() {
  const table = document.querySelector(`div[data-circle="${state.circle}"] table.compounds`);
  if (!table) return;
  const isTranslated = (tableLanguages.get(table) ?? RAW.language) === language;
  const isWhole = state.verdicts.size === VERDICTS.length && !table.querySelector('tr[hidden]');
  if (!(isTranslated && isWhole)) {
    for (const row of table.tBodies[0].rows) {
      const told = circleNow().told[row.dataset.i];
      if (!isTranslated) {
        row.cells[1].textContent = verdictTitle(told.verdict);
        row.cells[5].textContent = reasonTitle(told.reason);
      }
      row.hidden = !state.verdicts.has(told.verdict);
    }
    tableLanguages.set(table, language);
    rankRows(table);
  }
  const shown = compounds.filter(isShown).length;
  const note = table.closest('section').querySelector('.table-note');
  if (shown < compounds.length) put(note, ['TABLE_FILTERED', number(shown), number(compounds.length)]);
  else note.replaceChildren();
}
