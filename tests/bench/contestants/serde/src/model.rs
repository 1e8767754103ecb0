//! The answers as plain structs. Fields that are in no struct are dropped, and a number that comes as
//! text is an error.
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct Data<T> {
    pub(crate) data: T,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Topup {
    id: String,
    r#type: Option<String>,
    price: f64,
    net_price: Option<f64>,
    amount: f64,
    day: u32,
    is_unlimited: Option<bool>,
    title: String,
    data: Option<String>,
    short_info: Option<String>,
    voice: Option<f64>,
    text: Option<f64>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Entry {
    id: Option<u64>,
    status: String,
    remaining: Option<f64>,
    remaining_voice: Option<f64>,
    remaining_text: Option<f64>,
    activated_at: Option<String>,
    expired_at: Option<String>,
    finished_at: Option<String>,
    package: Topup,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Sim {
    id: Option<u64>,
    created_at: Option<String>,
    iccid: Option<String>,
    lpa: Option<String>,
    imsis: Option<Value>,
    matching_id: Option<String>,
    qrcode: Option<String>,
    qrcode_url: Option<String>,
    confirmation_code: Option<String>,
    apn_type: Option<String>,
    apn_value: Option<String>,
    is_roaming: Option<bool>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct User {
    id: Option<u64>,
    created_at: Option<String>,
    name: Option<String>,
    email: Option<String>,
    mobile: Option<String>,
    address: Option<String>,
    country_id: Option<u64>,
    company: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Status {
    name: Option<String>,
    slug: String,
}

/// An order of the list. The answer to a purchase is one without `sims`, `user` and `status`.
#[derive(Serialize, Deserialize)]
pub(crate) struct Order {
    id: u64,
    created_at: String,
    code: String,
    description: Option<String>,
    r#type: String,
    package_id: String,
    quantity: Option<f64>,
    package: Option<String>,
    esim_type: Option<String>,
    validity: Option<f64>,
    price: f64,
    net_price: Option<f64>,
    data: Option<String>,
    currency: Option<String>,
    text: Option<Value>,
    voice: Option<Value>,
    pricing_model: Option<String>,
    manual_installation: Option<String>,
    qrcode_installation: Option<String>,
    installation_guides: Option<Value>,
    sims: Option<Vec<Sim>>,
    user: Option<User>,
    status: Option<Status>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Meta {
    message: Option<String>,
    current_page: Option<u64>,
    last_page: Option<u64>,
    per_page: Option<u64>,
    total: Option<u64>,
    from: Option<u64>,
    to: Option<u64>,
}

#[derive(Deserialize)]
pub(crate) struct OrderAnswer {
    data: Vec<Order>,
    meta: Meta,
}

/// The result of `get_order_list`.
#[derive(Serialize)]
pub(crate) struct OrderList {
    orders: Vec<Order>,
    meta: Meta,
}

impl From<OrderAnswer> for OrderList {
    fn from(OrderAnswer { data, meta }: OrderAnswer) -> Self {
        Self { orders: data, meta }
    }
}

/// The query of `get_order_list`.
#[derive(Deserialize)]
pub(crate) struct Query {
    #[serde(default)]
    pub(crate) include: Vec<String>,
    pub(crate) page: Option<u32>,
    pub(crate) limit: Option<u32>,
}

/// The argument of `submit_topup_order`.
#[derive(Deserialize)]
pub(crate) struct Purchase {
    pub(crate) iccid: String,
    pub(crate) package_id: String,
    pub(crate) description: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct RenewalRequest {
    email: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Renewal {
    message: Option<String>,
    success: Option<bool>,
    data: Option<Value>,
}
