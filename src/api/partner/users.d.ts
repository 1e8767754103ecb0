/** A query of the users of the voice product. */
export interface UserQuery {
  /** The whole email address of a user. */
  email?: string | undefined;
  /** The whole phone number of a user. */
  mobile?: string | undefined;
  /** The `next` of the page before. It has the filters, too. */
  after?: string | undefined;
}

/**
 * A user of the voice product. PressOne documents the filters and the subscription alone. All fields that the server
 * sends are present, as it sends them.
 */
export interface User {
  id: Id | null;
  email: string | null;
  mobile: string | null;
  /** The subscription with its status; null for a user without one. Its fields and dates are not documented. */
  subscription: { [field: string]: unknown } | null;
  /** The odd values of this user, which are null. Absent if there are none. */
  issues?: Issue[];
  [field: string]: unknown;
}

/** A page of users. */
export interface UserList {
  users: Rows<User>;
  /** The number of users on all pages; null if the server does not send it. */
  count: number | null;
  /**
   * The `after` of the next page; null if this is the last one. An empty text if there is a next page, and the
   * server's link to it cannot be read.
   */
  next: string | null;
}
