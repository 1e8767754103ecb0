//! The journal of purchases in a page's `IndexedDB`, behind Web Locks, and in storages that fail.

use js_sys::{Array, Promise};
use pressone_esim::Client;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{client, get, js, js_await, kind, settled, stored, text};

/// A shop's own server that makes every order. `meanwhile` is evaluated when an order arrives, and
/// `posts` has the results.
fn shop(name: &str, meanwhile: &str, options: &str) -> Client {
    js(&format!(
        "void (globalThis.posts = {{ ...globalThis.posts, {name}: [] }})"
    ));
    client(&format!(
        "{{ baseUrl: '/{name}', {options} fetch: async (request) => {{
            if (request.method === 'GET') return Response.json({{ data: [{{
                id: 'fjord', type: 'topup', price: 1, amount: 1, day: 1, title: 'x', data: '1 GB',
                is_unlimited: false }}] }});
            posts.{name}.push(await ({meanwhile}));
            return Response.json({{ data: {{
                id: posts.{name}.length, code: 'c', price: 1, created_at: 't' }} }});
        }} }}"
    ))
    .unwrap()
}

fn posts(name: &str) -> JsValue {
    js(&format!("posts.{name}"))
}

fn buy(client: &Client, more: &str) -> Promise {
    buy_within(client, more, 10_000)
}

fn buy_within(client: &Client, more: &str, timeout_ms: u32) -> Promise {
    let order = format!("{{ iccid: '8944500102030405061', package_id: 'fjord', {more} }}");
    client.submit_topup_order(&js(&order), &js(&format!("{{ timeoutMs: {timeout_ms} }}")))
}

/// All entries of the page's journal whose key contains this, as text.
fn journal(part: &str) -> String {
    format!(
        "new Promise((resolve, reject) => {{
            const opening = indexedDB.open('pressone-esim', 1);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {{
                const store = opening.result.transaction('journal').objectStore('journal');
                const [keys, values] = [store.getAllKeys(), store.getAll()];
                store.transaction.oncomplete = () => {{
                    opening.result.close();
                    resolve(values.result.filter((_, at) => keys.result[at].includes('{part}'))
                        .join());
                }};
            }};
        }})"
    )
}

#[wasm_bindgen_test]
async fn the_entry_is_in_indexed_db_before_the_order_is_sent() {
    let reference = "journal-1";
    let shop = shop("ondisk", &journal(reference), "");
    let order = settled(buy(&shop, "reference: 'journal-1'")).await.unwrap();
    assert_eq!(text(&order, "source"), "answer");
    let before = posts("ondisk");
    assert!(
        text(&before, "0").contains(r#""state":"sending""#),
        "{before:?}"
    );
    let after = js_await(&journal(reference)).await.as_string().unwrap();
    assert!(after.contains(r#""state":"done""#), "{after}");
    assert!(!stored().contains(reference));
}

#[wasm_bindgen_test]
async fn clients_of_one_page_make_one_order_of_a_reference() {
    let first = shop("both", "1", "");
    let second = client("{ baseUrl: '/both', fetch: () => { throw new Error('sent') } }").unwrap();
    let order = "reference: 'journal-2'";
    let [first_call, second_call] = [buy(&first, order), buy(&second, order)];
    let first_order = settled(first_call).await.unwrap();
    let second_order = settled(second_call).await.unwrap();
    assert_eq!(get(&first_order, "id"), get(&second_order, "id"));
    assert_eq!(text(&second_order, "source"), "journal");
    assert_eq!(Array::from(&posts("both")).length(), 1);
}

#[wasm_bindgen_test]
async fn a_page_without_a_working_journal_buys_nothing() {
    js("void (globalThis.transaction = IDBDatabase.prototype.transaction)");
    js("void (IDBDatabase.prototype.transaction = () => { throw new Error('forbidden'); })");
    let shop = shop("forbidden", "1", "");
    let without_reference = kind(buy(&shop, "")).await;
    let with_reference = settled(buy(&shop, "reference: 'journal-3'"))
        .await
        .unwrap_err();
    js("void (IDBDatabase.prototype.transaction = globalThis.transaction)");
    assert_eq!(without_reference, "storage");
    // An earlier call with this reference may have made an order, when the journal still worked.
    assert_eq!(text(&with_reference, "kind"), "outcome_unknown");
    assert_eq!(text(&with_reference, "cause.kind"), "storage");
    assert_eq!(text(&with_reference, "cause.cause.message"), "forbidden");
    assert_eq!(Array::from(&posts("forbidden")).length(), 0);
    assert_eq!(
        text(&settled(buy(&shop, "")).await.unwrap(), "source"),
        "answer"
    );
}

/// A storage over a map, with these members instead of its own.
fn storage(members: &str) -> String {
    format!(
        "storage: (() => {{ const items = new Map(); return {{
            getItem: (key) => items.get(key) ?? null,
            setItem: (key, value) => void items.set(key, value),
            removeItem: (key) => void items.delete(key), {members} }}; }})(),"
    )
}

#[wasm_bindgen_test]
async fn no_order_is_sent_without_a_stored_entry() {
    let failing = [
        (
            "setItem() { throw new Error('full') }",
            "storage",
            "storage",
        ),
        (
            "setItem: async () => { throw new Error('full') }",
            "storage",
            "storage",
        ),
        ("setItem: () => new Promise(() => {})", "timeout", "timeout"),
        (
            "replaceItem() { throw new Error('full') }",
            "storage",
            "storage",
        ),
        (
            "getItem() { throw new Error('gone') }",
            "storage",
            "outcome_unknown",
        ),
        ("getItem: () => 5", "storage", "outcome_unknown"),
        ("getItem: () => '{'", "outcome_unknown", "outcome_unknown"),
        ("getItem: () => '[]'", "outcome_unknown", "outcome_unknown"),
        (
            "getItem: () => '{\"v\":2,\"state\":\"done\"}'",
            "outcome_unknown",
            "outcome_unknown",
        ),
        (
            "getItem: () => new Promise(() => {})",
            "timeout",
            "outcome_unknown",
        ),
        ("replaceItem: () => false", "storage", "storage"),
        ("replaceItem: () => {}", "storage", "storage"),
        (
            "lock() { throw new Error('no') }",
            "storage",
            "outcome_unknown",
        ),
        ("lock: async () => {}", "storage", "outcome_unknown"),
        ("lock: 5", "storage", "outcome_unknown"),
        (
            "lock: () => new Promise(() => {})",
            "timeout",
            "outcome_unknown",
        ),
    ];
    for (members, without_reference, with_reference) in failing {
        let shop = shop("failing", "1", &storage(members));
        let in_time = if without_reference == "timeout" {
            100
        } else {
            10_000
        };
        let result = kind(buy_within(&shop, "", in_time)).await;
        assert_eq!(result, without_reference, "{members}");
        let result = kind(buy_within(&shop, "reference: 'journal-4'", in_time)).await;
        assert_eq!(result, with_reference, "{members}");
        assert_eq!(Array::from(&posts("failing")).length(), 0, "{members}");
    }
}

#[wasm_bindgen_test]
async fn an_order_is_returned_if_its_entry_cannot_be_settled() {
    for members in [
        "removeItem() { throw new Error('no') }, keys() { throw new Error('no') }",
        "setItem(key, value) { if (value.includes('\"done\"')) throw new Error('full'); }",
        "replaceItem: (key, before, value) => value.includes('\"sending\"')",
        "lock: (name, work) => { work(); return work(); }",
        "lock: async (name, work) => { work(); throw new Error('lost'); }",
    ] {
        let shop = shop("afterwards", "1", &storage(members));
        let order = settled(buy(&shop, "reference: 'journal-5'")).await;
        assert_eq!(text(&order.unwrap(), "source"), "answer", "{members}");
    }
}

#[wasm_bindgen_test]
async fn a_recovery_accepts_keys_of_any_type() {
    for (keys, expected) in [
        ("null", "0"),
        ("[]", "0"),
        ("[undefined, 5, 'pressone-esim:write:x', {}]", "0"),
        ("5", "0"),
        ("{}", "0"),
        ("[Symbol('x')]", "0"),
        ("[Object.create(null)]", "storage"),
        ("Promise.reject(new Error('no'))", "storage"),
        ("new Promise(() => {})", "timeout"),
    ] {
        let shop = shop("keys", "1", &storage(&format!("keys: () => ({keys})")));
        let result = match settled(shop.recover_topup_orders(&js("{ timeoutMs: 200 }"))).await {
            Ok(found) => get(&found, "length").as_f64().unwrap().to_string(),
            Err(error) => text(&error, "kind"),
        };
        assert_eq!(result, expected, "{keys}");
    }
}
