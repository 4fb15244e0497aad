//! Owns the way from a view to what Tera takes: its fields, each by its name, without a map in between.

use std::fmt;

use serde::ser::{Impossible, Serialize, SerializeStruct, Serializer};
use tera::{Context, Value};

/// The fields of a view for a template.
///
/// # Errors
/// What is no structure, or holds what templates have no value for.
pub fn context(view: &impl Serialize) -> Result<Context, fmt::Error> {
    view.serialize(Fields(Context::new()))
}

/// The fields met so far.
struct Fields(Context);

impl SerializeStruct for Fields {
    type Ok = Context;
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), fmt::Error> {
        let value = Value::try_from_serializable(value).map_err(|_| fmt::Error)?;
        self.0.insert_value(name, value);
        Ok(())
    }

    fn end(self) -> Result<Context, fmt::Error> {
        Ok(self.0)
    }
}

/// What no view is.
macro_rules! refused {
    ($($method:ident($($argument:ty),*) -> $given:ident;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<Self::$given, fmt::Error> { Err(fmt::Error) })*
    };
}

impl Serializer for Fields {
    type Ok = Context;
    type Error = fmt::Error;
    type SerializeSeq = Impossible<Context, fmt::Error>;
    type SerializeTuple = Impossible<Context, fmt::Error>;
    type SerializeTupleStruct = Impossible<Context, fmt::Error>;
    type SerializeTupleVariant = Impossible<Context, fmt::Error>;
    type SerializeMap = Impossible<Context, fmt::Error>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Context, fmt::Error>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Context, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<Context, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Result<Context, fmt::Error> {
        Err(fmt::Error)
    }

    refused! {
        serialize_bool(bool) -> Ok;
        serialize_i8(i8) -> Ok;
        serialize_i16(i16) -> Ok;
        serialize_i32(i32) -> Ok;
        serialize_i64(i64) -> Ok;
        serialize_u8(u8) -> Ok;
        serialize_u16(u16) -> Ok;
        serialize_u32(u32) -> Ok;
        serialize_u64(u64) -> Ok;
        serialize_f32(f32) -> Ok;
        serialize_f64(f64) -> Ok;
        serialize_char(char) -> Ok;
        serialize_str(&str) -> Ok;
        serialize_bytes(&[u8]) -> Ok;
        serialize_none() -> Ok;
        serialize_unit() -> Ok;
        serialize_unit_struct(&'static str) -> Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Ok;
        serialize_seq(Option<usize>) -> SerializeSeq;
        serialize_tuple(usize) -> SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant;
        serialize_map(Option<usize>) -> SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant;
    }
}
