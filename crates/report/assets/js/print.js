// On paper: the map takes the width of a page and shows the same ground.

function startPrinting(map) {
  const html = document.documentElement;
  let seen = null;
  const toPaper = () => {
    if (seen) return;
    seen = map.getBounds();
    html.classList.add('printing');
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(seen, { animate: false });
  };
  const toScreen = () => {
    if (!seen) return;
    html.classList.remove('printing');
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(seen, { animate: false });
    seen = null;
  };
  window.addEventListener('beforeprint', toPaper);
  window.addEventListener('afterprint', toScreen);
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? toPaper() : toScreen()));
  document.getElementById('print').addEventListener('click', () => window.print());
}
