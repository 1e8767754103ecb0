// The repository's README as the package's: its links lead to files of the package.

/** The folder whose files are the package's. */
const PACKED = "pkg-template/package/";

/**
 * Rewrites the links. A link to a file that only the repository has becomes its text. A picture is removed.
 *
 * @param {string} readme
 */
export function packageReadme(readme) {
  const withoutPictures = readme.replace(/^!\[[^\]]*\]\([^)]*\)\n\n?/gm, "");
  return withoutPictures.replace(
    /\[([^\]]+)\]\(([^)#]+)(#[^)]*)?\)/g,
    (link, text, path, hash = "") => {
      if (/^[a-z]+:/.test(path)) return link;
      if (path.startsWith(PACKED)) return `[${text}](${path.slice(PACKED.length)}${hash})`;
      return text;
    },
  );
}
