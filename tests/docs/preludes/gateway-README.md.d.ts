// The shop's own code, and the names of earlier blocks.
type Shopper = { id: string; esims: string[]; emails: string[] };
type Verdict = import("pressone-esim/gateway").PaymentVerdict;

declare const gateway: import("pressone-esim/gateway").Gateway;
declare const baseUrl: string;
declare const credentials: { client_id: string; client_secret: string };
declare const store: import("pressone-esim/stores").Store;
declare const secret: string;
declare const payment: { id: string };
declare const renewalPayment: { id: string };
declare const refusedPayment: { id: string };
declare const iccid: string;
declare const package_id: string;
declare const price: number;
declare const email: string;
declare const shopperId: string;
declare function yourShopper(request: Request): Promise<Shopper | null>;
declare function yourPayment(shopper: Shopper, order: { reference: string }): Promise<Verdict>;
declare function yourRenewalPayment(
  shopper: Shopper,
  renewal: { reference: string; email: string },
): Promise<boolean | "pending" | "unpaid">;
