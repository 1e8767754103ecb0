// What answers hold. typia compiles a check out of each type: prepare.mjs runs it.
import typia, { type tags } from "typia";

type Numeric = number | (string & tags.Pattern<"^-?\\d+(\\.\\d+)?$">);
type Id = number | string;
/** May be null, or missing. */
type Maybe<T> = T | null | undefined;

interface Topup {
  id: string;
  type?: Maybe<string>;
  price: Numeric;
  net_price?: Maybe<Numeric>;
  amount: Numeric;
  day: Numeric;
  is_unlimited?: Maybe<boolean>;
  title: string;
  data?: Maybe<string>;
  short_info?: Maybe<string>;
  voice?: Maybe<Numeric>;
  text?: Maybe<Numeric>;
}
interface Sim {
  id?: Maybe<Id>;
  iccid?: Maybe<string>;
  created_at?: Maybe<string>;
  lpa?: Maybe<string>;
  matching_id?: Maybe<string>;
  qrcode?: Maybe<string>;
  qrcode_url?: Maybe<string>;
  confirmation_code?: Maybe<string>;
  apn_type?: Maybe<string>;
  apn_value?: Maybe<string>;
  is_roaming?: Maybe<boolean>;
}
interface User {
  id?: Maybe<Id>;
  created_at?: Maybe<string>;
  name?: Maybe<string>;
  email?: Maybe<string>;
  mobile?: Maybe<string>;
  company?: Maybe<string>;
}
interface OrderFields {
  id: Id;
  code: string;
  package_id: string;
  price: Numeric;
  created_at: string;
  description?: Maybe<string>;
  currency?: Maybe<string>;
  quantity?: Maybe<Numeric>;
  package?: Maybe<string>;
  data?: Maybe<string>;
  validity?: Maybe<Numeric>;
  esim_type?: Maybe<string>;
  sims?: Maybe<Sim[]>;
}
interface Order extends OrderFields {
  type: string;
  user?: Maybe<User>;
  status?: Maybe<{ slug: string; name?: Maybe<string> }>;
}
interface Bought extends OrderFields {
  type?: Maybe<string>;
  net_price?: Maybe<Numeric>;
}
interface Entry {
  id?: Maybe<Id>;
  status: string;
  remaining?: Maybe<Numeric>;
  remaining_voice?: Maybe<Numeric>;
  remaining_text?: Maybe<Numeric>;
  activated_at?: Maybe<string>;
  expired_at?: Maybe<string>;
  finished_at?: Maybe<string>;
  package: {
    id: string;
    type?: Maybe<string>;
    price?: Maybe<Numeric>;
    net_price?: Maybe<Numeric>;
    amount?: Maybe<Numeric>;
    day?: Maybe<Numeric>;
    is_unlimited?: Maybe<boolean>;
    title?: Maybe<string>;
    data?: Maybe<string>;
    short_info?: Maybe<string>;
  };
}
interface Meta {
  current_page?: Maybe<Numeric>;
  last_page?: Maybe<Numeric>;
  per_page?: Maybe<Numeric>;
  total?: Maybe<Numeric>;
  from?: Maybe<Numeric>;
  to?: Maybe<Numeric>;
}

export const assertTopups = typia.createAssert<{ data: Topup[] }>();
export const assertOrder = typia.createAssert<{ data: Bought }>();
export const assertHistory = typia.createAssert<{ data: Entry[] }>();
export const assertOrders = typia.createAssert<{ data: Order[]; meta: Meta }>();
export const assertRenewal = typia.createAssert<{
  message?: Maybe<string>;
  success?: Maybe<boolean>;
  data?: unknown;
}>();
