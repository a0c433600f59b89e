//! JSON without a space, put straight into one run of bytes.
//!
//! serde_json gives every name and every sign to its output by itself, and looks through names that the compiler knows
//! for what is to be escaped. In a document of very many groups there is little else than names.

// What the compiler knows of names it knows only where they are written.
#![allow(clippy::inline_always)]

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::{Error, to_writer};

type Done = Result<(), Error>;

/// What serde_json writes, at the end of a text. The keys of maps have to be texts.
pub(super) fn append<T: Serialize + ?Sized>(text: &mut Vec<u8>, value: &T) -> Done {
    value.serialize(Text(text))
}

struct Text<'t>(&'t mut Vec<u8>);

impl Text<'_> {
    /// A name of the program's own, in which nothing is to be escaped.
    #[inline(always)]
    fn name(&mut self, name: &'static str) {
        self.put([b"\"", name.as_bytes(), b"\""]);
    }

    /// Appends these one after the other, of which the compiler mostly knows all but one.
    #[inline(always)]
    fn put<const N: usize>(&mut self, pieces: [&[u8]; N]) {
        self.0.reserve(pieces.iter().map(|piece| piece.len()).sum());
        for piece in pieces {
            self.0.extend_from_slice(piece);
        }
    }
}

impl<'t> Text<'t> {
    #[inline]
    fn list(self) -> Items<'t> {
        self.0.push(b'[');
        Items { text: self.0, begun: false, end: b"]" }
    }

    #[inline]
    fn object(self) -> Items<'t> {
        self.0.push(b'{');
        Items { text: self.0, begun: false, end: b"}" }
    }

    /// `{"name":`, and what is under it, which closes the object too.
    fn variant(mut self, name: &'static str, begin: u8, end: &'static [u8]) -> Items<'t> {
        self.0.push(b'{');
        self.name(name);
        self.0.extend_from_slice(&[b':', begin]);
        Items { text: self.0, begun: false, end }
    }
}

macro_rules! as_serde_json {
    ($($method:ident $type:ty;)*) => { $(
        #[inline]
        fn $method(self, value: $type) -> Done {
            to_writer(self.0, &value)
        }
    )* };
}

impl<'t> Serializer for Text<'t> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'t>;
    type SerializeTuple = Items<'t>;
    type SerializeTupleStruct = Items<'t>;
    type SerializeTupleVariant = Items<'t>;
    type SerializeMap = Items<'t>;
    type SerializeStruct = Items<'t>;
    type SerializeStructVariant = Items<'t>;

    as_serde_json! {
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; serialize_i128 i128;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64; serialize_u128 u128;
        serialize_f32 f32; serialize_f64 f64; serialize_char char; serialize_bytes &[u8];
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Done {
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    #[inline]
    fn serialize_str(mut self, value: &str) -> Done {
        // All of them, so that a processor may look at many at once.
        let plain = |byte: &u8| (*byte >= b' ') & (*byte != b'"') & (*byte != b'\\');
        if !value.as_bytes().iter().fold(true, |all, byte| all & plain(byte)) {
            return to_writer(self.0, value);
        }
        self.put([b"\"", value.as_bytes(), b"\""]);
        Ok(())
    }

    #[inline]
    fn serialize_none(self) -> Done {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Done {
        self.0.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_unit_variant(mut self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.name(variant);
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        let mut object = self.object();
        object.field(variant, value)?;
        object.close();
        Ok(())
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'t>, Error> {
        Ok(self.list())
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Items<'t>, Error> {
        Ok(self.list())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'t>, Error> {
        Ok(self.list())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'t>, Error> {
        Ok(self.variant(variant, b'[', b"]}"))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Items<'t>, Error> {
        Ok(self.object())
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'t>, Error> {
        Ok(self.object())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'t>, Error> {
        Ok(self.variant(variant, b'{', b"}}"))
    }
}

/// What is between brackets.
struct Items<'t> {
    text: &'t mut Vec<u8>,
    begun: bool,
    end: &'static [u8],
}

impl Items<'_> {
    #[inline]
    fn next(&mut self) -> Text<'_> {
        if self.begun {
            self.text.push(b',');
        }
        self.begun = true;
        Text(self.text)
    }

    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(self.next())
    }

    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Done {
        let before: &[u8] = if self.begun { b",\"" } else { b"\"" };
        self.begun = true;
        Text(self.text).put([before, name.as_bytes(), b"\":"]);
        value.serialize(Text(self.text))
    }

    #[inline]
    fn close(self) {
        self.text.extend_from_slice(self.end);
    }
}

impl SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Error;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.item(key)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.text.push(b':');
        value.serialize(Text(self.text))
    }

    #[inline]
    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

macro_rules! compound {
    ($($compound:ident $method:ident($($name:ident)?) $own:ident;)*) => { $(
        impl $compound for Items<'_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn $method<T: Serialize + ?Sized>(&mut self, $($name: &'static str,)? value: &T) -> Done {
                self.$own($($name,)? value)
            }

            #[inline]
            fn end(self) -> Done {
                self.close();
                Ok(())
            }
        }
    )* };
}

compound! {
    SerializeSeq serialize_element() item;
    SerializeTuple serialize_element() item;
    SerializeTupleStruct serialize_field() item;
    SerializeTupleVariant serialize_field() item;
    SerializeStruct serialize_field(name) field;
    SerializeStructVariant serialize_field(name) field;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Serialize;

    use super::append;

    #[derive(Debug, Clone, Serialize)]
    enum Any {
        Unit,
        Newtype(String),
        Tuple(i64, Option<f64>, char),
        Struct { text: String, list: Vec<Any>, map: BTreeMap<String, Any> },
        Pair((u8, bool), Wrapped),
        Flat(Flat),
    }

    #[derive(Debug, Clone, Serialize)]
    struct Wrapped(f32);

    #[derive(Debug, Clone, Serialize)]
    struct Flat {
        #[serde(flatten)]
        wide: Wide,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<u64>,
    }

    #[derive(Debug, Clone, Serialize)]
    struct Wide {
        most: u128,
        least: i128,
        nothing: (),
    }

    fn values() -> impl Strategy<Value = Any> {
        let leaf = prop_oneof![
            Just(Any::Unit),
            ".*".prop_map(Any::Newtype),
            (any::<i64>(), any::<Option<f64>>(), any::<char>()).prop_map(|(a, b, c)| Any::Tuple(a, b, c)),
            (any::<(u8, bool)>(), any::<f32>()).prop_map(|(a, b)| Any::Pair(a, Wrapped(b))),
            (any::<u128>(), any::<i128>(), any::<Option<u64>>()).prop_map(|(most, least, left_out)| {
                Any::Flat(Flat { wide: Wide { most, least, nothing: () }, left_out })
            }),
        ];
        leaf.prop_recursive(3, 20, 4, |inner| {
            let map = prop::collection::btree_map(".*", inner.clone(), 0..4);
            (".*", prop::collection::vec(inner, 0..4), map).prop_map(|(text, list, map)| Any::Struct {
                text,
                list,
                map,
            })
        })
    }

    proptest! {
        #[test]
        fn it_is_what_serde_json_writes(value in values()) {
            let mut text = Vec::new();
            append(&mut text, &value).unwrap();
            prop_assert_eq!(String::from_utf8(text).unwrap(), serde_json::to_string(&value).unwrap());
        }
    }
}
