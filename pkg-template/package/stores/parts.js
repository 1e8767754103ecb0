// The parts that stores share, for stores of a shop's own.
export { checkedStore } from "./checked-store.js";
export { createLeaseLock } from "./lease-lock.js";
