// The shop's own code, and the names of earlier blocks: the blocks are parts of one program.
interface Payment {
  id: string;
  shopper: string;
  iccid: string;
  package_id: string;
  email: string;
  price: number;
  confirmed: boolean;
}

declare const gateway: import("pressone-esim/gateway").Gateway;
declare const partner: import("pressone-esim/partner").PartnerClient;
declare const judgeRenewal: import("pressone-esim/partner").PartnerOptions["judgeRenewal"];
declare function findPayment(id: string): Promise<Payment>;
declare function cancelPayment(id: string): Promise<void>;
declare function giveMoneyBack(reference: string): Promise<boolean>;

declare module "*/shop.js" {
  export function findShopper(
    request: Request,
  ): Promise<{ id: string; esims: string[]; emails: string[] } | null>;
  export function findPayment(id: string): Promise<Payment | undefined>;
  export function cancelPayment(id: string): Promise<void>;
}

declare namespace NodeJS {
  interface ProcessEnv {
    PRESSONE_URL: string;
    CLIENT_ID: string;
    CLIENT_SECRET: string;
    STORE_SECRET: string;
  }
}
