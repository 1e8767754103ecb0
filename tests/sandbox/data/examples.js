/** Example names, which the tests, the demo and the documentation share. */

export const CREDENTIALS = Object.freeze({
  client_id: "northwind-demo-partner",
  client_secret: "not-a-secret-only-for-the-sandbox",
});

export const ICCIDS = Object.freeze({
  /** Active; top-ups are on offer. */
  active: "8944500102030405061",
  /** Active; nothing is on offer. */
  noOffers: "8944500102030405079",
  recycled: "8944500102030405087",
  /** Not installed, so its package is NOT_ACTIVE. */
  notActive: "8944500102030405095",
  /** All of its packages are used up. */
  finished: "8944500102030405103",
  /** The shortest ICCID of real servers. */
  digits17: "89445001020304051",
  /** The longest ICCID that clients of the API accept. */
  digits22: "8944500102030405060708",
  unlimited: "8988200304050607018",
  voiceText: "8988200304050607026",
  /** Not in this account. */
  unknown: "8988200304059999990",
});

export const EMAILS = Object.freeze({
  subscriber: "ines.subscriber@example.com",
  freeTrial: "tomas.trial@example.com",
  unknown: "nobody@example.com",
});

/** Mobile numbers of the subscribers with the same names in EMAILS. */
export const MOBILES = Object.freeze({
  subscriber: "+12025550147",
  freeTrial: "+12025550163",
  unknown: "+12025550199",
});
