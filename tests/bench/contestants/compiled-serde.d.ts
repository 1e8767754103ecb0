// The script of the module that `compile-serde.mjs` makes from the crate `serde/`.

/** Loads the module, once. */
export default function init(source: {
  module_or_path: string | URL | Uint8Array | WebAssembly.Module;
}): Promise<unknown>;
/** Decodes an order list as `getOrderList` does, from its text. */
export function decodeOrders(text: string): { orders: unknown[]; meta: unknown };
export class Client {
  constructor(baseUrl: string, token?: string);
  getTopupPackages(iccid: string): Promise<unknown>;
  submitTopupOrder(order: object): Promise<{ package_id: string; price: number }>;
  getPackageHistory(iccid: string): Promise<{ package: { id: string } }[]>;
  getOrderList(query: object): Promise<{ orders: unknown; meta: unknown }>;
  renewNumber(renewal: { email: string }): Promise<{ success: boolean }>;
}
