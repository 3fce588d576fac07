#!/usr/bin/env bash
# Report pages, driven in a browser as a reader would: .ci/check_page.sh PAGE...
# Takes the machine's Chromium, else apt's, else Playwright's; where none is to be had it says so, and checks nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
playwright=1.65.1
modules="${TMPDIR:-/tmp}/service-circle-playwright-$playwright"

skip() { echo "skipped: $1, so no browser looked at the report pages"; exit 0; }

browser() {
    for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
        command -v "$name" && return
    done
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        { timeout 60 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 150 apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/dev/null 2>&1 || true
        command -v chromium && return
    fi
    (cd "$modules" && timeout 100 npx playwright-core install --only-shell chromium >/dev/null 2>&1 && node -p 'require("playwright-core").chromium.executablePath()')
}

command -v npm >/dev/null || skip "npm is not installed"
[ -e "$modules/node_modules/playwright-core" ] \
    || timeout 120 npm install --silent --no-save --prefix "$modules" "playwright-core@$playwright" >/dev/null 2>&1 \
    || skip "playwright-core cannot be installed by npm"
CHROMIUM="$(browser)" || skip "there is no Chromium, and it cannot be installed"
export CHROMIUM
for page in "$@"; do
    node .ci/report_page.mjs "$modules/node_modules" "$page"
done
