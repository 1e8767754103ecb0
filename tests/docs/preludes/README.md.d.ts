// The shop's own code, and the names of earlier blocks.
declare const pressone: import("pressone-esim").Client;
declare const gateway: import("pressone-esim/gateway").Gateway;
declare const iccid: string;

declare module "*/shop.mjs" {
  export function findShopper(request: Request): Promise<{ id: string; esims: string[] } | null>;
  export function findPayment(
    id: string,
    fields: { shopper: string; iccid: string | null; package_id: string; quantity: number },
  ): Promise<{ price: number } | undefined>;
  export function refund(payment: string): Promise<void>;
}

declare module "pg" {
  export class Pool {
    constructor(options: { connectionString: string; connectionTimeoutMillis: number });
    query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  }
  export default { Pool };
}

declare namespace NodeJS {
  interface ProcessEnv {
    DATABASE_URL: string;
    PRESSONE_URL: string;
    CLIENT_ID: string;
    CLIENT_SECRET: string;
    STORE_SECRET: string;
  }
}
