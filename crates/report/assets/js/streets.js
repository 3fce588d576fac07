// The streets of the run's own network as the ground of the map: white on pale, paths as thin lines.

/** Widths in pixels at a zoom: doubled every two zooms, as far as the eye wants. */
const widthAt = (zoom, at16, least) => Math.max(least, at16 * 2 ** ((zoom - 16) / 1.6));

function addStreets(map) {
  const { palette, streets } = RAW;
  const renderer = L.canvas({ pane: 'ground', padding: 0.2 });
  const layer = (text, style) =>
    text ? L.polyline(linesOf(text), { renderer, interactive: false, smoothFactor: 1, ...style }).addTo(map) : null;
  const drawn = [
    { at16: 1.4, least: 0.5, layer: layer(streets.path, { color: palette.path }) },
    { at16: 9, least: 1.6, layer: layer(streets.street, { color: palette.street_rim }) },
    { at16: 14, least: 2.6, layer: layer(streets.main, { color: palette.street_rim }) },
    { at16: 7, least: 0.7, layer: layer(streets.street, { color: palette.street }) },
    { at16: 12, least: 1.5, layer: layer(streets.main, { color: palette.street }) },
  ].filter((one) => one.layer);
  const fit = () => {
    const zoom = map.getZoom();
    for (const { layer: line, at16, least } of drawn) line.options.weight = widthAt(zoom, at16, least);
  };
  fit();
  // Before the canvas is drawn anew, which the map does when a zoom ends.
  map.on('zoom viewreset', fit);
}
