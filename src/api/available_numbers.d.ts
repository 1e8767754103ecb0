/**
 * A number that can be claimed. PressOne documents none of its fields. All fields that the server sends are present, as
 * it sends them. A page has those that its gateway exposes.
 */
export interface AvailableNumber {
  /** The field that the option `numbers.numberField` names; null if the row does not have it. */
  number: string | null;
  /** The odd values of this number, which are null. Absent if there are none. */
  issues?: Issue[];
  [field: string]: unknown;
}

/** A page of numbers. */
export interface AvailableNumberList {
  numbers: Rows<AvailableNumber>;
  /** The number of rows on all pages; null if the server does not send it. */
  count: number | null;
  /**
   * The `after` of the next page; null if this is the last one. An empty text if there is a next page, and the
   * server's link to it cannot be read.
   */
  next: string | null;
}
