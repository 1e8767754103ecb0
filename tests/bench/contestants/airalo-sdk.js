// The upstream's own SDK for Node, measured for its size alone: its address is built in, so that it
// cannot be pointed at a server of this bench, and it knows neither order list nor renewals.
// @ts-expect-error Its types are not where its package.json would lead to.
export { Airalo } from "airalo-sdk";
