//! The environment that a partner client runs in.

/// The environment.
pub trait Environment {
    /// The origin of the page, or of the page that a worker belongs to; `None` on servers.
    fn page_origin(&self) -> Option<String>;
    /// Normalises a URL, which may be relative in a page; `None` if it is invalid.
    fn resolve_url(&self, url: &str) -> Option<String>;
    /// True in Cloudflare Workers.
    fn is_workers(&self) -> bool;
    /// A random text that cannot be guessed.
    fn random_text(&self) -> String;
}

/// Environments of the tests.
#[cfg(test)]
pub(crate) mod test_environment {
    use super::Environment;

    /// An environment that does not change absolute URLs.
    #[derive(Default)]
    pub(crate) struct TestEnvironment {
        pub(crate) page_origin: Option<&'static str>,
        pub(crate) is_workers: bool,
    }

    impl Environment for TestEnvironment {
        fn page_origin(&self) -> Option<String> {
            self.page_origin.map(str::to_owned)
        }
        fn resolve_url(&self, url: &str) -> Option<String> {
            if url.starts_with('/') {
                return self.page_origin.map(|origin| [origin, url].concat());
            }
            url.contains("://").then(|| url.to_owned())
        }
        fn is_workers(&self) -> bool {
            self.is_workers
        }
        fn random_text(&self) -> String {
            "random".to_owned()
        }
    }

    /// A server.
    pub(crate) const SERVER: TestEnvironment = TestEnvironment {
        page_origin: None,
        is_workers: false,
    };
    /// A page.
    pub(crate) const PAGE: TestEnvironment = TestEnvironment {
        page_origin: Some("http://shop.example"),
        is_workers: false,
    };
    /// Cloudflare Workers.
    pub(crate) const WORKERS: TestEnvironment = TestEnvironment {
        page_origin: None,
        is_workers: true,
    };
}
