// The streets of the run's own network as the ground of the map: white on pale, paths as thin lines.

/** Widths in pixels at a zoom: doubled every two zooms, as far as the eye wants. */
const widthAt = (zoom, at16, least) => Math.max(least, at16 * 2 ** ((zoom - 16) / 1.6));

/** Lines drawn once more in another style, without being projected once more. */
const Again = L.Polyline.extend({
  _project() {
    this._pxBounds = this.options.of._pxBounds;
  },
  _update() {
    if (!this._map) return;
    this._parts = this.options.of._parts;
    this._updatePath();
  },
});

/** Rims first, then what lies between them, so that crossings are open. */
function addStreets(map) {
  const { palette, streets } = RAW;
  const renderer = L.canvas({ pane: 'ground', padding: 0.2 });
  const style = { renderer, interactive: false, smoothFactor: 1 };
  const rims = [
    [streets.path, { color: palette.path, at16: 1.4, least: 0.5 }],
    [streets.street, { color: palette.street_rim, at16: 9, least: 1.6, inner: 7, innerLeast: 0.7 }],
    [streets.main, { color: palette.street_rim, at16: 14, least: 2.6, inner: 12, innerLeast: 1.5 }],
  ].filter(([text]) => text).map(([text, options]) => L.polyline(linesOf(text), { ...style, ...options }));
  const inner = rims.filter((rim) => rim.options.inner).map((of) => {
    const { inner: at16, innerLeast: least } = of.options;
    return new Again([], { ...style, of, color: palette.street, at16, least });
  });
  const fit = () => {
    for (const { options } of [...rims, ...inner]) options.weight = widthAt(map.getZoom(), options.at16, options.least);
  };
  fit();
  for (const line of [...rims, ...inner]) line.addTo(map);
  // Before the canvas is drawn anew, which the map does when a zoom ends.
  map.on('zoom viewreset', fit);
}
