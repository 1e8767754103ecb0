/** Grey shapes in the boxes that the data will have, so nothing moves when the data are there. */

/** @typedef {import("preact").ComponentChildren} Children */

/** The place of a text. @param {{ letters: number, look?: string }} props */
export const Bone = ({ letters, look }) => (
  <span class={look ? `bone ${look}` : "bone"}>{"\u00a0".repeat(letters)}</span>
);

/** Two texts at the ends of a line, as in a list of facts. @param {{ letters: [number, number] }} props */
const Line = ({ letters: [first, second] }) => (
  <div>
    <Bone letters={first} />
    <Bone letters={second} />
  </div>
);

/** `index.html` has the same. */
const Sim = () => (
  <>
    <div class="sim-head">
      <Bone letters={18} />
      <Bone letters={8} look="chip" />
    </div>
    <div class="sim-left">
      <p>
        <strong>
          <Bone letters={12} />
        </strong>
        <Bone letters={16} />
      </p>
      <div class="meter" />
    </div>
    <div class="sim-foot">
      <Bone letters={14} />
      <Bone letters={12} look="button small-button" />
    </div>
  </>
);

const Offer = () => (
  <>
    <Bone letters={1} look="radio" />
    <span class="offer-main">
      <span class="offer-data">
        <Bone letters={9} />
      </span>
      <span>
        <Bone letters={14} />
      </span>
    </span>
    <span class="offer-price">
      <strong>
        <Bone letters={10} />
      </strong>
      <span class="small">
        <Bone letters={16} />
      </span>
    </span>
  </>
);

/** An offer with a line about its network. */
const Package = () => (
  <>
    <Offer />
    <span class="offer-info small">
      <Bone letters={24} />
    </span>
  </>
);

const Row = () => (
  <>
    <Bone letters={1} look="order-icon" />
    <div class="order-main">
      <p>
        <Bone letters={26} />
      </p>
      <p class="small">
        <Bone letters={44} />
      </p>
      <p class="small">
        <Bone letters={40} />
      </p>
    </div>
    <p class="order-price">
      <Bone letters={12} />
    </p>
  </>
);

const Place = () => (
  <>
    <Bone letters={1} look="flag" />
    <span class="place-main">
      <span>
        <Bone letters={16} />
      </span>
      <span class="small">
        <Bone letters={38} />
      </span>
    </span>
  </>
);

const Sheet = () => (
  <>
    <p>
      <Bone letters={22} />
    </p>
    <p class="summary-plan">
      <strong>
        <Bone letters={8} />
      </strong>
    </p>
    <div class="facts">
      <Line letters={[16, 14]} />
      <Line letters={[14, 24]} />
      <Line letters={[12, 30]} />
      <Line letters={[14, 14]} />
    </div>
  </>
);

const Gauge = () => (
  <>
    <div class="bone ring" />
    <div class="hero-facts">
      <div>
        <p class="small">
          <Bone letters={12} />
        </p>
        <Bone letters={16} />
      </div>
      <div>
        <p class="small">
          <Bone letters={16} />
        </p>
        <Bone letters={24} />
      </div>
    </div>
  </>
);

/**
 * Each shape: the contents of a box, and the classes of the box and of its list.
 *
 * @satisfies {Record<string, [() => Children, box: string, list: string]>}
 */
const SHAPES = {
  sim: [Sim, "sim-shape", "sims"],
  offer: [Offer, "offer-shape", "offers"],
  package: [Package, "offer-shape", "offers"],
  row: [Row, "row-shape", "orders"],
  place: [Place, "place-shape", "places"],
  sheet: [Sheet, "card sheet-shape", "sheets"],
  gauge: [Gauge, "card gauge-shape", ""],
};

/** @param {{ count?: number, shape: keyof typeof SHAPES }} props */
export function Skeleton({ count = 1, shape }) {
  const [Content, box, list] = SHAPES[shape];
  return (
    <div class={list} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div class={`skeleton ${box}`} key={index}>
          <Content />
        </div>
      ))}
    </div>
  );
}
