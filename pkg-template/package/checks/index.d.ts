import type { PartnerClient, Usage, User } from "../partner/index.js";

/** The part that all events have. */
export interface CheckEventBase {
  /** The name of the event: 32 characters. Pass it to a mail provider as the key that makes a mail unique. */
  id: string;
  /**
   * True if the event may have been sent before: a process claimed it and ended, or its `notify` did not end in
   * time. Then the event has the same `id`.
   */
  repeated: boolean;
}

/** An eSIM has used much of its data. */
export interface LowDataEvent extends CheckEventBase {
  type: "lowData";
  iccid: string;
  /** The highest of the option's percentages that is reached. */
  threshold: number;
  /** The used data in per cent. */
  used_percent: number;
  usage: Usage;
}

/** The days of an eSIM's package end soon. */
export interface ExpiringEvent extends CheckEventBase {
  type: "expiring";
  iccid: string;
  /** The lowest of the option's numbers of days that is reached. */
  threshold: number;
  days_left: number;
  /** The end in ms since the epoch. PressOne documents no time zone for it; it is read as UTC. */
  expires_at: number;
  usage: Usage;
}

/** The subscription of a number ends soon. */
export interface RenewalDueEvent extends CheckEventBase {
  type: "renewalDue";
  user: User;
  /** The lowest of the option's numbers of days that is reached. */
  threshold: number;
  days_left: number;
  /** The end that `subscriptionEnd` returned, in ms since the epoch. */
  ends_at: number;
}

/** The partner's balance is low. */
export interface LowBalanceEvent extends CheckEventBase {
  type: "lowBalance";
  /** The lowest of the option's amounts that the balance is below. */
  threshold: number;
  balance: number;
  currency: string | null;
}

/** An event of the checks. It has the ICCID or the user, so it does not belong in a log. */
export type CheckEvent = LowDataEvent | ExpiringEvent | RenewalDueEvent | LowBalanceEvent;

/**
 * The eSIMs to check: a list, an iterable that can be iterated again, or a function. The function gets the last
 * ICCID that was checked in this round, or null. It returns the ICCIDs after it, in an order that does not change.
 */
export type EsimSource =
  | Iterable<string>
  | AsyncIterable<string>
  | ((
      after: string | null,
    ) =>
      | Iterable<string>
      | AsyncIterable<string>
      | Promise<Iterable<string> | AsyncIterable<string>>);

/** The options of `createChecks`. */
export interface ChecksOptions {
  /** A partner client with a `store`. */
  partner: PartnerClient;
  /**
   * Receives each event. If it rejects, the event is sent again in a later round. A promise has 10 s.
   */
  notify: (event: CheckEvent) => unknown;
  /** The eSIMs to check. By default all of the account, from PressOne's list. */
  esims?: EsimSource | undefined;
  /** `lowData`: the percentages of used data. The default is `[75, 90]`. */
  lowData?: number[] | undefined;
  /** `expiring`: the days before the end of a package. The default is `[3, 1]`. */
  expiring?: number[] | undefined;
  /** `renewalDue`: the days before the end of a subscription. The default is `[3]`. */
  renewalDue?: number[] | undefined;
  /**
   * Returns the end of a user's subscription: a `Date`, ms since the epoch, a text with a date, or null for none.
   * PressOne documents neither the field nor its format. `checkNumbers` needs it.
   */
  subscriptionEnd?:
    | ((
        user: User,
      ) => Date | number | string | null | undefined | Promise<Date | number | string | null>)
    | undefined;
  /** `lowBalance`: amounts in US dollars. By default there are none. */
  lowBalance?: number[] | undefined;
  /**
   * The largest number of requests in a second. The default is 4. The strictest limit that is documented is 5 usage
   * requests in a second; the requests of the shop's pages count, too.
   */
  requestsPerSecond?: number | undefined;
  /** The shortest time from the beginning of a round to the next one, in ms. The default is an hour. */
  everyMs?: number | undefined;
}

/** The options of a call. */
export interface CheckCallOptions {
  /** The time after which the call ends, and the next one goes on, in ms. The default is 25,000. */
  timeMs?: number | undefined;
  /** Ends the call. It rejects with the signal's reason. The next call goes on. */
  signal?: AbortSignal | undefined;
}

/**
 * `done`: the round has ended. `more`: the time is over, and the next call goes on. `waiting`: it is too early for the
 * next round, or PressOne answered 429. `busy`: another process is at work.
 */
export type CheckState = "done" | "more" | "waiting" | "busy";

/** An eSIM or user that could not be checked, or whose event could not be sent. */
export interface CheckFailure {
  /** The ICCID, or the user's id. */
  subject: string;
  error: unknown;
}

/** The result of a call. */
export interface CheckResult {
  state: CheckState;
  /** The number of eSIMs or users that were checked. */
  checked: number;
  /** The number of those that could not be checked. The next round checks them. */
  failed: number;
  /** The number of events that `notify` took. */
  events: number;
  /** The number of events that `notify` refused, or did not take in time. */
  undelivered: number;
  /** The first 20 failures. */
  failures: CheckFailure[];
  /** The time until another call has something to do, in ms. */
  again_ms: number;
}

/** The result of `checkBalance`. */
export interface BalanceResult extends CheckResult {
  /** The balance in US dollars; null if PressOne was not asked, or has no account. */
  balance: number | null;
}

/** The checks. Call them from a timer or a cron trigger, in as many processes as you like. */
export interface Checks {
  /**
   * Checks what is left of eSIMs: `lowData` and `expiring`. One call does a part of a round. All processes of a store
   * share the round, and send each event once.
   *
   * @throws {PressOneError} An error that concerns all eSIMs, such as `authentication`, `storage`, or an outage of
   * PressOne.
   */
  checkEsims(options?: CheckCallOptions): Promise<CheckResult>;
  /**
   * Checks the ends of subscriptions: `renewalDue`.
   *
   * @throws {TypeError} without the option `subscriptionEnd`
   * @throws {PressOneError} as `checkEsims`
   */
  checkNumbers(options?: CheckCallOptions): Promise<CheckResult>;
  /**
   * Checks the partner's balance: `lowBalance`. All processes together ask PressOne once in five minutes. After the
   * balance has risen, the next fall is a new event.
   *
   * @throws {PressOneError} the errors of `getBalance`, `storage`
   */
  checkBalance(options?: { signal?: AbortSignal | undefined }): Promise<BalanceResult>;
}

/**
 * Creates the checks. Sends nothing.
 *
 * @throws {TypeError} if an option cannot work; the message says what to change.
 */
export function createChecks(options: ChecksOptions): Checks;
