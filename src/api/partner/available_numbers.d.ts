/** A query of the numbers that can be claimed. PressOne documents no parameter: they are sent as they are. */
export interface AvailableNumberQuery {
  /** The `next` of the page before: parameters of the server's own. Yours replace those of the same name. */
  after?: string | undefined;
  [parameter: string]: string | undefined;
}
