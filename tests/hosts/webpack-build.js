// One run of webpack.
import assert from "node:assert/strict";
import webpack from "webpack";

/**
 * @param {import("webpack").Configuration} configuration
 * @returns {Promise<{ errors: string[], warnings: string[] }>}
 */
export async function webpackBuild(configuration) {
  const compiler = webpack(configuration);
  assert.ok(compiler);
  try {
    const stats = await new Promise((resolve, reject) => {
      compiler.run((error, stats) => (error ? reject(error) : resolve(stats)));
    });
    const { errors, warnings } = stats.compilation;
    return { errors: errors.map(String), warnings: warnings.map(String) };
  } finally {
    await new Promise((resolve) => compiler.close(resolve));
  }
}
