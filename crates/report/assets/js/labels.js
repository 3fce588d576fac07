// Names of compounds, facilities and streets on a canvas of their own: what matters most first, none over another.

const LABEL_FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
/** From these zooms on. */
const NAME_ZOOM = { facility: 15, outside: 14.5, served: 16, main: 13, street: 15, units: 10 };

const Labels = L.Layer.extend({
  onAdd(map) {
    this._canvas = L.DomUtil.create('canvas', 'leaflet-zoom-hide', map.getPane('names'));
    map.on('moveend zoomend resize', this.draw, this);
    this.draw();
  },
  onRemove(map) {
    map.off('moveend zoomend resize', this.draw, this);
    this._canvas.remove();
  },
  draw() {
    if (!this._map) return;
    const size = this._map.getSize();
    const scale = window.devicePixelRatio || 1;
    this._canvas.width = size.x * scale;
    this._canvas.height = size.y * scale;
    this._canvas.style.width = `${size.x}px`;
    this._canvas.style.height = `${size.y}px`;
    L.DomUtil.setPosition(this._canvas, this._map.containerPointToLayerPoint([0, 0]));
    const context = this._canvas.getContext('2d');
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const taken = facilities.filter((one) => circleNow().counts[one.i]).map((one) => boxAround(this._map.latLngToContainerPoint(one.at), 8, 8));
    for (const name of this._wanted()) writeName(context, this._map, name, taken);
  },
  /** Names that may stand at this zoom, the weightiest first. */
  *_wanted() {
    const zoom = this._map.getZoom();
    const chosen = state.chosen?.compound;
    if (chosen !== undefined) yield compoundName(compounds[chosen], true);
    if (zoom >= NAME_ZOOM.units && zoom < NAME_ZOOM.outside) {
      for (const unit of units) {
        if (unit.circle !== state.circle || !unit.shape.length) continue;
        unit.middle ??= middleOf(unit);
        yield { text: `${unit.name} ${shareRange(unit.walked_low, unit.walked_high)}`, at: unit.middle, size: 13, weight: 700, colour: '#1c2430', isWhole: true };
      }
    }
    if (zoom >= NAME_ZOOM.facility) {
      for (const facility of facilities) {
        if (circleNow().counts[facility.i]) yield { text: facility.name, at: facility.at, size: 12, colour: RAW.palette.facility.face, below: 17 };
      }
    }
    if (zoom >= NAME_ZOOM.outside) {
      const isServed = (compound) => VERDICTS[toldOf(compound).verdict] === 'served';
      const gapsFirst = compounds.filter((compound) => compound.named && isShown(compound) && (zoom >= NAME_ZOOM.served || !isServed(compound)));
      gapsFirst.sort((a, b) => toldOf(a).verdict - toldOf(b).verdict);
      for (const compound of gapsFirst) yield compoundName(compound, false);
    }
    const { name, at, angle, metres } = RAW.streets.names;
    this._streets ??= placesOf(at);
    const least = zoom >= NAME_ZOOM.street ? 0 : zoom >= NAME_ZOOM.main ? 600 : Infinity;
    for (let i = 0; i < name.length && metres[i] >= least; i += 1) {
      yield { text: name[i], at: this._streets[i], size: 11, colour: RAW.palette.street_name, angle: angle[i] };
    }
  },
});

const compoundName = (compound, isChosen) => ({
  text: compound.name,
  at: compound.at,
  size: isChosen ? 14 : 12,
  weight: isChosen ? 700 : 500,
  colour: '#1c2430',
});

const boxAround = ({ x, y }, across, down) => [x - across, y - down, x + across, y + down];

/** Writes a name where nothing is written yet. */
function writeName(context, map, { text, at, size, weight = 500, colour, angle = 0, below = 0, isWhole = false }, taken) {
  const { x, y } = map.latLngToContainerPoint(at);
  const view = map.getSize();
  if (x < 0 || y < 0 || x > view.x || y > view.y) return;
  context.font = `${weight} ${size}px ${LABEL_FONT}`;
  const half = context.measureText(text).width / 2 + 3;
  const turn = (angle * Math.PI) / 180;
  const across = Math.abs(Math.cos(turn)) * half + Math.abs(Math.sin(turn)) * size;
  const down = Math.abs(Math.sin(turn)) * half + Math.abs(Math.cos(turn)) * size * 0.7;
  const box = boxAround({ x, y: y + below }, across, down);
  if (isWhole && (box[0] < 0 || box[2] > view.x)) return;
  if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) return;
  taken.push(box);
  context.save();
  context.translate(x, y + below);
  context.rotate(-turn);
  context.lineWidth = 3;
  context.strokeStyle = 'rgba(255, 255, 255, .88)';
  context.strokeText(text, 0, 0);
  context.fillStyle = colour;
  context.fillText(text, 0, 0);
  context.restore();
}
