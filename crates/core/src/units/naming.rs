//! What lists call a unit: its id, its name, or its name as another office writes it.
//!
//! `和平社区居委会` means 和平社区, `朝阳区南湖街道办事处` means 南湖街道, `望京` means 望京街道 where no other unit is called so. What is
//! read so is told; a name that several units have means none of them.

use std::collections::BTreeMap;

use crate::read::table::{UnitKind, half_width};

/// Endings that name the office and not the place, and what the place is called; a longer one stands before a shorter one that it
/// holds.
const OFFICES: &[(&str, &str)] = &[
    ("街道办事处", "街道"),
    ("地区办事处", "地区"),
    ("街道办", "街道"),
    ("办事处", ""),
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("居民委员会", "社区"),
    ("居委会", "社区"),
    ("村民委员会", "村"),
    ("村委会", "村"),
    ("镇人民政府", "镇"),
    ("乡人民政府", "乡"),
    ("镇政府", "镇"),
    ("乡政府", "乡"),
];

/// Endings that a short name may leave out.
const LEFT_OUT: &[&str] = &["街道", "地区", "镇", "乡", "社区", "村"];

/// What a wider unit's name before a narrower one's ends in: `朝阳区` in `朝阳区南湖街道`.
const WIDER: &[char] = &['省', '市', '区', '县', '旗', '盟', '州', '道', '镇', '乡'];

/// Names this alike are shown as what may have been meant: Damerau-Levenshtein, 1 for the same. Chosen so that one wrong character of
/// two still finds the name.
const ALIKE: f64 = 0.5;

/// Units by what lists call them; values are positions.
#[derive(Clone, Debug, Default)]
pub(super) struct Naming {
    told_ids: BTreeMap<String, usize>,
    made_ids: BTreeMap<String, usize>,
    names: BTreeMap<String, Vec<usize>>,
    plain_names: BTreeMap<String, Vec<usize>>,
    /// Without the wider unit's name before it: `望京街道` of `朝阳区望京街道`.
    short_names: BTreeMap<String, Vec<usize>>,
}

/// The units that a text may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meant {
    /// By position, ascending; empty where none is called so.
    pub(super) units: Vec<usize>,
    /// Whether the text is not quite what they are called.
    pub(super) is_loose: bool,
}

impl Naming {
    /// Adds a unit. An id that was made of its name is no id: a name that several have must not mean the first of them.
    pub(super) fn add(&mut self, position: usize, id: &str, is_id_told: bool, name: Option<&str>) {
        let ids = if is_id_told {
            &mut self.told_ids
        } else {
            &mut self.made_ids
        };
        ids.entry(id.to_owned()).or_insert(position);
        if let Some(name) = name {
            self.names.entry(name.to_owned()).or_default().push(position);
            let plain = plain(name);
            for rest in after_wider(&plain) {
                self.short_names.entry(rest.to_owned()).or_default().push(position);
            }
            self.plain_names.entry(plain).or_default().push(position);
        }
    }

    /// Whether an id is taken.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.told_ids.contains_key(id) || self.made_ids.contains_key(id)
    }

    /// What a text means among the units that may be meant: by id, by name, as another office writes it, with a wider unit before
    /// it, without its ending. The first of these that any unit answers to decides.
    ///
    /// # Complexity
    /// `O(log u)` for each character of the text.
    pub(super) fn meant(&self, told: &str, may_be: impl Fn(usize) -> bool) -> Meant {
        let exact = |units: &[usize]| -> Option<Meant> {
            let units: Vec<usize> = units.iter().copied().filter(|unit| may_be(*unit)).collect();
            (!units.is_empty()).then_some(Meant { units, is_loose: false })
        };
        let of_map = |map: &BTreeMap<String, Vec<usize>>, key: &str| map.get(key).and_then(|units| exact(units));
        let of_id = |map: &BTreeMap<String, usize>| map.get(told).and_then(|unit| exact(&[*unit]));
        of_id(&self.told_ids)
            .or_else(|| of_map(&self.names, told))
            .or_else(|| of_id(&self.made_ids))
            .or_else(|| {
                let plain = plain(told);
                let loose = loosely(&plain, |key| of_map(&self.plain_names, key));
                let loose = loose.or_else(|| of_map(&self.short_names, &plain))?;
                Some(Meant {
                    is_loose: true,
                    ..loose
                })
            })
            .unwrap_or_default()
    }

    /// The units whose name is this one but for the word for their office, or an ending that it leaves out: what may be made one.
    pub(super) fn of_office(&self, told: &str, may_be: impl Fn(usize) -> bool) -> Vec<usize> {
        let plain = plain(told);
        let endings = std::iter::once("").chain(LEFT_OUT.iter().copied());
        let named = endings.filter_map(|ending| self.plain_names.get(&format!("{plain}{ending}")));
        named.flatten().copied().filter(|unit| may_be(*unit)).collect()
    }

    /// The name most like a text, where one is alike.
    pub(super) fn nearest(&self, told: &str, may_be: impl Fn(usize) -> bool) -> Option<&str> {
        let told = plain(told);
        let named = self
            .names
            .iter()
            .filter(|(_, units)| units.iter().any(|unit| may_be(*unit)));
        // By what tells them apart: all streets end alike.
        let likeness = |name: &str| strsim::normalized_damerau_levenshtein(stem(&told), stem(&plain(name)));
        let alike = named.map(|(name, _)| (likeness(name), name));
        let best = alike.max_by(|(one, a), (other, b)| one.total_cmp(other).then_with(|| b.cmp(a)))?;
        (best.0 >= ALIKE).then_some(best.1)
    }
}

/// What a plain text means beyond the letter: as it stands, without brackets, after a wider unit's name, with an ending that it
/// leaves out.
fn loosely(plain: &str, find: impl Fn(&str) -> Option<Meant>) -> Option<Meant> {
    let with_ending = || {
        let mut all = Meant::default();
        for ending in LEFT_OUT {
            all.units
                .extend(find(&format!("{plain}{ending}")).unwrap_or_default().units);
        }
        all.units.sort_unstable();
        (!all.units.is_empty() && !plain.is_empty()).then_some(all)
    };
    let bare = || without_brackets(plain).and_then(|bare| find(&bare));
    find(plain)
        .or_else(bare)
        .or_else(|| after_wider(plain).find_map(&find))
        .or_else(with_ending)
}

/// What stands behind each wider unit's name that a text may begin with.
fn after_wider(plain: &str) -> impl Iterator<Item = &str> {
    let places = plain.char_indices().filter(|(_, one)| WIDER.contains(one));
    let rests = places.filter_map(|(at, one)| plain.get(at + one.len_utf8()..));
    rests.filter(|rest| !rest.is_empty())
}

/// A plain name without the ending that its kind has.
fn stem(plain: &str) -> &str {
    let stem = LEFT_OUT.iter().find_map(|ending| plain.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(plain)
}

/// A name without what does not matter: width, case, blanks, the word for its office.
fn plain(name: &str) -> String {
    let narrow: String = name
        .chars()
        .map(half_width)
        .filter(|one| !one.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    without_office(&narrow)
}

/// A plain name without the brackets that end it; `None` where there are none.
fn without_brackets(plain: &str) -> Option<String> {
    let (before, _) = plain.split_once('(').filter(|_| plain.ends_with(')'))?;
    (!before.is_empty()).then(|| without_office(before))
}

fn without_office(bare: &str) -> String {
    let office = OFFICES
        .iter()
        .find_map(|(office, place)| Some((bare.strip_suffix(office)?, *place)));
    match office {
        Some((stem, place)) if !stem.is_empty() && stem.ends_with(place) => stem.to_owned(),
        Some((stem, place)) if !stem.is_empty() => format!("{stem}{place}"),
        _ => bare.to_owned(),
    }
}

/// How wide a unit is: of two units of one rank a place is in one. Streets, towns and townships are of one rank.
pub(super) fn rank(kind: Option<UnitKind>) -> Option<u8> {
    Some(match kind? {
        UnitKind::City => 0,
        UnitKind::District => 1,
        UnitKind::Street | UnitKind::Town | UnitKind::Township => 2,
        UnitKind::Community | UnitKind::Village => 3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming(names: &[&str]) -> Naming {
        let mut naming = Naming::default();
        for (position, name) in names.iter().enumerate() {
            naming.add(position, name, false, Some(name));
        }
        naming
    }

    #[test]
    fn offices_write_one_name_in_many_ways() {
        let naming = naming(&["望京街道", "南湖街道", "和平社区", "第1村", "望京西园社区", "大县"]);
        for (told, wanted, is_loose) in [
            ("望京街道", 0, false),
            ("望京街道办事处", 0, true),
            ("望京街道办", 0, true),
            ("望京", 0, true),
            ("朝阳区南湖街道", 1, true),
            ("北京市朝阳区南湖街道办事处", 1, true),
            ("和平社区居委会", 2, true),
            ("和平居委会", 2, true),
            ("望京街道和平社区", 2, true),
            ("第１村村民委员会", 3, true),
            ("大县（本级）", 5, true),
        ] {
            let wanted = Meant {
                units: vec![wanted],
                is_loose,
            };
            assert_eq!(naming.meant(told, |_| true), wanted, "{told}");
        }
        for told in ["海淀街道", "", "街道", "办事处", "京"] {
            assert_eq!(naming.meant(told, |_| true), Meant::default(), "{told}");
        }
        assert_eq!(naming.nearest("南胡街道", |_| true), Some("南湖街道"));
        assert_eq!(naming.nearest("海淀街道", |_| true), None, "all streets end alike");
        let naming = self::naming(&["朝阳区望京街道办事处"]);
        assert_eq!(naming.meant("望京街道", |_| true).units, [0]);
    }

    #[test]
    fn what_is_made_one_differs_by_the_office_alone() {
        let naming = naming(&["花园社区", "和平社区（北）"]);
        for (told, wanted) in [
            ("花园社区居委会", vec![0]),
            ("花园", vec![0]),
            ("城市花园社区", vec![]),
            ("和平社区（南）", vec![]),
            ("和平社区(北)", vec![1]),
        ] {
            assert_eq!(naming.of_office(told, |_| true), wanted, "{told}");
        }
    }

    #[test]
    fn a_made_id_does_not_hide_that_two_have_the_name() {
        let mut naming = naming(&["和平社区"]);
        naming.add(1, "B街道/和平社区", false, Some("和平社区"));
        assert_eq!(naming.meant("和平社区", |_| true).units, [0, 1]);
        assert_eq!(naming.meant("和平社区", |unit| unit == 1).units, [1]);
        assert_eq!(naming.meant("B街道/和平社区", |_| true).units, [1]);
        naming.add(2, "和平社区", true, Some("别处"));
        assert_eq!(naming.meant("和平社区", |_| true).units, [2], "an id told is meant");
    }
}
