/** An account of the partner. Other fields that the server sends are present too. */
export interface BalanceAccount {
  /** PressOne's name of the account, such as `balance`. */
  name: string | null;
  /** The credit that orders can be paid from. PressOne writes this name in camel case. */
  availableBalance: {
    /** The amount in units of `currency`, such as 41.5 US dollars. */
    amount: number;
    /** `USD`. */
    currency: string | null;
  };
  /** The odd values of this account, which are null. Absent if there are none. */
  issues?: Issue[];
}

/** The result of `getBalance`. Other fields that the server sends are present too. */
export interface Balance {
  /** The partner's account. Empty if PressOne has none. */
  balances: Rows<BalanceAccount>;
}
