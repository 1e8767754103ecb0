//! The reads that the shop's gateway answers in the page's own form: packages on sale, eSIMs, single orders.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::api::common::{parse_iccid, parse_order_id};
use crate::api::flat_packages::with_packages;
use crate::core::argument::{Arg, ArgType, optional};
use crate::core::argument_types::{
    COUNTRY_CODE, LANGUAGE, NON_BLANK, PACKAGE_TYPE, POSITIVE_INTEGER,
};
use crate::core::json::JsonValue;
use crate::core::page::gateway_read::GatewayRead;
use crate::core::schema::{Field, FieldType, required};
use crate::page::PageClient;
use crate::wasm::pages::{Pages, walk};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("reads.d.ts");

type Read = GatewayRead<JsValue>;

const PAGE: Arg = optional("page", POSITIVE_INTEGER);
const LIMIT: Arg = optional("limit", POSITIVE_INTEGER);
const LANGUAGE_ARG: Arg = optional("language", LANGUAGE);

/// The parameters of all reads: the name in a query, and the gateway's.
const PARAMETERS: &[(&str, &str)] = &[
    ("type", "filter[type]"),
    ("country", "filter[country]"),
    ("include", "include"),
    ("language", "language"),
    ("page", "page"),
    ("limit", "limit"),
    ("after", "after"),
    ("filter", "filter"),
];

const ESIM_FIELDS: &[Field] = &[required("iccid", FieldType::String)];

/// A read without arguments.
const fn read(name: &'static str, path: &'static str) -> Read {
    Read {
        name,
        path,
        path_end: "",
        id: None,
        query: &[],
        parameters: PARAMETERS,
        fields: &[],
        rows: None,
        complete: None,
    }
}

/// A read of one eSIM.
const fn esim_read(name: &'static str, path_end: &'static str) -> Read {
    Read {
        path_end,
        id: Some(|iccid| Ok(parse_iccid(iccid)?.as_string().unwrap_or_default())),
        ..read(name, "/customer/v2/sims/")
    }
}

static GET_PACKAGES: Read = Read {
    query: &[
        optional("type", PACKAGE_TYPE),
        optional("country", COUNTRY_CODE),
        optional("include", ArgType::SubsetOf(&["topup"])),
        LANGUAGE_ARG,
        PAGE,
        LIMIT,
    ],
    fields: &[required("slug", FieldType::String)],
    rows: Some("countries"),
    complete: Some(|page, _| {
        with_packages(page);
    }),
    ..read("getPackages", "/customer/v2/packages")
};

static GET_COMPATIBLE_DEVICES: Read = Read {
    fields: &[required("name", FieldType::String)],
    rows: Some("devices"),
    ..read(
        "getCompatibleDevices",
        "/customer/v2/compatible-devices-lite",
    )
};

static GET_ORDER: Read = Read {
    id: Some(|id| parse_order_id(id, "id")),
    query: &[optional("include", ArgType::SubsetOf(&["sims", "status"]))],
    fields: &[
        required("id", FieldType::Id),
        required("code", FieldType::String),
    ],
    ..read("getOrder", "/customer/v2/orders/")
};

static GET_ESIMS: Read = Read {
    query: &[PAGE, LIMIT],
    fields: ESIM_FIELDS,
    rows: Some("esims"),
    ..read("getEsims", "/customer/v2/sims")
};

static GET_ESIM: Read = Read {
    query: &[optional(
        "include",
        ArgType::SubsetOf(&["order", "order.status"]),
    )],
    fields: ESIM_FIELDS,
    ..esim_read("getEsim", "")
};

static GET_USAGE: Read = Read {
    fields: &[required("status", FieldType::String)],
    ..esim_read("getUsage", "/usage")
};

static GET_INSTALLATION: Read = Read {
    query: &[LANGUAGE_ARG],
    ..esim_read("getInstallation", "/instructions")
};

static GET_AVAILABLE_NUMBERS: Read = Read {
    query: &[optional("filter", NON_BLANK), optional("after", NON_BLANK)],
    fields: &[required("number", FieldType::String)],
    rows: Some("numbers"),
    complete: Some(|page, meta| page.set("count", &meta.get("total"))),
    ..read("getAvailableNumbers", "/numbers.json")
};

static PACKAGES: Pages = Pages {
    method: "getPackages",
    rows: "packages",
    cursor: "page",
    keys: "country_slug operator_id id",
};

static ESIMS: Pages = Pages {
    method: "getEsims",
    rows: "esims",
    cursor: "page",
    keys: "iccid",
};

#[wasm_bindgen(js_class = "Client")]
impl PageClient {
    /// Returns a page of the packages on sale: `packages` is a flat list to filter, and `countries` is PressOne's
    /// own tree. The shop's gateway keeps each page for an hour.
    ///
    /// `GET /customer/v2/packages` (PressOne: "Get packages")
    ///
    /// @param query The filters, and the page. By default the first page of all countries and regions. `limit` is
    /// 100 at most.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The page, the number of the next one, the time of the fetch, and the source.
    /// @throws {PressOneError} `invalid_argument`, `configuration` (the shop closed it), `authentication`,
    /// `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(js_name = getPackages, unchecked_return_type = "Promise<PackageList>")]
    pub fn get_packages(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "PackageQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.ask(&GET_PACKAGES, &JsValue::UNDEFINED, query, options)
    }

    /// Iterates over the packages of all pages: `for await (const each of client.packages(query)) …`.
    ///
    /// Each page is read when the loop reaches it, as by `getPackages`. An error ends the iteration.
    ///
    /// `GET /customer/v2/packages` (PressOne: "Get packages")
    ///
    /// @param query As for `getPackages`. `page` is the first page to read. `limit` is the number of countries and
    /// regions per page.
    /// @param options `signal` and `timeoutMs` of each page.
    /// @returns The packages, in the server's order of countries and operators.
    /// @throws {PressOneError} From the iteration: the errors of `getPackages`.
    #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<Package>")]
    pub fn packages(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "PackageQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> JsValue {
        walk(self.clone_handle().into(), &PACKAGES, query, options)
    }

    /// Returns the phones and tablets that take an eSIM. The shop's gateway keeps the answer for a day.
    ///
    /// `GET /customer/v2/compatible-devices-lite` (PressOne: "Compatible device lite list")
    ///
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The devices, the time of the fetch, and the source of the answer.
    /// @throws {PressOneError} `configuration` (the shop closed it), `authentication`, `permission`,
    /// `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(
        js_name = getCompatibleDevices,
        unchecked_return_type = "Promise<CompatibleDeviceList>"
    )]
    pub fn get_compatible_devices(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let none = &JsValue::UNDEFINED;
        self.ask(&GET_COMPATIBLE_DEVICES, none, none, options)
    }

    /// Fetches an order of this shopper. Its eSIMs have `id` and `iccid`: `getEsim` has their codes.
    ///
    /// `GET /customer/v2/orders/:id` (PressOne: "Get order")
    ///
    /// @param id The order's `id`. Its `code` is another number.
    /// @param query `include`: `sims`, `status`.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The order. The partner's prices and account are null, unless the gateway exposes them.
    /// @throws {PressOneError} `permission` (not this shopper's, or unknown), `invalid_argument`, `configuration`
    /// (the shop closed it), `authentication`, `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(js_name = getOrder, unchecked_return_type = "Promise<OrderDetails>")]
    pub fn get_order(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Id")] id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OwnOrderQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.ask(&GET_ORDER, id, query, options)
    }

    /// Returns a page of the eSIMs that the shop sold to this shopper, newest first. They are as they were sold:
    /// `getUsage` says what is left of them. PressOne is not asked.
    ///
    /// @param query `page`, and `limit`: 1 to 100, 25 by default.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The eSIMs, the position of the page, and the number of the next one.
    /// @throws {PressOneError} `invalid_argument`, `authentication`, `permission`, `rate_limited`, `network`,
    /// `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(js_name = getEsims, unchecked_return_type = "Promise<EsimList>")]
    pub fn get_esims(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OwnEsimListQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.ask(&GET_ESIMS, &JsValue::UNDEFINED, query, options)
    }

    /// Iterates over the eSIMs of all pages: `for await (const esim of client.esims()) …`.
    ///
    /// @param query As for `getEsims`. `page` is the first page to fetch.
    /// @param options `signal` and `timeoutMs` of each request.
    /// @returns The eSIMs that the shop sold to this shopper, newest first.
    /// @throws {PressOneError} From the iteration: the errors of `getEsims`.
    #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<Esim>")]
    pub fn esims(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OwnEsimListQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> JsValue {
        walk(self.clone_handle().into(), &ESIMS, query, options)
    }

    /// Fetches an eSIM of this shopper, with its codes.
    ///
    /// `GET /customer/v2/sims/:iccid` (PressOne: "Get eSIM")
    ///
    /// @param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
    /// @param query `include`: `order`, `order.status`.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The eSIM.
    /// @throws {PressOneError} `permission` (not this shopper's, or unknown), `invalid_argument`, `configuration`
    /// (the shop closed it), `authentication`, `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(js_name = getEsim, unchecked_return_type = "Promise<Esim>")]
    pub fn get_esim(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] iccid: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OwnEsimQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.ask(&GET_ESIM, iccid, query, options)
    }

    /// Returns what is left of an eSIM's data, voice and SMS. The shop's gateway keeps the answer for 20 minutes,
    /// because PressOne computes it anew every 20 minutes.
    ///
    /// `GET /customer/v2/sims/:iccid/usage` (PressOne: "Get usage")
    ///
    /// @param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The usage, the time of the fetch, and the source of the answer. A recycled eSIM has the status
    /// `RECYCLED`.
    /// @throws {PressOneError} The kinds of `getEsim`.
    #[wasm_bindgen(js_name = getUsage, unchecked_return_type = "Promise<Usage>")]
    pub fn get_usage(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] iccid: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.ask(&GET_USAGE, iccid, &JsValue::UNDEFINED, options)
    }

    /// Fetches the instructions for an eSIM's installation: by QR code, by hand, and for iPhones by a link.
    ///
    /// The texts are PressOne's. Show them as text: they are not safe for `innerHTML`.
    ///
    /// `GET /customer/v2/sims/:iccid/instructions` (PressOne: "Get installation instructions")
    ///
    /// @param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
    /// @param query `language`: the language of the steps. By default English.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The instructions for each operating system.
    /// @throws {PressOneError} The kinds of `getEsim`.
    #[wasm_bindgen(js_name = getInstallation, unchecked_return_type = "Promise<Installation>")]
    pub fn get_installation(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] iccid: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "InstallationQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.ask(&GET_INSTALLATION, iccid, query, options)
    }

    /// Returns a page of the phone numbers that this shopper can claim.
    ///
    /// `GET` (PressOne: "List available numbers"). PressOne documents neither its path nor its answer: the shop's partner
    /// client has the option `numbers`.
    ///
    /// @param query `filter`: a text that the shop gives a meaning, such as a country. `after`: the `next` of the page
    /// before.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns The numbers, and the `next` page's `after` or null. Other fields than `number` are there if the gateway
    /// exposes them.
    /// @throws {PressOneError} `invalid_argument`, `validation` (`after` is not of this list), `configuration` (the shop
    /// closed it), `authentication`, `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
    #[wasm_bindgen(
        js_name = getAvailableNumbers,
        unchecked_return_type = "Promise<AvailableNumberList>"
    )]
    pub fn get_available_numbers(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "OwnNumberQuery")] query: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        self.ask(&GET_AVAILABLE_NUMBERS, &JsValue::UNDEFINED, query, options)
    }
}
