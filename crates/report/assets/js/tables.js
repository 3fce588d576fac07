// The tables of the page, which stand in its text: words in the language chosen, sorting, rows by verdict.

/** The number of a cell, else its text; cells of nothing come last. */
function cellValue(row, column) {
  const text = row.cells[column].textContent.trim();
  if (text === '') return null;
  const value = Number(text.replaceAll(',', '').replace(/ %$/, '').replace(/–.*$/, ''));
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
    table.addEventListener('click', (event) => {
      const row = event.target.closest('tr[data-i]');
      if (!row) return;
      change({ chosen: { compound: Number(row.dataset.i) } });
      document.querySelector('.atlas').scrollIntoView({ block: 'start' });
    });
  }
}

/** Verdicts and reasons of the rows, in the language chosen; a row's class tells its verdict. */
function showTables() {
  for (const box of document.querySelectorAll('[data-circle]')) {
    const circle = Number(box.dataset.circle);
    const table = box.querySelector('table.compounds');
    if (!table || circle !== state.circle) continue;
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const told = circles[circle].told[row.dataset.i];
      row.cells[1].textContent = verdictTitle(told.verdict);
      row.cells[5].textContent = reasonTitle(told.reason);
      row.className = VERDICTS[told.verdict];
      row.hidden = !state.verdicts.has(told.verdict);
      shown += row.hidden ? 0 : 1;
    }
    const note = box.querySelector('.table-note');
    if (shown < compounds.length) put(note, ['TABLE_FILTERED', number(shown), number(compounds.length)]);
    else note.replaceChildren();
  }
}
