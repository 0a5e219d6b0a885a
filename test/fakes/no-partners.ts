import type { Partners } from '../../lambdas/fulfilment/port/partner';

async function refuse(): Promise<never> {
  throw new Error('nobody carries out anything but refunds here');
}

const nobody = { carryOut: refuse, find: refuse, withdraw: refuse };

/** For roads on which nothing but money goes back: whoever asks for something else is told so. */
export const noPartners: Partners = { credit: nobody, replacement: nobody, callback: nobody };
