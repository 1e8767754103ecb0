// The example `node-script`: a partner client without a shop.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { itSendsNoViolation, useSandbox } from "../hosts/suite.js";
import { environment, useExample } from "./example.js";

const BOUND = { timeout: 240_000 };

describe("the example node-script", () => {
  const sandbox = useSandbox();
  const openCopy = useExample("node-script");
  /** @type {ReturnType<typeof openCopy>} */
  let example;
  before(
    () => {
      example = openCopy();
    },
    { timeout: 300_000 },
  );

  it("buys once for a payment, and asks for the history once", BOUND, async () => {
    const { iccids, requests } = sandbox().sandbox;
    const orders = () => sandbox().sandbox.ledger.orders;
    const start = ["npm", "start", "--", iccids.active, "payment-1"];
    assert.equal(orders().length, 0);
    const first = await example.run(start, environment(sandbox()));
    const [code] = /(?<=^order ).+/m.exec(first) ?? [];
    assert.deepEqual(
      orders().map((order) => order.code),
      [code],
    );
    assert.match(first, /^offer .+, \$\d/m);
    assert.match(first, /^history from network:\n(- .+\n)*- .+: ACTIVE$/m);
    assert.match(first, /^history from cache:\n- /m);
    const histories = requests.filter(({ endpoint }) => endpoint === "history");
    assert.equal(histories.length, 1);

    sandbox().sandbox.clock.advance(900_000);
    const second = await example.run(start, environment(sandbox()));
    assert.match(second, new RegExp(`^order ${code}$`, "m"));
    assert.equal(orders().length, 1);
  });

  it("says why nothing was ordered", BOUND, async () => {
    const { iccids } = sandbox().sandbox;
    const start = ["npm", "start", "--", iccids.noOffers];
    await assert.rejects(example.run(start, environment(sandbox())), /there is no offer/i);
  });

  itSendsNoViolation(sandbox, 5);
});
