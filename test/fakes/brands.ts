import type { Brands } from '../../lambdas/email/brand';
import { plainLook } from '../../lambdas/email/layout/look';

/** The brand that writes to everybody whose event names no other, and one that events name. */
export const exampleBrands: Brands = {
  standard: {
    sender: { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' },
    signatory: { name: 'Nora Lind', role: 'Customer care' },
    executive: { name: 'Ida Brandt', role: 'Chief Executive' },
    look: plainLook,
  },
  others: {
    kids: {
      sender: { name: 'Example Kids', email: 'kids@example.com' },
      signatory: { name: 'Aiko Sato', role: 'Example Kids' },
      words: () => ({ en: { VideoPlaybackFailed: { happened: 'Your film “{title}” kept stopping, and I’m sorry.' } } }),
    },
  },
};
