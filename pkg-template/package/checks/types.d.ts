import type { PartnerClient } from "pressone-esim/partner";
import type { Store } from "pressone-esim/stores";
import type { createDelivery } from "./delivery.js";
import type { ChecksOptions } from "./index.d.ts";
import type { createRounds } from "./rounds.js";

/** A partner client with a method that is not in its public types. */
export interface CheckedPartner extends PartnerClient {
  /** The part of the store's keys that stands for the account. */
  scope(): string;
}

/** The parts that all checks share. */
export interface Shared extends Pick<ChecksOptions, "esims" | "subscriptionEnd"> {
  partner: CheckedPartner;
  store: Store;
  prefix: string;
  lowData: number[];
  expiring: number[];
  renewalDue: number[];
  lowBalance: number[];
  deliver: ReturnType<typeof createDelivery>;
  rounds: ReturnType<typeof createRounds>;
}
