//! The paths and fields that `PressOne` does not document. Options name them.

use crate::core::argument::{Arg, optional};
use crate::core::argument_types::NON_BLANK;
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::text::join;

/// The paths that `PressOne` does not document.
pub const PATHS: &[Arg] = &[optional("compatibleDevices", NON_BLANK)];
/// Inferred from the title of the page in `PressOne`'s documentation.
const COMPATIBLE_DEVICES_PATH: &str = "/customer/v2/compatible-devices-lite";

/// The names of the numbers' endpoints, which `PressOne` does not document.
pub const NUMBERS: &[Arg] = &[
    optional("availablePath", NON_BLANK),
    optional("claimPath", NON_BLANK),
    optional("numberField", NON_BLANK),
    optional("emailField", NON_BLANK),
];

/// The path of the list of compatible devices.
///
/// # Errors
/// `configuration`
pub fn compatible_devices_path<J: JsonValue>(options: &J) -> Result<String, Error> {
    let path = path_of(options, "paths", "compatibleDevices")?;
    Ok(path.unwrap_or_else(|| COMPATIBLE_DEVICES_PATH.to_owned()))
}

/// The names of the numbers' endpoints. `PressOne` documents none, so there are no defaults.
#[derive(Debug)]
pub struct NumberNames {
    available: Option<String>,
    number_field: Option<String>,
    /// The error names the option that is missing.
    claim: Result<ClaimNames, &'static str>,
}

/// The names of a claim's request.
#[derive(Debug)]
pub struct ClaimNames {
    /// The path.
    pub path: String,
    /// The field of the body that has the number.
    pub number_field: String,
    /// The field of the body that has the address.
    pub email_field: String,
}

impl NumberNames {
    /// Parses the option `numbers`.
    ///
    /// # Errors
    /// `configuration`
    pub fn parse<J: JsonValue>(options: &J) -> Result<Self, Error> {
        let given = options.get("numbers");
        let claim_path = path_of(options, "numbers", "claimPath")?;
        let number_field = given.get_string("numberField");
        let claim = || {
            Ok(ClaimNames {
                path: claim_path.ok_or("claimPath")?,
                number_field: number_field.clone().ok_or("numberField")?,
                email_field: given.get_string("emailField").ok_or("emailField")?,
            })
        };
        Ok(Self {
            available: path_of(options, "numbers", "availablePath")?,
            claim: claim(),
            number_field,
        })
    }

    /// The path of the list of numbers.
    ///
    /// # Errors
    /// `configuration`
    pub fn available(&self) -> Result<&str, Error> {
        self.available
            .as_deref()
            .ok_or_else(|| missing("availablePath"))
    }

    /// The field of a row that has the number.
    pub fn number_field(&self) -> Option<&str> {
        self.number_field.as_deref()
    }

    /// The names of a claim's request.
    ///
    /// # Errors
    /// `configuration`
    pub fn claim(&self) -> Result<&ClaimNames, Error> {
        self.claim.as_ref().map_err(|name| missing(name))
    }
}

fn missing(name: &'static str) -> Error {
    Error::configuration(
        &join(&["options.numbers.", name]),
        "is needed, because PressOne does not document it; ask PressOne for it. Nothing was sent",
    )
}

/// A path under the base URL.
fn path_of<J: JsonValue>(
    options: &J,
    group: &'static str,
    name: &'static str,
) -> Result<Option<String>, Error> {
    let Some(path) = options.get(group).get_string(name) else {
        return Ok(None);
    };
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'\\');
    if path.starts_with('/') && !path.contains("..") && path.bytes().all(is_plain) {
        return Ok(Some(path));
    }
    let problem = "must be a path such as \"/customer/v2/name\", without a query";
    Err(Error::configuration(
        &join(&["options.", group, ".", name]),
        problem,
    ))
}
