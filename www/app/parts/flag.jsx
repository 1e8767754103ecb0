/** The mark of a place: the flag of a country, or a globe. It is decoration: the name is beside it. */
import "../../style/flag.css";
import { Icon } from "./icon.jsx";

/** The addresses of the flags, by their files: "./NO.svg". They are those of country-flag-icons; MIT License. */
const FLAGS = /** @type {Record<string, string>} */ (
  import.meta.glob("./*.svg", {
    base: "../../../node_modules/country-flag-icons/3x2/",
    eager: true,
    query: "?url",
    import: "default",
  })
);

/** A code without a flag is shown as it is. @param {{ code: string | null }} props null for a region */
export function Flag({ code }) {
  const flag = FLAGS[`./${code}.svg`];
  return (
    <span class="flag" aria-hidden="true">
      {flag ? (
        <img src={flag} alt="" width={42} height={28} loading="lazy" decoding="async" />
      ) : (
        (code ?? <Icon name="shop" />)
      )}
    </span>
  );
}
