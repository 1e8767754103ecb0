//! The fields that an eSIM has in the list of eSIMs and in an order.

use crate::core::schema::{Field, FieldType, nullable};

const APN_OF_SYSTEM: &[Field] = &[
    nullable("apn_type", FieldType::String),
    nullable("apn_value", FieldType::String),
];

/// The access point of each operating system.
pub(crate) const APN: &[Field] = &[
    nullable("ios", FieldType::Object(APN_OF_SYSTEM)),
    nullable("android", FieldType::Object(APN_OF_SYSTEM)),
];

/// The page on which `PressOne` shares an eSIM.
pub(crate) const SHARING: &[Field] = &[
    nullable("link", FieldType::String),
    nullable("access_code", FieldType::String),
];

/// A table of an eSIM's fields, with further ones.
macro_rules! esim_fields {
    ($($further:expr),* $(,)?) => {
        &[
            nullable("id", FieldType::Id),
            nullable("created_at", FieldType::String),
            nullable("lpa", FieldType::String),
            // Each published answer has null here, so the type is not known.
            nullable("imsis", FieldType::Any),
            nullable("matching_id", FieldType::String),
            nullable("qrcode", FieldType::String),
            nullable("qrcode_url", FieldType::String),
            nullable("direct_apple_installation_url", FieldType::String),
            nullable("voucher_code", FieldType::String),
            nullable("airalo_code", FieldType::String),
            nullable("apn_type", FieldType::String),
            nullable("apn_value", FieldType::String),
            nullable("apn", FieldType::Object(APN)),
            nullable("is_roaming", FieldType::Bool),
            nullable("confirmation_code", FieldType::String),
            nullable("brand_settings_name", FieldType::String),
            nullable("msisdn", FieldType::String),
            nullable("sharing", FieldType::Object(SHARING)),
            $($further),*
        ]
    };
}

pub(crate) use esim_fields;

/// An eSIM of an order.
pub(crate) const ORDER_ESIM: &[Field] = esim_fields![nullable("iccid", FieldType::String)];
