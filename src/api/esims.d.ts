/** A part that can be added to an eSIM: its order, with status and account, and the page that shares it. */
export type EsimPart = "order" | "order.status" | "order.user" | "share";

/** A query of the list of eSIMs. */
export interface EsimListQuery {
  /** The parts to add to each eSIM. */
  include?: readonly EsimPart[] | undefined;
  /** The first and the last day: a `Date` (its UTC day) or a string `YYYY-MM-DD`. */
  created_at?: { from: Date | string; to: Date | string } | undefined;
  /** A part of the ICCID: 1 to 22 digits. */
  iccid?: string | undefined;
  /** The number of the page, from 1. */
  page?: number | undefined;
  /** The number of eSIMs per page. The server has a default. */
  limit?: number | undefined;
}

/** The query of one eSIM. */
export interface EsimQuery {
  /** The parts to add to the eSIM. */
  include?: readonly EsimPart[] | undefined;
}

/** An eSIM. Other fields that the server sends are present too. */
export interface Esim extends EsimFields {
  iccid: string;
  /** True if the eSIM was recycled: it can no longer be used or topped up. Null if the server does not say. */
  recycled: boolean | null;
  /** The server's text, such as `2026-01-31 09:30:00`. Its time zone is not documented. */
  recycled_at: string | null;
  /** The order that the eSIM was bought with; null if the server does not send it. */
  simable: OrderDetails | null;
  /** Null in each published answer. */
  order: OrderDetails | null;
  /** The odd values of this eSIM, which are null. Absent if there are none. */
  issues?: Issue[];
}

/** A page of eSIMs. */
export interface EsimList {
  esims: Rows<Esim>;
  meta: PageMeta;
  /** The number of the next page; null if this is the last one. */
  next: number | null;
}
