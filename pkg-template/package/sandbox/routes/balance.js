/** @type {import("./types.js").Route} */
export function balance({ state, shapes, write }) {
  const account = {
    name: "balance",
    availableBalance: { amount: write.money(state.balance), currency: "USD" },
  };
  const balances = shapes.balances === "none" ? [] : write.withExtra(account);
  return { status: 200, body: write.envelope(write.withExtra({ balances })) };
}
