// Marks that Leaflet has not: shapes of verdicts, crosses of facilities, stars of sites, patterns of areas.

/** A mark drawn by hand on the canvas of all marks. */
const Mark = L.CircleMarker.extend({
  _updatePath() {
    const renderer = this._renderer;
    if (!renderer._drawing || this._empty()) return;
    const { x, y } = this._point;
    const context = renderer._ctx;
    context.save();
    context.globalAlpha = 1;
    context.translate(x, y);
    drawInk(context, this._radius, this.options.ink);
    const { text } = this.options;
    if (text) {
      context.fillStyle = this.options.ink.edge;
      context.font = `700 ${Math.round(this._radius * 0.8)}px sans-serif`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillText(text, 0, this._radius * 0.1);
    }
    context.restore();
  },
});

/** Corners of a star of five points, the first at the top. */
const star = (radius) => Array.from({ length: 10 }, (_, corner) => {
  const far = corner % 2 ? radius * 0.55 : radius * 1.25;
  return [far * Math.sin((corner * Math.PI) / 5), -far * Math.cos((corner * Math.PI) / 5)];
});

/** Corners of a cross with thick arms. */
function cross(radius) {
  const arm = radius * 0.38;
  return [[-arm, -radius], [arm, -radius], [arm, -arm], [radius, -arm], [radius, arm], [arm, arm], [arm, radius], [-arm, radius], [-arm, arm], [-radius, arm], [-radius, -arm], [-arm, -arm]];
}

/** Corners of each shape; all look as large as a disc of the radius. */
const SHAPES = {
  square: (r) => [[-0.9 * r, -0.9 * r], [0.9 * r, -0.9 * r], [0.9 * r, 0.9 * r], [-0.9 * r, 0.9 * r]],
  diamond: (r) => [[0, -1.25 * r], [1.25 * r, 0], [0, 1.25 * r], [-1.25 * r, 0]],
  triangle: (r) => [[0, -1.2 * r], [1.15 * r, 0.85 * r], [-1.15 * r, 0.85 * r]],
  cross,
  star,
};

/** A shape in its ink, round the origin. */
function drawInk(context, radius, { face, edge, shape }) {
  context.beginPath();
  if (shape === 'circle') context.arc(0, 0, radius, 0, 2 * Math.PI);
  else {
    for (const [x, y] of SHAPES[shape](radius)) context.lineTo(x, y);
    context.closePath();
  }
  context.lineJoin = 'round';
  context.lineWidth = shape === 'cross' ? 2 : 1.2;
  context.strokeStyle = edge;
  context.fillStyle = face;
  // A pale edge lies round the face, not on it.
  if (edge === '#ffffff') context.stroke();
  context.fill();
  if (edge !== '#ffffff') context.stroke();
}

/** Side of a pattern's tile, pixels. */
const TILE = 7;

/** What fills an area: a colour, or a pattern that is told apart in grey. */
function filling({ face, edge, pattern }) {
  if (pattern === 'plain') return face;
  const tile = document.createElement('canvas');
  tile.width = TILE;
  tile.height = TILE;
  const context = tile.getContext('2d');
  context.fillStyle = face;
  context.fillRect(0, 0, TILE, TILE);
  context.strokeStyle = edge;
  context.fillStyle = edge;
  context.globalAlpha = 0.75;
  context.beginPath();
  if (pattern === 'dotted') {
    context.arc(TILE / 2, TILE / 2, 1, 0, 2 * Math.PI);
    context.fill();
  } else {
    for (const shift of [-TILE, 0, TILE]) {
      context.moveTo(shift, TILE);
      context.lineTo(shift + TILE, 0);
    }
    context.stroke();
  }
  return context.createPattern(tile, 'repeat');
}
