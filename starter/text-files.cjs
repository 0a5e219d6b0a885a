// Stylesheets are imported as text here, as esbuild and jest take them too.
const { readFileSync } = require('node:fs');
const Module = require('node:module');

/** @type {Record<string, (module: { exports: unknown }, file: string) => void>} */
const loaders = Module['_extensions'];

loaders['.css'] = (module, file) => {
  module.exports = { __esModule: true, default: readFileSync(file, 'utf8') };
};
