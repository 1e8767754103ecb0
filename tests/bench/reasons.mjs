// The reasons of bars that are missed, with measured parts. RESULTS.md shows those of the bars that its tables
// miss. The figures were measured once. Shares and CPU times do not depend on other work of the machine.

/** @typedef {{ reason: string, command: string }} Reason */

/** The end of a reason with parts that its command does not print. */
const PROFILED = "(Parts: from a profile, once.)";

/** By the name of the bar in budget.json. @type {Record<string, Reason>} */
export const REASONS = {
  "size: the partner client's module with its JavaScript, gzip -9": {
    reason:
      "The purchase protocol is what grew. Of the module's code and data, journal and recovery have 27 %, " +
      "attempts with deadlines and the store 19 %, histories 8 %, texts 8 %, the exported endpoints 8 %, " +
      "the decoding of answers 7 %, the standard library 5 %, the token 3 %, digests 3 %. gloo-net, futures, " +
      "serde and serde-wasm-bindgen have 0.4 % together. A server loads the module once.",
    command: "node tests/bench/parts/size.mjs",
  },
  "calls: reads in Node, worst endpoint, against fetch and .json()": {
    reason:
      "A call of a client has a signal and a timer that end it, takes no answer from a cache and follows no " +
      "redirect: that alone is 1.12 to 1.17 times, of which the signal is 0.05 to 0.08, the timer 0.03 to 0.05, " +
      "`no-store` 0.03. The rest is the check of the arguments and of the answer: of 25 orders 40 and 55 µs, of " +
      "which 19 µs are the walk over all fields. A history costs about 50 µs more than offers: its text is made for the " +
      "storage, and other callers can share its request, which has a deadline of its own. " +
      PROFILED,
    command: "npm run bench -- calls",
  },
  "calls: a purchase through the partner client in Node, memory store, against the same requests made bare":
    {
      reason:
        "One purchase makes 9 calls of the store, and the bare one none. Against the bare requests, 185 µs come " +
        "before the first request (digests, entry, lock, claim), 110 µs between the two (decoded offers, opened entry), " +
        "and 155 µs after the second (decoded order, recorded outcome, index, history). The requests are 40 µs quicker, " +
        "because their body is no FormData. A real server takes a hundred times as long. " +
        PROFILED,
      command: "npm run bench -- calls",
    },
  "ready: the partner client in Node, against the zod build": {
    reason:
      "Of 16 ms of CPU time, compiling the module takes 4, importing its script 4, importing the entry 2, and making " +
      "the client 3, in which Node compiles the functions that it calls. These grow with the bytes of the " +
      "purchase protocol. Node's randomness takes 1.7 ms to load.",
    command: "node tests/bench/parts/ready.mjs",
  },
  "ready: Chromium, first visit, against the zod build": {
    reason:
      "Both pages load their bytes from loopback in no time, so this compares compiling and set-up. The page's module has " +
      "43 kB before compression. A quick run has 11 samples: three runs gave 0.81, 0.88 and 1.05.",
    command: "npm run bench -- ready",
  },
  "gateway: the median of a read on workerd, against a bare proxy worker": {
    reason:
      "The rate limit of a shopper is counted in a Durable Object, which all isolates share. The proxy with such a " +
      "counter and nothing else takes 1.39 times the proxy's CPU time of workerd for each request (0.61 against " +
      "0.43 ms), the gateway 1.88 times (0.82 ms). The other 0.21 ms are the module's call (0.10), hooks, headers " +
      "and public fields (0.08), and parsing and writing the answer (0.03). " +
      PROFILED,
    command: "npm run bench -- gateway",
  },
  "decode: 1,000 regular orders, against JSON.parse": {
    reason:
      "Decoding goes once over all fields, with one table for each type of answer. The walk is 0.20 of JSON.parse, " +
      "two further fields of each order 0.03, and 0.06 belongs to no single function. ajv's compiled code checks the " +
      "same fields in 0.01 to 0.07, but its client is 4,400 bytes larger, gzip, than the one that checks nothing. " +
      PROFILED,
    command: "npm run bench -- decode",
  },
  "decode: 1,000 irregular orders, against JSON.parse": {
    reason:
      "Every field of these orders has another type than documented. Of JSON.parse's time, the walk takes 0.35, " +
      "conversions of texts and numbers 0.20, lists that came as objects 0.06. The decoder by hand, which checks " +
      "nothing else, converts the same fields in the row `nothing checked`. " +
      PROFILED,
    command: "npm run bench -- decode",
  },
};
