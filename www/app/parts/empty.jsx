/** A view without data: an icon, a title, and the next step. */
import { Icon } from "./icon.jsx";

/**
 * @param {object} props
 * @param {import("./icon.jsx").IconName} props.icon
 * @param {string} props.title
 * @param {string} [props.text]
 * @param {import("preact").ComponentChildren} [props.children] a link or a button
 */
export const Empty = ({ icon, title, text, children }) => (
  <div class="card empty">
    <Icon name={icon} />
    <h2>{title}</h2>
    {text && <p>{text}</p>}
    {children}
  </div>
);
