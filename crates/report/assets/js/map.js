// The map: ground, areas, compounds by verdict, facilities, sites, and the walk of the compound chosen.

/** Below this zoom compounds are dots: their outlines would be. */
const OUTLINE_ZOOM = 13;
/** From this zoom on the walks of those not served are seen, where the legend lets them. */
const WALK_ZOOM = 14;
/** The closest that a compound is shown. */
const CLOSEST_ZOOM = 17;

function makeMap(container) {
  const map = L.map(container, {
    preferCanvas: true,
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    zoomDelta: 1,
    minZoom: 3,
    maxZoom: 19,
    worldCopyJump: false,
  });
  for (const [name, level, isStill] of [['ground', 200, true], ['areas', 300, true], ['marks', 400, false], ['chosen', 450, true], ['names', 460, true]]) {
    const pane = map.createPane(name);
    pane.style.zIndex = level;
    if (isStill) pane.style.pointerEvents = 'none';
  }
  L.control.attribution({ prefix: false }).addAttribution('<a href="https://www.openstreetmap.org/copyright" rel="noreferrer" data-t="OSM_CREDIT"></a>').addTo(map);
  L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
  addButtons(map);
  container.style.background = RAW.palette.ground;
  return map;
}

function addButtons(map) {
  const Buttons = L.Control.extend({
    onAdd() {
      const button = (sign, key, act) => make('button', { type: 'button', 'data-t-aria-label': key, onclick: act }, sign);
      const box = make('div', { class: 'zoom leaflet-bar' },
        button('+', 'ZOOM_IN', () => map.zoomIn(1)),
        button('−', 'ZOOM_OUT', () => map.zoomOut(1)),
        button('⤢', 'ALL_OF_IT', () => showAll(map)));
      L.DomEvent.disableClickPropagation(box);
      return box;
    },
  });
  new Buttons({ position: 'topleft' }).addTo(map);
}

/** Everything judged; the facilities where nothing is. */
function showAll(map) {
  const places = compounds.length ? compounds.flatMap((one) => (one.shape.length ? one.shape.flat(2) : [one.at])) : facilities.map((one) => one.at);
  const ground = places.length ? places : linesOf(RAW.streets.main || RAW.streets.street || RAW.streets.path).flat();
  if (ground.length) map.fitBounds(L.latLngBounds(ground).pad(0.04), { animate: false, maxZoom: CLOSEST_ZOOM });
  else map.setView([0, 0], 3);
}

/** Inks of circles, the widest first; more than there are look like the narrowest. */
const inkOfRing = (ring) => RAW.palette.rings[Math.min(ring, RAW.palette.rings.length - 1)];

/** Half the side of a facility's mark, pixels. */
const markRadius = (zoom) => (zoom < 12 ? 4 : zoom < OUTLINE_ZOOM + 1 ? 5.5 : 7.5);

/** What is drawn of compounds, facilities, sites, areas; each group may be taken off the map. */
function makeLayers(map) {
  const renderer = L.canvas({ pane: 'marks', padding: 0.2, tolerance: 4 });
  const still = L.canvas({ pane: 'areas', padding: 0.2 });
  const above = L.canvas({ pane: 'chosen', padding: 0.2 });
  const layers = {
    areas: L.layerGroup(),
    units: L.layerGroup(),
    walks: L.layerGroup(),
    outlines: L.layerGroup(),
    dots: L.layerGroup(),
    facilities: L.layerGroup(),
    sites: L.layerGroup(),
    chosen: L.layerGroup(),
    names: new Labels(),
  };
  /** What the legend lets be seen of what is seen from some zoom on. */
  const wanted = { walks: true };
  const inks = RAW.palette.verdicts.map((ink) => ({ ...ink, filling: filling(ink) }));
  const draw = {
    areas() {
      layers.areas.clearLayers();
      for (const [ring, { shape }] of circleNow().areas.entries()) {
        const { face, edge } = inkOfRing(ring);
        L.polygon(shape, { renderer: still, interactive: false, color: edge, weight: 1, fillColor: face, fillOpacity: 1 }).addTo(layers.areas);
      }
    },
    units() {
      layers.units.clearLayers();
      for (const unit of units) {
        if (unit.circle === state.circle) L.polygon(unit.shape, { renderer: still, interactive: false, fill: false, ...unitLine(unit) }).addTo(layers.units);
      }
    },
    compounds() {
      layers.outlines.clearLayers();
      layers.dots.clearLayers();
      layers.walks.clearLayers();
      // Gaps last: they lie on top.
      const shown = compounds.filter(isShown).sort((a, b) => toldOf(b).verdict - toldOf(a).verdict);
      for (const compound of shown) drawCompound(compound);
    },
    facilities() {
      layers.facilities.clearLayers();
      layers.sites.clearLayers();
      const { counts } = circleNow();
      for (const facility of [...facilities].sort((a, b) => counts[a.i] - counts[b.i])) {
        new Mark(facility.at, {
          renderer,
          radius: markRadius(map.getZoom()),
          ink: counts[facility.i] ? RAW.palette.facility : RAW.palette.idle,
        }).on('click', () => change({ chosen: { facility: facility.i } })).addTo(layers.facilities);
      }
      const proposed = sites.filter((site) => site.circle === state.circle);
      for (const [order, site] of proposed.entries()) {
        new Mark(site.at, { renderer, radius: 12, ink: RAW.palette.site, text: String(order + 1) })
          .on('click', () => change({ chosen: { site: site.i } })).addTo(layers.sites);
      }
    },
    chosen() {
      layers.chosen.clearLayers();
      if (state.chosen?.compound !== undefined) drawChosen(compounds[state.chosen.compound]);
    },
  };

  function drawCompound(compound) {
    const { verdict, walk } = toldOf(compound);
    const ink = inks[verdict];
    const choose = () => change({ chosen: { compound: compound.i } });
    const dot = (radius) => new Mark(compound.at, { renderer, radius, ink }).on('click', choose);
    const outline = compound.shape.length
      ? L.polygon(compound.shape, { renderer, color: ink.edge, weight: 1.3, fillColor: ink.filling, fillOpacity: 0.85 }).on('click', choose)
      : dot(6);
    outline.addTo(layers.outlines);
    dot(VERDICTS[verdict] === 'gap' ? 4.5 : 3.6).addTo(layers.dots);
    if (walk && VERDICTS[verdict] !== 'served') {
      L.polyline(placesOf(walk), { renderer: still, interactive: false, color: ink.edge, weight: 1.6, opacity: 0.85 }).addTo(layers.walks);
    }
  }

  /** The compound chosen: its rim, its ways in, its walk and where that ends. */
  function drawChosen(compound) {
    const told = toldOf(compound);
    const style = { renderer: above, interactive: false };
    const walk = placesOf(told.walk);
    if (compound.shape.length) L.polygon(compound.shape, { ...style, fill: false, color: RAW.palette.walk.edge, weight: 3 }).addTo(layers.chosen);
    else L.circleMarker(compound.at, { ...style, radius: 9, fill: false, color: RAW.palette.walk.edge, weight: 3 }).addTo(layers.chosen);
    L.polyline(walk, { ...style, color: '#fff', weight: 8, opacity: 0.9 }).addTo(layers.chosen);
    L.polyline(walk, { ...style, color: RAW.palette.walk.edge, weight: 3.5 }).addTo(layers.chosen);
    for (const gate of compound.gates) {
      L.circleMarker(gate, { ...style, radius: 4, color: RAW.palette.walk.edge, weight: 2, fillColor: '#fff', fillOpacity: 1 }).addTo(layers.chosen);
    }
    if (walk.length) L.circleMarker(walk[0], { ...style, radius: 3.5, color: '#fff', weight: 1.5, fillColor: RAW.palette.walk.edge, fillOpacity: 1 }).addTo(layers.chosen);
    const facility = facilities[told.facility];
    if (facility) {
      new Mark(facility.at, { ...style, radius: 11, ink: RAW.palette.facility }).addTo(layers.chosen);
    }
  }

  const byZoom = () => {
    const isNear = map.getZoom() >= OUTLINE_ZOOM;
    layers.outlines[isNear ? 'addTo' : 'removeFrom'](map);
    layers.dots[isNear ? 'removeFrom' : 'addTo'](map);
    layers.walks[wanted.walks && map.getZoom() >= WALK_ZOOM ? 'addTo' : 'removeFrom'](map);
    layers.facilities.eachLayer((mark) => mark.setRadius(markRadius(map.getZoom())));
    // Marks lie above whatever was put on the map after them.
    for (const group of [layers.facilities, layers.sites]) group.eachLayer((mark) => mark.bringToFront());
  };
  map.on('zoomend', byZoom);
  return { layers, draw, byZoom, wanted };
}

/** Goes to a compound and its walk, to a facility, to a site. */
function goTo(map, chosen) {
  const legend = document.getElementById('legend');
  const roomy = {
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    maxZoom: CLOSEST_ZOOM,
    paddingTopLeft: [60, 40],
    // The legend, where it is open, hides a strip.
    paddingBottomRight: [legend.querySelector('details')?.open ? legend.clientWidth + 30 : 40, 40],
  };
  if (chosen.compound !== undefined) {
    const compound = compounds[chosen.compound];
    const bounds = L.latLngBounds([compound.at, ...compound.shape.flat(2), ...placesOf(toldOf(compound).walk)]);
    const isSeen = map.getBounds().contains(bounds) && map.getZoom() >= map.getBoundsZoom(bounds) - 1.5;
    if (!isSeen) map.fitBounds(bounds, roomy);
  } else {
    const place = (chosen.facility === undefined ? sites[chosen.site] : facilities[chosen.facility]).at;
    if (!map.getBounds().contains(place)) map.setView(place, Math.max(map.getZoom(), OUTLINE_ZOOM), roomy);
  }
}
