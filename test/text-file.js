// @ts-check

/** A stylesheet is imported as text. */
module.exports = {
  /** @param {string} text */
  process: (text) => ({ code: `exports.__esModule = true; exports.default = ${JSON.stringify(text)};` }),
};
