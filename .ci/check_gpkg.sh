#!/usr/bin/env bash
# The GeoPackages that a run left in folders, by GDAL's validator and by QGIS itself: .ci/check_gpkg.sh FOLDER...
# Installs GDAL where apt can, and QGIS, which is large, where INSTALL_QGIS=1; says so where they are not there.
set -euo pipefail
cd "$(dirname "$0")/.."
python=/usr/bin/python3

has() { "$python" -c "import $1" 2>/dev/null; }

installed() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    if [ ! -e /tmp/service-circle-apt-updated ]; then
        timeout 120 apt-get update -qq >/dev/null 2>&1 || return 1
        touch /tmp/service-circle-apt-updated
    fi
    DEBIAN_FRONTEND=noninteractive timeout 150 apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

if has osgeo_utils.samples.validate_gpkg || { installed gdal-bin python3-gdal && has osgeo_utils.samples.validate_gpkg; }; then
    for folder in "$@"; do
        for file in "$folder"/*.gpkg; do
            "$python" -m osgeo_utils.samples.validate_gpkg --extra "$file"
            echo "$file: valid GeoPackage, extra checks and all (GDAL $("$python" -c 'from osgeo import gdal; print(gdal.__version__)'))"
        done
    done
else
    echo "skipped: python3-gdal is not installed and apt cannot install it, so GDAL's validator did not look at the GeoPackages"
fi

if has qgis.core || { [ "${INSTALL_QGIS:-0}" = 1 ] && installed python3-qgis qgis-providers fonts-noto-cjk && has qgis.core; }; then
    for folder in "$@"; do
        QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/tmp}" "$python" .ci/check_qgis.py "$folder"
    done
else
    echo "skipped: python3-qgis is not installed (INSTALL_QGIS=1 installs it), so QGIS did not open the results"
fi
