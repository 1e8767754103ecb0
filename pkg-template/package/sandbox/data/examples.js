/** Example names, which tests and documentation share. */

export const CREDENTIALS = Object.freeze({
  client_id: "northwind-demo-partner",
  client_secret: "not-a-secret-only-for-the-sandbox",
});

/** @type {readonly { name: import("../index.d.ts").EsimName, iccid: string, about: string }[]} */
export const ESIMS = [
  { name: "active", iccid: "8944500102030405061", about: "Active, with three top-ups on offer." },
  { name: "noOffers", iccid: "8944500102030405079", about: "Active, with nothing on offer." },
  {
    name: "recycled",
    iccid: "8944500102030405087",
    about: "Recycled: an order gets the code 73.",
  },
  {
    name: "notActive",
    iccid: "8944500102030405095",
    about: "Not installed, so its package is NOT_ACTIVE.",
  },
  { name: "finished", iccid: "8944500102030405103", about: "All of its packages are used up." },
  {
    name: "digits17",
    iccid: "89445001020304051",
    about: "Active, with the shortest ICCID of real servers.",
  },
  {
    name: "digits22",
    iccid: "8944500102030405060708",
    about: "Active, with the longest ICCID that clients accept.",
  },
  {
    name: "unlimited",
    iccid: "8988200304050607018",
    about: "Active, with an unlimited package.",
  },
  {
    name: "voiceText",
    iccid: "8988200304050607026",
    about: "Active, with a package that has calls and SMS.",
  },
  { name: "unknown", iccid: "8988200304059999990", about: "Not in this account." },
];

export const ICCIDS = Object.freeze(
  /** @type {import("../index.d.ts").Sandbox["iccids"]} */ (
    Object.fromEntries(ESIMS.map(({ name, iccid }) => [name, iccid]))
  ),
);

/** The brands of shared eSIMs. */
export const BRANDS = Object.freeze(["Northwind"]);

export const EMAILS = Object.freeze({
  subscriber: "ines.subscriber@example.com",
  freeTrial: "tomas.trial@example.com",
  unknown: "unknown@example.com",
});

/** The option `numbers` of a client. PressOne documents none of these names, so they are the sandbox's own. */
export const NUMBERS = Object.freeze({
  availablePath: "/api/third-party/partner/available-numbers/",
  claimPath: "/api/third-party/partner/claim-number/",
  numberField: "mobile",
  emailField: "email",
});

/** Mobile numbers of the subscribers with the same names in EMAILS. */
export const MOBILES = Object.freeze({
  subscriber: "+12025550147",
  freeTrial: "+12025550163",
  unknown: "+12025550199",
});
