/** Phones and tablets that take an eSIM, as the list of compatible devices has them. */
export const DEVICES = [
  { os: "android", brand: "Harbour", name: "Harbour One 5G" },
  { os: "android", brand: "Harbour", name: "Harbour Tab" },
  { os: "android", brand: "Polaris", name: "Polaris 7" },
  { os: "ios", brand: "Northwind", name: "Northwind Phone 3" },
];
