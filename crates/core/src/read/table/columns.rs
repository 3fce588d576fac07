//! Which headers mean what: the one table of column names and the headers offices use for them.

use super::{DatumFrom, RawTable, Row, Table, TableError, UnusableRow, error};
use crate::datum::Datum;
use crate::plan::TableSource;

/// A list that a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Residential compounds.
    Compounds,
    /// Elder-care facilities.
    Facilities,
    /// Places where residents start.
    Dwellings,
    /// Gates of compounds.
    Gates,
}

/// A column of ours: its name, the headers that mean it (best first), and whether rows cannot do without.
struct Rule {
    name: &'static str,
    headers: &'static [&'static str],
    needed: bool,
}

const fn rule(name: &'static str, headers: &'static [&'static str]) -> Rule {
    Rule {
        name,
        headers,
        needed: false,
    }
}

const fn needed(name: &'static str, headers: &'static [&'static str]) -> Rule {
    Rule {
        name,
        headers,
        needed: true,
    }
}

const LON: Rule = needed(
    "lon",
    &[
        "lng",
        "long",
        "longitude",
        "x",
        "经度",
        "东经",
        "坐标经度",
        "lon_wgs84",
        "lng_wgs84",
        "wgs84经度",
        "经度wgs84",
        "高德经度",
        "百度经度",
        "经度gcj02",
        "经度bd09",
        "lon_gcj02",
        "lng_gcj02",
        "gcj02_lon",
        "gcj02_lng",
        "lon_bd09",
        "lng_bd09",
        "bd09_lon",
        "bd09_lng",
        "easting",
        "东坐标",
        "x坐标",
        "横坐标",
    ],
);
const LAT: Rule = needed(
    "lat",
    &[
        "latitude",
        "y",
        "纬度",
        "北纬",
        "坐标纬度",
        "lat_wgs84",
        "wgs84纬度",
        "纬度wgs84",
        "高德纬度",
        "百度纬度",
        "纬度gcj02",
        "纬度bd09",
        "lat_gcj02",
        "gcj02_lat",
        "lat_bd09",
        "bd09_lat",
        "northing",
        "北坐标",
        "y坐标",
        "纵坐标",
    ],
);
const ID_HEADERS: &[&str] = &[
    "编号",
    "编码",
    "代码",
    "序号",
    "标识",
    "identifier",
    "code",
    "osm_id",
    "fid",
];
/// Headers that name a compound in the lists of dwellings and gates.
const COMPOUND_OF: Rule = needed(
    "compound",
    &[
        "compound_id",
        "小区编号",
        "小区编码",
        "小区id",
        "所属小区",
        "所在小区",
        "小区",
    ],
);

#[rustfmt::skip]
const COMPOUNDS: &[Rule] = &[
    rule("id", &["小区编号", "小区编码", "小区id", "compound_id", "编号", "编码", "代码", "序号", "标识", "identifier", "code", "osm_id", "fid"]),
    rule("name", &["名称", "小区名称", "小区名", "小区", "楼盘名称", "compound", "title"]),
    LON,
    LAT,
    rule("households", &["户数", "总户数", "居民户数", "住户数", "套数", "hh"]),
    rule("elders", &["老年人口", "老年人口数", "老年人数", "老人数", "60岁以上人口", "60岁及以上人口", "65岁以上人口", "65岁及以上人口", "elderly", "older_people"]),
    rule("street", &["街道", "所属街道", "街道名称", "街镇", "街道乡镇", "乡镇街道", "乡镇", "镇街", "subdistrict", "township"]),
    rule("community", &["社区", "所属社区", "社区名称", "居委会", "社区居委会", "村居"]),
];

#[rustfmt::skip]
const FACILITIES: &[Rule] = &[
    rule("id", ID_HEADERS),
    rule("name", &["名称", "设施名称", "机构名称", "站点名称", "单位名称", "facility", "title"]),
    rule("category", &["类别", "类型", "设施类型", "设施类别", "机构类型", "机构类别", "服务类型", "type", "kind", "class"]),
    LON,
    LAT,
    rule("status", &["运营状态", "营业状态", "经营状态", "状态", "使用状态", "state"]),
    rule("floor_area_m2", &["建筑面积", "面积", "总建筑面积", "使用面积", "floor_area", "area_m2", "area"]),
    rule("beds", &["床位数", "床位", "养老床位", "核定床位数", "床位总数", "capacity"]),
    rule("admits_visitors", &["对外开放", "是否对外开放", "对外服务", "是否对外", "开放", "open_to_public"]),
];

const DWELLINGS: &[Rule] = &[
    COMPOUND_OF,
    LON,
    LAT,
    rule(
        "weight",
        &[
            "权重",
            "户数",
            "套数",
            "households",
            "flats",
            "人口",
            "人数",
            "population",
        ],
    ),
];

const GATES: &[Rule] = &[
    COMPOUND_OF,
    LON,
    LAT,
    rule("open_to", &["开放对象", "开放", "通行对象", "通行", "access"]),
];

impl List {
    /// The list's name, as in the plan and in the rejected rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compounds => "compounds",
            Self::Facilities => "facilities",
            Self::Dwellings => "dwellings",
            Self::Gates => "gates",
        }
    }

    fn rules(self) -> &'static [Rule] {
        match self {
            Self::Compounds => COMPOUNDS,
            Self::Facilities => FACILITIES,
            Self::Dwellings => DWELLINGS,
            Self::Gates => GATES,
        }
    }

    /// The names of its columns.
    pub fn columns(self) -> Vec<&'static str> {
        self.rules().iter().map(|rule| rule.name).collect()
    }
}

/// Gives the columns of a raw table our names: by the plan first, then by our own names, then by the well-known headers. Each
/// header means one column at most; those that mean none are kept as unknown.
pub(super) fn named(raw: RawTable, source: &TableSource, list: List) -> Result<Table, TableError> {
    for column in source.columns.keys() {
        if !list.rules().iter().any(|rule| rule.name == column) {
            return Err(TableError::UnknownColumn {
                path: source.path.clone(),
                column: column.clone(),
                list: list.name(),
                known: list.columns().join(", "),
            });
        }
    }
    let mut free: Vec<Option<String>> = raw.headers.iter().map(|header| Some(plain(header))).collect();
    let mut found: Vec<Option<usize>> = vec![None; list.rules().len()];
    for (rule, place) in list.rules().iter().zip(&mut found) {
        if let Some(header) = source.columns.get(rule.name) {
            let index = raw.headers.iter().position(|one| one.trim() == header.trim());
            let index = index.ok_or_else(|| TableError::MissingHeader {
                path: source.path.clone(),
                column: rule.name.to_owned(),
                header: header.clone(),
                found: header_list(&raw.headers),
            })?;
            *place = Some(index);
            if let Some(taken) = free.get_mut(index) {
                *taken = None;
            }
        }
    }
    for own_name in [true, false] {
        for (rule, place) in list.rules().iter().zip(&mut found).filter(|(_, place)| place.is_none()) {
            *place = if own_name {
                take(&mut free, rule.name)
            } else {
                rule.headers.iter().find_map(|header| take(&mut free, header))
            };
        }
    }
    require(&raw, source, list, &found)?;
    let (datum, datum_from, contradicted) = datum(&raw, source, list, &found)?;
    let unknown = raw
        .headers
        .iter()
        .zip(&free)
        .filter(|(_, free)| free.is_some())
        .map(|(header, _)| header.clone())
        .collect();
    let (columns, indices): (Vec<&'static str>, Vec<usize>) = list
        .rules()
        .iter()
        .zip(found)
        .filter_map(|(rule, index)| Some((rule.name, index?)))
        .unzip();
    let mut unusable = raw.unusable;
    let rows = raw
        .rows
        .into_iter()
        .filter_map(|row| pick(row, &indices, &mut unusable));
    Ok(Table {
        list,
        file: super::file_name(&source.path),
        columns,
        unknown,
        rows: rows.collect(),
        unusable,
        encoding: raw.encoding.unwrap_or(super::text::USUAL),
        layer: raw.layer,
        tally: raw.tally,
        datum,
        datum_from,
        contradicted,
    })
}

fn require(raw: &RawTable, source: &TableSource, list: List, found: &[Option<usize>]) -> Result<(), TableError> {
    let missing = list.rules().iter().zip(found).find(|(rule, index)| {
        let by_geometry = raw.has_geometry && matches!(rule.name, "lon" | "lat");
        rule.needed && index.is_none() && !by_geometry
    });
    missing.map_or(Ok(()), |(rule, _)| {
        Err(TableError::MissingColumn {
            path: source.path.clone(),
            column: rule.name,
            found: header_list(&raw.headers),
        })
    })
}

fn header_list(headers: &[String]) -> String {
    error::listed(headers.iter().map(String::as_str))
}

/// The datum of the coordinates: by the plan, else by the header of a column of theirs, else by the file; and what the table
/// tells where the plan tells another.
type Told = (Datum, DatumFrom, Option<Datum>);

fn datum(raw: &RawTable, source: &TableSource, list: List, found: &[Option<usize>]) -> Result<Told, TableError> {
    let parsed = |told: &String| {
        Datum::told(told).map_err(|error| TableError::Datum {
            path: source.path.clone(),
            source: error,
        })
    };
    let columns = list.rules().iter().zip(found);
    let by_header = columns
        .filter(|(rule, _)| !raw.has_geometry && matches!(rule.name, "lon" | "lat"))
        .filter_map(|(_, index)| raw.headers.get((*index)?))
        .find_map(|header| Some((Datum::of_header(header)?, DatumFrom::Header(header.clone()))));
    if let Some(told) = &source.crs {
        let datum = parsed(told)?;
        let by_table = by_header
            .map(|(datum, _)| datum)
            .or_else(|| raw.crs.as_deref().and_then(|crs| Datum::told(crs).ok()));
        let contradicted = by_table.filter(|other| *other != datum);
        return Ok((datum, DatumFrom::Plan, contradicted));
    }
    match (by_header, &raw.crs) {
        (Some((datum, from)), _) => Ok((datum, from, None)),
        (None, Some(crs)) => Ok((parsed(crs)?, DatumFrom::File, None)),
        (None, None) => Ok((Datum::default(), DatumFrom::Nobody, None)),
    }
}

/// The first header still free that reads like this, no longer free.
fn take(free: &mut [Option<String>], header: &str) -> Option<usize> {
    let wanted = plain(header);
    let index = free.iter().position(|one| one.as_deref() == Some(&wanted))?;
    free.get_mut(index)?.take();
    Some(index)
}

/// A header without case, spaces, underscores, hyphens and a unit in brackets at its end.
fn plain(header: &str) -> String {
    let trimmed = header.trim();
    let bare = match trimmed
        .char_indices()
        .find(|(_, one)| matches!(one, '(' | '（' | '[' | '【'))
    {
        Some((at, _)) if at > 0 => trimmed.get(..at).unwrap_or(trimmed),
        _ => trimmed,
    };
    bare.chars()
        .filter(|one| !one.is_whitespace() && !matches!(one, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A row's cells in our columns; none where one of them holds no value.
fn pick(mut row: Row, indices: &[usize], unusable: &mut Vec<UnusableRow>) -> Option<Row> {
    if let Some(broken) = row.broken.iter().find(|cell| indices.contains(&cell.column)) {
        unusable.push(UnusableRow {
            line: row.line,
            value: broken.fault.value.clone(),
            reason: broken.fault.reason.clone(),
        });
        return None;
    }
    let cells = indices
        .iter()
        .map(|index| row.cells.get_mut(*index).map(std::mem::take).unwrap_or_default())
        .collect();
    Some(Row { cells, ..row })
}

/// How many columns of a list these cells name, were they its headers.
pub(super) fn named_by(cells: &[&str], source: &TableSource, list: List) -> usize {
    let plain_cells: Vec<String> = cells.iter().copied().map(plain).collect();
    let names = |rule: &&Rule| {
        let told = source.columns.get(rule.name).map(|header| header.trim());
        told.is_some_and(|told| cells.iter().any(|cell| cell.trim() == told))
            || std::iter::once(&rule.name)
                .chain(rule.headers)
                .any(|header| plain_cells.contains(&plain(header)))
    };
    list.rules().iter().filter(names).count()
}
