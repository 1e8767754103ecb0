//! One request over `fetch`.

use gloo_net::http::{Headers, Method as HttpMethod, RequestBuilder};
use js_sys::{Function, JsString, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, RequestCache, RequestRedirect};

use super::call::Call;
use super::error::Failure;
use super::timer::now_ms;
use crate::core::error::Kind;
use crate::core::json::Json;
use crate::core::request::{Body, Effect, Method, Query, Request};
use crate::core::retry_after;

#[wasm_bindgen]
extern "C" {
    /// What `fetch` answered: structural, for it may come from an injected function.
    type Response;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Response) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn redirected(this: &Response) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &Response) -> Result<ResponseHeaders, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &Response) -> Result<JsValue, JsValue>;

    type ResponseHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &ResponseHeaders, name: &str) -> Result<JsValue, JsValue>;
}

/// An answer, whatever its status.
pub(crate) struct Answer {
    /// 0 for a redirect that the browser hides.
    pub(crate) status: u16,
    /// Whether somebody followed a redirect although nobody should.
    pub(crate) redirected: bool,
    pub(crate) retry_after_ms: Option<f64>,
    pub(crate) text: JsString,
}

/// Sends a request. A failure before `fetch` is definite; after it, that of a write is not.
pub(crate) async fn send(
    call: &Call,
    request: &Request,
    token: Option<&str>,
) -> Result<Answer, Failure> {
    let built = build(call, request, token)?;
    let fetch = match &call.client.config.fetch {
        Some(fetch) => fetch.clone(),
        None => global_fetch()?,
    };
    call.limit.check()?;
    exchange(call, &fetch, &built)
        .await
        .map_err(|failure| match request.effect {
            Effect::Read => failure,
            Effect::Write => failure.outcome_unknown(),
        })
}

async fn exchange(call: &Call, fetch: &Function, request: &JsValue) -> Result<Answer, Failure> {
    let failed = |thrown| Failure::new(Kind::Network, "no answer could be had", thrown);
    let odd = |thrown| {
        Failure::new(
            Kind::Network,
            "fetch gave something else than a Response",
            thrown,
        )
    };
    let answer = fetch.call1(&js_sys::global(), request).map_err(failed)?;
    let answer = call
        .limit
        .race(JsFuture::from(Promise::resolve(&answer)))
        .await?
        .map_err(failed)?;
    if !answer.is_object() {
        return Err(odd(JsValue::UNDEFINED));
    }
    let response: Response = answer.unchecked_into();
    let status = response.status().map_err(odd)?.as_f64();
    let Some(status) =
        status.filter(|status| status.fract() == 0.0 && (0.0..1000.0).contains(status))
    else {
        return Err(odd(JsValue::UNDEFINED));
    };
    let redirected = response
        .redirected()
        .is_ok_and(|redirected| redirected.is_truthy());
    let retry_after = response
        .headers()
        .and_then(|headers| headers.get("retry-after"))
        .ok()
        .and_then(|header| header.as_string());
    let text = response.text().map_err(failed)?;
    let text = call
        .limit
        .race(JsFuture::from(Promise::resolve(&text)))
        .await?
        .map_err(failed)?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(Answer {
        status: status as u16,
        redirected,
        retry_after_ms: retry_after.and_then(|header| retry_after::parse(&header, now_ms())),
        text: text.dyn_into().map_err(|_| odd(JsValue::UNDEFINED))?,
    })
}

/// The platform's `Request`, made by gloo-net. Its own `send` would lose the cause of a failure.
fn build(call: &Call, request: &Request, token: Option<&str>) -> Result<JsValue, Failure> {
    let config = &call.client.config;
    let refused = || {
        Failure::new(
            Kind::Configuration,
            "the request cannot be built",
            JsValue::UNDEFINED,
        )
    };
    let headers = web_sys::Headers::new().map_err(|_| refused())?;
    let set = |name: &str, value: &str| headers.set(name, value).map_err(|_| refused());
    for (name, value) in config.headers(request.product) {
        set(name, value)?;
    }
    set("Accept", "application/json")?;
    if let Some(token) = token {
        set("Authorization", &["Bearer ", token].concat())?;
    }
    let body = body(&request.body)?;
    if let Some((_, Some(content_type))) = &body {
        set("Content-Type", content_type)?;
    }
    let mut builder = RequestBuilder::new(&request.url(config.base(request.product)))
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
        })
        .headers(Headers::from_raw(headers))
        // Redirects re-send orders and move secrets. "error" is not known to every runtime.
        .redirect(RequestRedirect::Manual)
        .abort_signal(call.limit.signal().as_ref());
    if request.no_store && knows_cache() {
        builder = builder.cache(RequestCache::NoStore);
    }
    let built = match body {
        Some((body, _)) => builder.body(body),
        None => builder.build(),
    };
    // gloo-net's message can quote the URL, and with it an ICCID.
    let built = built.map_err(|_| refused())?;
    Ok(web_sys::Request::from(built).into())
}

/// The body and its content type, where the platform does not know it by itself.
fn body(body: &Body) -> Result<Option<(JsValue, Option<&'static str>)>, Failure> {
    Ok(match body {
        Body::None => None,
        Body::Form(fields) => {
            let mut form = Query::default();
            for (name, value) in fields {
                form.push(name, value);
            }
            Some((
                form.finish().into(),
                Some("application/x-www-form-urlencoded"),
            ))
        }
        Body::Multipart(fields) => {
            let refused =
                |thrown| Failure::new(Kind::Configuration, "FormData is missing here", thrown);
            let form = FormData::new().map_err(refused)?;
            for (name, value) in fields {
                form.append_with_str(name, value).map_err(refused)?;
            }
            Some((form.into(), None))
        }
        Body::Json(fields) => {
            let object = <JsValue as Json>::object();
            for (name, value) in fields {
                object.set(name, &JsValue::from_str(value));
            }
            let text = js_sys::JSON::stringify(&object)
                .map(JsValue::from)
                .unwrap_or_default();
            Some((text, Some("application/json")))
        }
    })
}

/// Some runtimes throw at the option instead of ignoring it.
fn knows_cache() -> bool {
    Reflect::get(&js_sys::global(), &"Request".into())
        .and_then(|class| Reflect::get(&class, &"prototype".into()))
        .and_then(|prototype| Reflect::has(&prototype, &"cache".into()))
        .unwrap_or_default()
}

fn global_fetch() -> Result<Function, Failure> {
    Reflect::get(&js_sys::global(), &"fetch".into())
        .and_then(JsCast::dyn_into)
        .map_err(|_| {
            Failure::new(
                Kind::Configuration,
                "there is no fetch here",
                JsValue::UNDEFINED,
            )
        })
}
