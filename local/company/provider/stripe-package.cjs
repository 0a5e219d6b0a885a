// @ts-check
'use strict';

const { listen } = require('../../emulator/server/listen.cjs');

/** Stripe: charges, refunds and disputes, in memory. @param {number} port @param {string} host */
function start(port, host) {
  // @ts-expect-error: the package has no types.
  const { createExpressApp } = require('stripe-stateful-mock');
  // @ts-expect-error: nor do its internals.
  const { verify } = require('stripe-stateful-mock/dist/api/verify');
  // Currencies that Stripe accepts and that the package's list lacks.
  verify.validCurrencies.push('bhd', 'byn', 'jod', 'kwd', 'omr', 'sle', 'tnd', 'xcg');
  return listen(createExpressApp(), port, host);
}

module.exports = { start };
