// @ts-check

/** A stylesheet is imported as text. @type {import('@jest/transform').SyncTransformer} */
module.exports = {
  process: (text) => ({ code: `exports.__esModule = true; exports.default = ${JSON.stringify(text)};` }),
};
