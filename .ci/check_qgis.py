"""Opens a folder of results in QGIS as a user would: each layer styled, titled and indexed; projects open; the sheet prints.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 .ci/check_qgis.py out [picture.png]

Needs python3-qgis. The picture of the print layout goes to picture.png where that is given.
"""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayerDefinition,
    QgsLayoutExporter,
    QgsPointXY,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QImage

# What each table must be: geometry, renderer, column it is told apart by, a column of numbers.
EXPECTED = {
    "facilities": ("Point", "categorizedSymbol", "status", "compounds_served"),
    "walks": ("MultiLineString", "singleSymbol", None, "minutes"),
    "compounds": ("MultiPolygon", "categorizedSymbol", "verdict", "minutes"),
    "compounds_points": ("Point", "categorizedSymbol", "verdict", "minutes"),
    "quality": ("MultiPolygon", "categorizedSymbol", "grade", "dwellings"),
    "quality_points": ("Point", "categorizedSymbol", "grade", "dwellings"),
    "network": ("MultiLineString", "categorizedSymbol", None, "metres"),
    "circles": ("MultiPolygon", "categorizedSymbol", 'to_string("ring")', "area_km2"),
    "circle_streets": ("MultiLineString", "categorizedSymbol", 'to_string("ring")', "metres"),
    "units": ("MultiPolygon", "RuleRenderer", None, "compounds"),
    "sites": ("Point", "singleSymbol", None, "rank"),
    "rejected": ("NoGeometry", None, None, "line"),
    "notes": ("NoGeometry", None, None, "line"),
    "run": ("NoGeometry", None, None, None),
}
NUMBERS = ("Integer", "Integer64", "Real")
PRINT_DPI = 96
LEAST_DARK_SHARE = 0.005

faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def is_chinese(text):
    return re.search(r"[\u3400-\u9fff]", text) is not None


def check_layer(gpkg, name, chinese):
    geometry, renderer, attribute, number = EXPECTED[name]
    layer = QgsVectorLayer(f"{gpkg}|layername={name}", name, "ogr")
    expect(layer.isValid(), f"{name}: does not open")
    expect(QgsWkbTypes.displayString(layer.wkbType()) == geometry, f"{name}: {QgsWkbTypes.displayString(layer.wkbType())}")
    drawn = layer.renderer()
    expect((drawn.type() if drawn else None) == renderer, f"{name}: renderer {drawn and drawn.type()}")
    if attribute:
        expect(drawn.classAttribute() == attribute, f"{name}: told apart by {drawn.classAttribute()}")
        expect(len(drawn.categories()) >= 2, f"{name}: fewer than two categories")
        expect(all(category.label() for category in drawn.categories()), f"{name}: a legend without words")
    for index, field in enumerate(layer.fields()):
        alias = layer.attributeAlias(index)
        if field.name() != "fid":
            expect(alias, f"{name}.{field.name()}: no alias")
            expect(is_chinese(alias) == chinese, f"{name}.{field.name()}: alias {alias}")
        if field.name() == number:
            expect(field.typeName() in NUMBERS, f"{name}.{number}: a {field.typeName()}")
    expect(bool(layer.metadata().title()), f"{name}: no metadata")
    expect(any("ODbL" in licence for licence in layer.metadata().licenses()), f"{name}: no licence")
    if geometry != "NoGeometry":
        expect(layer.crs().authid() == "EPSG:4326", f"{name}: {layer.crs().authid()}")
        expect(int(layer.hasSpatialIndex()) == 2, f"{name}: no spatial index")
    return layer


def check_values(folder, layers):
    """Numbers, texts and nulls as the GeoJSON of the same run has them."""
    told = json.loads((folder / "compounds.geojson").read_text("utf-8"))["features"]
    told = {feature["id"]: feature["properties"] for feature in told}
    seen = 0
    for layer in layers:
        for feature in layer.getFeatures():
            seen += 1
            properties = told[feature["id"]]
            for name, value in properties.items():
                stored = feature[name]
                stored = None if stored is None or (hasattr(stored, "isNull") and stored.isNull()) else stored
                expect(stored == value, f"{feature['id']}.{name}: {stored} in the GeoPackage, {value} in the GeoJSON")
            expect(not feature.geometry().isEmpty(), f"{feature['id']}: nothing to draw")
    expect(seen == len(told), f"{seen} compounds in the GeoPackage, {len(told)} in the GeoJSON")


def check_project(source, tables):
    project = QgsProject()
    expect(project.read(source), f"{source}: does not open: {project.error()}")
    layers = project.mapLayers().values()
    expect(layers and all(layer.isValid() for layer in layers), f"{source}: {[layer.name() for layer in layers]}")
    expect({layer.source().split("layername=")[1] for layer in layers} <= set(tables), f"{source}: layers that are not there")
    expect(project.crs().isValid() and not project.crs().isGeographic(), f"{source}: drawn in {project.crs().authid()}")
    expect(len(project.layoutManager().layouts()) == 1, f"{source}: no print layout")
    return project


def check_print(project, folder, picture):
    layout = project.layoutManager().layouts()[0]
    exporter = QgsLayoutExporter(layout)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = PRINT_DPI
    expect(exporter.exportToImage(str(picture), settings) == QgsLayoutExporter.Success, "the sheet does not export as PNG")
    image = QImage(str(picture))
    expect(abs(image.width() / image.height() - 420 / 297) < 0.01, f"the sheet is {image.width()} x {image.height()}")
    step = 3
    levels = [
        image.pixelColor(x, y).lightness() for x in range(0, image.width(), step) for y in range(0, image.height(), step)
    ]
    dark = sum(level < 200 for level in levels) / len(levels)
    expect(dark > LEAST_DARK_SHARE, f"the sheet is all but empty: {dark:.4f} of it is drawn on")
    pdf = folder / "sheet.pdf"
    exported = exporter.exportToPdf(str(pdf), QgsLayoutExporter.PdfExportSettings())
    expect(exported == QgsLayoutExporter.Success, "the sheet does not export as PDF")
    expect(pdf.read_bytes().startswith(b"%PDF") and pdf.stat().st_size > 10_000, "the PDF holds nothing")


def check_editing(gpkg, folder):
    """The triggers of the spatial index, run by an edit in QGIS: what is moved is found where it went."""
    copy = folder / "copy.gpkg"
    shutil.copy(gpkg, copy)
    layer = QgsVectorLayer(f"{copy}|layername=facilities", "facilities", "ogr")
    feature = next(layer.getFeatures())
    far = QgsPointXY(100.0, 10.0)
    layer.startEditing()
    layer.changeGeometry(feature.id(), QgsGeometry.fromPointXY(far))
    expect(layer.commitChanges(), f"editing: {layer.commitErrors()}")
    near = QgsFeatureRequest(QgsRectangle(99, 9, 101, 11))
    found = [one["id"] for one in QgsVectorLayer(f"{copy}|layername=facilities", "again", "ogr").getFeatures(near)]
    expect(found == [feature["id"]], f"a facility moved is found as {found}")


def check_beside(folder):
    """Files that QGIS styles by what stands beside them."""
    for name, renderers in [
        ("compounds.geojson", ("categorizedSymbol", "RuleRenderer")),
        ("facilities.geojson", ("categorizedSymbol",)),
        ("walks.geojson", ("singleSymbol",)),
        ("compounds.fgb", ("categorizedSymbol", "RuleRenderer")),
    ]:
        if (folder / name).exists():
            layer = QgsVectorLayer(str(folder / name), name, "ogr")
            found = layer.renderer().type() if layer.isValid() else None
            expect(found in renderers, f"{name}: renderer {found}")
            index = layer.fields().indexOf("minutes" if name != "facilities.geojson" else "status")
            expect(layer.attributeAlias(index), f"{name}: no aliases")


def check_definition(path, count):
    project = QgsProject()
    for time in (1, 2):
        loaded, why = QgsLayerDefinition.loadLayerDefinition(str(path), project, project.layerTreeRoot())
        expect(loaded, f"{path.name}: {why}")
        expect(len(project.mapLayers()) == time * count, f"{path.name}: {len(project.mapLayers())} layers, added {time} times")
    expect(all(layer.isValid() for layer in project.mapLayers().values()), f"{path.name}: a layer does not open")


def main(folder, picture):
    gpkg = folder / "service-circle.gpkg"
    connection = QgsProviderRegistry.instance().providerMetadata("ogr").createConnection(str(gpkg), {})
    tables = [table.tableName() for table in connection.tables() if table.tableName() in EXPECTED]
    expect({"facilities", "walks", "compounds", "run", "rejected"} <= set(tables), f"tables: {tables}")
    names = json.loads((folder / "compounds.geojson").read_text("utf-8"))["features"]
    names = [feature["properties"]["name"] for feature in names if feature["properties"]["name"]]
    chinese = sum(map(is_chinese, names)) * 2 > len(names)
    layers = {name: check_layer(gpkg, name, chinese) for name in tables}
    check_values(folder, [layer for name, layer in layers.items() if name.startswith("compounds")])
    embedded = QgsApplication.projectStorageRegistry().projectStorageFromType("geopackage").listProjects(f"geopackage:{gpkg}")
    expect(len(embedded) == 1, f"projects inside: {embedded}")
    for name in embedded:
        check_project(f"geopackage:{gpkg}?projectName={name}", tables)
    project = check_project(str(folder / "service-circle.qgz"), tables)
    with tempfile.TemporaryDirectory() as made:
        made = pathlib.Path(made)
        check_print(project, made, picture or made / "sheet.png")
        check_editing(gpkg, made)
    check_beside(folder)
    check_definition(folder / "service-circle.qlr", len(project.mapLayers()))
    return len(tables)


if __name__ == "__main__":
    # GDAL tells of world files that it cannot write beside a picture; nobody asked for them.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    # Expression errors and the like are silent otherwise.
    QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: faults.append(f"{tag}: {text}") if level >= 1 else None)
    picture = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    count = main(pathlib.Path(sys.argv[1]).resolve(), picture)
    if faults:
        print("\n".join(faults), file=sys.stderr)
        sys.stderr.flush()
        os._exit(1)
    print(f"{count} tables styled, titled and indexed, projects open, the sheet prints (QGIS {Qgis.QGIS_VERSION})")
    sys.stdout.flush()
    # QGIS does not always survive its own end.
    os._exit(0)
