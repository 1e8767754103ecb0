// The shop's own code, and the names of earlier blocks.
declare const pressone: import("pressone-esim").Client;
declare const gateway: import("pressone-esim/gateway").Gateway;
declare const iccid: string;
declare function refund(payment: string): Promise<void>;

declare module "*/shop.js" {
  export function findShopper(request: Request): Promise<{ id: string; esims: string[] } | null>;
  export function findPayment(
    id: string,
    fields: { shopper: string; iccid: string; package_id: string },
  ): Promise<{ price: number } | undefined>;
}

// Node 20's types do not have it.
declare module "node:sqlite" {
  export class DatabaseSync {
    constructor(path: string);
    exec(sql: string): void;
    prepare(sql: string): unknown;
    close(): void;
  }
}

declare namespace NodeJS {
  interface ProcessEnv {
    PRESSONE_URL: string;
    CLIENT_ID: string;
    CLIENT_SECRET: string;
    STORE_SECRET: string;
  }
}
