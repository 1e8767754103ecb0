// One run of webpack, or of a bundler with the same interface.
import assert from "node:assert/strict";
import webpack from "webpack";

/**
 * @param {import("webpack").Configuration} configuration
 * @param {(configuration: any) => any} [bundler]
 * @returns {Promise<{ errors: string[], warnings: string[] }>}
 */
export async function webpackBuild(configuration, bundler = webpack) {
  const compiler = bundler(configuration);
  assert.ok(compiler);
  try {
    const stats = await new Promise((resolve, reject) => {
      compiler.run((/** @type {unknown} */ error, /** @type {any} */ stats) =>
        error ? reject(error) : resolve(stats),
      );
    });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    const texts = (/** @type {{ message: string }[]} */ list) => list.map(({ message }) => message);
    return { errors: texts(errors), warnings: texts(warnings) };
  } finally {
    await new Promise((resolve) => compiler.close(resolve));
  }
}
