//! Owns the way from a view to the names that a template looks up: the fields of a struct, each as a value.
//!
//! Tera's own way makes a map of them first, and then another: for small pages, that took longer than the template.

use serde::de::value::Error;
use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};
use tera::{Context, Value};

/// The fields of a view.
///
/// # Errors
/// The view is no struct, or a field is no data.
pub fn context(view: &impl Serialize) -> Result<Context, Error> {
    view.serialize(Fields(Context::new()))
}

struct Fields(Context);

impl SerializeStruct for Fields {
    type Ok = Context;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.0.insert_value(name, Value::try_from_serializable(value).map_err(Error::custom)?);
        Ok(())
    }

    fn end(self) -> Result<Context, Error> {
        Ok(self.0)
    }
}

/// What a view is not.
macro_rules! refuse {
    ($($method:ident $(<$t:ident>)? ($($type:ty),*) -> $ok:ty;)*) => {
        $(fn $method$(<$t: Serialize + ?Sized>)?(self, $(_: $type),*) -> Result<$ok, Error> {
            Err(Error::custom("a view is a struct"))
        })*
    };
}

impl Serializer for Fields {
    type Ok = Context;
    type Error = Error;
    type SerializeSeq = Impossible<Context, Error>;
    type SerializeTuple = Impossible<Context, Error>;
    type SerializeTupleStruct = Impossible<Context, Error>;
    type SerializeTupleVariant = Impossible<Context, Error>;
    type SerializeMap = Impossible<Context, Error>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Context, Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    refuse! {
        serialize_bool(bool) -> Context;
        serialize_i8(i8) -> Context;
        serialize_i16(i16) -> Context;
        serialize_i32(i32) -> Context;
        serialize_i64(i64) -> Context;
        serialize_u8(u8) -> Context;
        serialize_u16(u16) -> Context;
        serialize_u32(u32) -> Context;
        serialize_u64(u64) -> Context;
        serialize_f32(f32) -> Context;
        serialize_f64(f64) -> Context;
        serialize_char(char) -> Context;
        serialize_str(&str) -> Context;
        serialize_bytes(&[u8]) -> Context;
        serialize_none() -> Context;
        serialize_some<T>(&T) -> Context;
        serialize_unit() -> Context;
        serialize_unit_struct(&'static str) -> Context;
        serialize_unit_variant(&'static str, u32, &'static str) -> Context;
        serialize_newtype_struct<T>(&'static str, &T) -> Context;
        serialize_newtype_variant<T>(&'static str, u32, &'static str, &T) -> Context;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}
