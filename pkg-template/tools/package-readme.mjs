// The repository's README as the package's: its links lead to files of the package.

/** The folders whose files are in the package, by their path in the package. */
const PACKED = { "pkg-template/package/": "", "www/examples/": "examples/" };

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
      for (const [folder, packed] of Object.entries(PACKED)) {
        if (path.startsWith(folder))
          return `[${text}](${packed}${path.slice(folder.length)}${hash})`;
      }
      return text;
    },
  );
}
