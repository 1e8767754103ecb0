"use client";

import { createClient, PressOneError } from "pressone-esim";
import { useState } from "react";
import { buyOnce } from "../contract/buy-once.js";

export function Shop(shop) {
  const [result, setResult] = useState("");
  const buy = () =>
    buyOnce({ createClient, PressOneError }, shop)
      .then((value) => JSON.stringify(value), String)
      .then(setResult);
  return (
    <main>
      <button type="button" onClick={buy}>
        Buy
      </button>
      <output>{result}</output>
    </main>
  );
}
