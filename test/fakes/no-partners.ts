import type { Partners } from '../../lambdas/fulfilment/port/partner';

async function refuse(): Promise<never> {
  throw new Error('nobody carries out anything but refunds here');
}

const nobody = { accounts: [], carryOut: refuse, find: refuse, withdraw: refuse, smallestStepMinor: () => 1 };

/** For roads on which nothing but money goes back: a request for anything else is an error that says so. */
export const noPartners: Partners = { credit: nobody, replacement: nobody, entitlement: nobody, callback: nobody };
