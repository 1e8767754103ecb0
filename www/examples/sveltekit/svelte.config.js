import adapter from "@sveltejs/adapter-node";

export default {
  kit: {
    adapter: adapter(),
    // SvelteKit adds a nonce for its own inline script.
    csp: {
      directives: {
        "default-src": ["none"],
        // 'wasm-unsafe-eval' allows WebAssembly, and no eval of JavaScript.
        "script-src": ["self", "wasm-unsafe-eval"],
        "style-src": ["self"],
        // The style of the element with which SvelteKit announces the title of a page.
        "style-src-attr": ["unsafe-hashes", "sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo="],
        "connect-src": ["self"],
        "img-src": ["data:"],
        "base-uri": ["none"],
        "form-action": ["self"],
        "frame-ancestors": ["none"],
      },
    },
  },
};
