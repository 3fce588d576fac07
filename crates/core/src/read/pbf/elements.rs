//! Ways and relations from their bytes. Decoding only: whether they are kept is decided elsewhere.

use super::block::{Grid, Strings};
use super::wire::{Malformed, Wire};
use crate::lonlat::LonLat;
use crate::read::Key;

/// A way or relation as it is read: arrays still packed, tags by known key.
#[derive(Debug, Default)]
pub(super) struct Fields<'b> {
    pub(super) id: i64,
    pub(super) visible: bool,
    keys: Wire<'b>,
    values: Wire<'b>,
    /// A way's references or a relation's roles.
    eight: Wire<'b>,
    /// A way's latitudes or a relation's member ids.
    nine: Wire<'b>,
    /// A way's longitudes or a relation's member types.
    ten: Wire<'b>,
}

impl<'b> Fields<'b> {
    /// Finds an element's fields; ways and relations share their numbers.
    pub(super) fn parse(bytes: &'b [u8]) -> Result<Self, Malformed> {
        let mut fields = Self {
            visible: true,
            ..Self::default()
        };
        let mut has_id = false;
        let mut wire = Wire::new(bytes);
        while let Some((number, value)) = wire.field()? {
            match number {
                1 => {
                    fields.id = value.varint()? as i64;
                    has_id = true;
                }
                2 => value.packed_once(&mut fields.keys)?,
                3 => value.packed_once(&mut fields.values)?,
                4 => fields.visible = visible(value.bytes()?)?,
                8 => value.packed_once(&mut fields.eight)?,
                9 => value.packed_once(&mut fields.nine)?,
                10 => value.packed_once(&mut fields.ten)?,
                _ => {}
            }
        }
        if has_id {
            Ok(fields)
        } else {
            Err(Malformed("an element without id"))
        }
    }

    /// Its tags into a reused list.
    pub(super) fn tags(&self, strings: &Strings<'_>, pairs: &mut Vec<(Key, u32)>) -> Result<(), Malformed> {
        strings.tags(self.keys, self.values, pairs)
    }

    /// Whether it has any tag at all, known or not.
    pub(super) fn has_tags(&self) -> bool {
        !self.keys.is_empty()
    }

    /// The texts of all its keys, known or not.
    pub(super) fn key_texts<'s>(&self, strings: &'s Strings<'_>) -> Result<Vec<&'s str>, Malformed> {
        let mut keys = self.keys;
        let mut texts = Vec::new();
        while !keys.is_empty() {
            texts.push(strings.text(keys.varint()?)?);
        }
        Ok(texts)
    }

    /// A way's node ids, added to a list.
    pub(super) fn refs(&self, refs: &mut Vec<i64>) -> Result<(), Malformed> {
        let mut wire = self.eight;
        let mut id = 0;
        while !wire.is_empty() {
            id = wire.delta(id)?;
            refs.push(id);
        }
        Ok(())
    }

    /// Whether a way tells its nodes' places itself.
    pub(super) fn has_places(&self) -> bool {
        !self.nine.is_empty()
    }

    /// The places of a way's nodes, in the order of its references; `None` for one not on Earth.
    pub(super) fn places(&self, grid: &Grid) -> Result<Vec<Option<LonLat>>, Malformed> {
        let (mut lats, mut lons) = (self.nine, self.ten);
        let (mut lat, mut lon) = (0, 0);
        let mut places = Vec::new();
        while !lats.is_empty() {
            lat = lats.delta(lat)?;
            lon = lons.delta(lon)?;
            places.push(grid.place(lon, lat));
        }
        Ok(places)
    }

    /// A relation's members as `(type, id, role)`; the types are 0 node, 1 way, 2 relation.
    pub(super) fn members<'s>(&self, strings: &'s Strings<'_>) -> Result<Vec<(u64, i64, &'s str)>, Malformed> {
        let (mut roles, mut ids, mut types) = (self.eight, self.nine, self.ten);
        let mut id = 0;
        let mut members = Vec::new();
        while !ids.is_empty() {
            id = ids.delta(id)?;
            members.push((types.varint()?, id, strings.text(roles.varint()?)?));
        }
        Ok(members)
    }
}

/// The visible flag of an element's metadata; true where it is not told.
pub(super) fn visible(info: &[u8]) -> Result<bool, Malformed> {
    let mut wire = Wire::new(info);
    while let Some((number, value)) = wire.field()? {
        if number == 6 {
            return Ok(value.varint()? != 0);
        }
    }
    Ok(true)
}
