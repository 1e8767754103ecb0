// The shoppers and their eSIMs. A shop has them in its database.
const SHOPPERS = [{ id: "ada", esims: ["8944500102030405061"] }];

export const findShopper = (id) => SHOPPERS.find((shopper) => shopper.id === id) ?? null;
