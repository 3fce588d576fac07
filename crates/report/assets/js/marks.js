// Marks that Leaflet has not: squares of facilities, diamonds of sites, hatched areas.

/** A mark drawn by hand on the canvas of all marks. */
const Mark = L.CircleMarker.extend({
  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) return;
    const { x, y } = this._point;
    const context = renderer._ctx;
    context.save();
    context.globalAlpha = this.options.opacity;
    this.options.draw(context, x, y, this._radius, this.options);
    context.restore();
  },
});

/** A square with a cross: care. */
function drawFacility(context, x, y, radius, { fillColor, hollow }) {
  context.beginPath();
  context.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, radius * 0.45);
  context.fillStyle = hollow ? '#fff' : fillColor;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = hollow ? fillColor : '#fff';
  context.stroke();
  const arm = radius * 0.55;
  context.beginPath();
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  context.moveTo(x, y - arm);
  context.lineTo(x, y + arm);
  context.lineWidth = Math.max(1.5, radius * 0.32);
  context.stroke();
}

/** A diamond with its number. */
function drawSite(context, x, y, radius, { fillColor, text }) {
  context.beginPath();
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
  context.fillStyle = fillColor;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = '#fff';
  context.stroke();
  context.fillStyle = '#fff';
  context.font = `600 ${Math.round(radius * 0.9)}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, x, y + 0.5);
}

/** A hatching of a colour, for what is not known. */
function hatching(colour) {
  const size = 7;
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const context = tile.getContext('2d');
  context.fillStyle = `${colour}55`;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift, size);
    context.lineTo(shift + size, 0);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat');
}
