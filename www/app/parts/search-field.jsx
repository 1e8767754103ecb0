/** A field that filters a list while the shopper types. */
import { Icon } from "./icon.jsx";

/**
 * @param {object} props
 * @param {string} props.label
 * @param {string} props.example of what to type
 * @param {string} props.value
 * @param {(value: string) => void} props.onChange
 */
export const SearchField = ({ label, example, value, onChange }) => (
  <label class="field search">
    {label}
    <span class="search-box">
      <Icon name="search" />
      <input
        type="search"
        value={value}
        placeholder={example}
        autocomplete="off"
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </span>
  </label>
);
