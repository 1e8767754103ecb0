/** A field that filters a list while the shopper types. */

/** @param {{ label: string, value: string, onChange: (value: string) => void }} props */
export const SearchField = ({ label, value, onChange }) => (
  <label class="field search">
    {label}
    <input
      type="search"
      value={value}
      autocomplete="off"
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
  </label>
);
