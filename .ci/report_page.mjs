// Drives a report page in Chromium as a reader would: no error, no request, every figure where it should be.
//
//     node .ci/report_page.mjs NODE_MODULES PAGE.html [FOLDER FOR PICTURES]
//
// NODE_MODULES holds playwright-core; Chromium is that of the system (CHROMIUM names another).

import { createRequire } from 'node:module';
import { readFileSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , modules, pagePath, pictures] = process.argv;
const { chromium } = createRequire(resolve(modules, 'x.js'))('playwright-core');
const url = pathToFileURL(resolve(pagePath)).href;
const data = JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(readFileSync(pagePath, 'utf8'))[1]);
const names = data.compounds.name.map((name, i) => name ?? data.compounds.id[i]);
const circle = data.circles[0];
if (pictures) mkdirSync(pictures, { recursive: true });

const faults = [];
const expect = (holds, what) => holds || faults.push(what);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** A page that tells of every error and of every request but that for itself. */
async function open(options = {}, address = url, before = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  await before(page);
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => request.url().split('#')[0] === url || faults.push(`request: ${request.url()}`));
  await page.goto(address);
  return page;
}

const ready = (page) => page.waitForFunction(() => document.documentElement.dataset.ready === 'yes', null, { timeout: 60_000 });
const picture = async (page, name) => {
  if (!pictures) return;
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};
/** How many pixels of the map's canvases are drawn on. */
const painted = (page, pane) =>
  page.evaluate((name) => {
    const canvas = document.querySelector(`.leaflet-${name}-pane canvas`);
    if (!canvas) return 0;
    const { data: pixels } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 3; at < pixels.length; at += 4) count += pixels[at] > 0;
    return count;
  }, pane);
const text = (page, selector) => page.locator(selector).first().innerText();
const listed = (page) => page.locator('#list li').count();

/** Seconds until the page can be used: of processor time of its main thread, whatever else the machine does meanwhile, and by the clock. */
async function timed() {
  let session;
  const page = await open({}, url, async (blank) => {
    session = await blank.context().newCDPSession(blank);
    await session.send('Performance.enable');
  });
  await ready(page);
  const { metrics } = await session.send('Performance.getMetrics');
  const busy = metrics.find(({ name }) => name === 'ThreadTime').value;
  const wall = await page.evaluate(() => performance.now() / 1000);
  await page.context().close();
  return { busy, wall };
}

async function usual() {
  const page = await open();
  await ready(page);
  const { main, street, path } = data.streets;
  if (main || street || path) expect((await painted(page, 'ground')) > 1000, 'the streets are not drawn');
  if (names.length) expect((await painted(page, 'marks')) > 100, 'the compounds are not drawn');
  const unnamed = await page.evaluate(() => [...document.querySelectorAll('button')].filter((one) => !(one.textContent.trim() || one.getAttribute('aria-label'))).length);
  expect(unnamed === 0, `${unnamed} buttons have no name`);
  await picture(page, 'map');
  if (names.length) {
    await choosing(page);
    await searching(page);
    await filtering(page);
  }
  await inTheOtherLanguage(page);
  await onPaper(page);
  await page.context().close();
}

async function choosing(page) {
  // The first that walks anywhere, if any does.
  const walking = page.locator('#list li', { has: page.locator('.far b', { hasText: /\d/ }) });
  const someWalk = (await walking.count()) > 0;
  const first = (someWalk ? walking : page.locator('#list li')).first();
  const name = await first.locator('.name').innerText();
  await first.locator('button').click();
  expect((await text(page, '#detail h3')) === name, `the card is not that of ${name}`);
  const told = names.map((one, i) => (one === name ? circle.minutes[i] : null)).filter((one) => one !== null);
  const card = await text(page, '#detail');
  if (someWalk) expect(told.some((minutes) => [10, 100].some((parts) => card.includes(String(Math.round(minutes * parts) / parts)))), `${name}: the card does not tell its minutes`);
  await page.waitForTimeout(600);
  if (someWalk && circle.walks.some(Boolean)) expect((await painted(page, 'chosen')) > 100, `${name}: its walk is not drawn`);
  await picture(page, 'compound');
  await page.keyboard.press('Escape');
  expect(await page.locator('#finder').isVisible(), 'Escape does not lead back to the list');
  // Somewhere on the map a compound or a facility can be clicked.
  const box = await page.locator('#map').boundingBox();
  for (let step = 0; step < 400 && !(await page.locator('#detail').isVisible()); step += 1) {
    await page.mouse.click(box.x + 60 + ((step % 20) / 20) * (box.width - 280), box.y + 20 + (Math.floor(step / 20) / 20) * (box.height - 60));
  }
  expect(await page.locator('#detail').isVisible(), 'nothing on the map can be clicked');
  await page.keyboard.press('Escape');
}

async function searching(page) {
  const some = names.find((name) => name.includes('凤凰')) ?? names[names.length >> 1];
  const piece = some.includes('凤凰') ? '凤凰' : Array.from(some).slice(0, 2).join('');
  const ids = data.compounds.id;
  const found = names.filter((name, i) => [name, ids[i]].some((one) => one.toLowerCase().includes(piece.toLowerCase()))).length;
  await page.fill('#search', piece);
  expect((await listed(page)) === Math.min(found, 60), `search ${piece}: ${await listed(page)} listed, ${found} hold it`);
  await page.fill('#search', ids[0]);
  expect((await page.locator('#list .name').allInnerTexts()).includes(names[0]), `search ${ids[0]}: not found by its id`);
  await page.fill('#search', '\\(no such compound');
  expect((await listed(page)) === 0, 'a search for nothing finds something');
  await page.fill('#search', '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.locator('#detail').isVisible(), 'the keyboard chooses nothing');
  await page.keyboard.press('Escape');
}

async function filtering(page) {
  const chips = page.locator('#chips button');
  const shown = () => page.locator('[data-circle="0"] table.compounds tbody tr:not([hidden])').count();
  for (let at = 0; at < 4; at += 1) {
    const before = await shown();
    const count = Number((await chips.nth(at).locator('b').innerText()).replaceAll(',', ''));
    await chips.nth(at).click();
    expect(before - (await shown()) === count, `verdict ${at}: ${before} rows, ${await shown()} without its ${count}`);
    await chips.nth(at).click();
  }
  await page.locator('table.compounds th button').first().click();
  const sorted = await page.locator('table.compounds th').first().getAttribute('aria-sort');
  expect(sorted === 'ascending', 'the table does not sort');
}

async function inTheOtherLanguage(page) {
  const body = () => page.evaluate(() => document.body.innerText);
  const [title, lang] = [await text(page, 'h1'), await page.getAttribute('html', 'lang')];
  for (const other of [true, false]) {
    await page.click('#language');
    expect((await page.getAttribute('html', 'lang') !== lang) === other, 'the language is not told');
    expect((await text(page, 'h1') !== title) === other, 'the title is not said again');
    const said = await body();
    for (const sign of ['undefined', 'NaN', 'null', '[object', '**']) {
      expect(!said.includes(sign), `"${sign}" is said: ${said.slice(Math.max(0, said.indexOf(sign) - 60), said.indexOf(sign) + 20)}`);
    }
    if (other) await picture(page, 'other-language');
  }
}

async function onPaper(page) {
  await page.emulateMedia({ media: 'print' });
  await page.waitForTimeout(300);
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(pictures ? { path: join(pictures, 'print.pdf') } : {}) });
  expect(pdf.length > 20_000, `the print has ${pdf.length} bytes`);
  expect(!(await page.locator('#search').isVisible()), 'the search is printed');
  await picture(page, 'print');
  await page.emulateMedia({ media: 'screen' });
}

async function onAPhone() {
  const page = await open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  await ready(page);
  const { inner, all } = await page.evaluate(() => ({ inner: innerWidth, all: document.scrollingElement.scrollWidth }));
  expect(all <= inner, `on a phone the page is ${all} wide, the screen ${inner}`);
  await picture(page, 'phone');
  await page.context().close();
}

async function withoutScripts() {
  const page = await open({ javaScriptEnabled: false });
  expect((await page.locator('[data-circle="0"] table.compounds tbody tr').count()) === names.length, 'without scripts rows are missing');
  expect(await page.locator('table.facilities').first().isVisible(), 'without scripts a table is hidden');
  expect(!(await page.locator('#map').isVisible()), 'without scripts there is an empty map');
  await picture(page, 'no-scripts');
  await page.context().close();
}

/** A link to a compound opens it; whatever is asked of the network from inside is refused. */
async function byLinkAndRefused() {
  if (names.length) {
    const linked = await open({}, `${url}#${encodeURIComponent(data.compounds.id[0])}`);
    await ready(linked);
    expect((await text(linked, '#detail h3')) === names[0], 'a link does not lead to its compound');
    await linked.context().close();
  }
  const page = await (await browser.newContext()).newPage();
  const let_out = [];
  page.on('requestfinished', (request) => let_out.push(request.url()));
  page.on('requestfailed', (request) => request.failure().errorText.includes('csp') || let_out.push(request.url()));
  await page.goto(url);
  await page.evaluate(async () => {
    document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' }));
    await fetch('https://example.org/').catch(() => {});
  });
  const others = let_out.filter((one) => one !== url);
  expect(others.length === 0, `the policy lets requests out: ${others}`);
  await page.context().close();
}

const { busy, wall } = await timed();
for (const part of [usual, onAPhone, withoutScripts, byLinkAndRefused]) {
  await part().catch((error) => faults.push(`${part.name}: ${error.message}`));
}
await browser.close();
console.log(`${basename(pagePath)}: ${names.length} compounds; ready in ${busy.toFixed(2)} s of processor time, ${wall.toFixed(2)} s by the clock`);
if (faults.length) {
  console.error([...new Set(faults)].join('\n'));
  process.exit(1);
}
