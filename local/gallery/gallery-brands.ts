import type { Brands } from '../../lambdas/email/brand';
import { plainLook } from '../../lambdas/email/layout/look';

/** Drawn here, so that a gallery shows them without asking anybody. */
const wordmark = (colour: string): string =>
  drawing(
    160,
    36,
    `<circle cx="18" cy="18" r="14" fill="${colour}"/><rect x="44" y="11" width="112" height="14" rx="7" fill="${colour}"/>`,
  );

const portrait = drawing(
  112,
  112,
  '<rect width="112" height="112" fill="#c9a58c"/><circle cx="56" cy="44" r="22" fill="#5b3a29"/><ellipse cx="56" cy="104" rx="40" ry="34" fill="#5b3a29"/>',
);

/** A brand that shows no picture, and one that shows all that there are. */
export const galleryBrands: Brands = {
  standard: {
    sender: { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' },
    signatory: { name: 'Maya Lindqvist', role: 'Head of Customer Care' },
    executive: { name: 'Henrik Solberg', role: 'Chief Executive' },
    look: {
      ...plainLook,
      legal: ['Example Films Ltd, 1 Example Street, London EC1A 1AA', 'Registered in England and Wales, No. 00000000'],
    },
  },
  others: {
    parcels: {
      sender: { name: 'Example Parcels', email: 'care@parcels.example.com' },
      signatory: { name: 'Ben Moss', role: 'Head of Deliveries', picture: portrait },
      executive: { name: 'Ada Winter', role: 'Chief Executive', picture: portrait },
      look: {
        accent: '#7a2e12',
        accentOnDark: '#e79f83',
        logo: { url: wordmark('#7a2e12'), darkUrl: wordmark('#e79f83'), width: 160, height: 36 },
        legal: ['Example Parcels Ltd, 2 Example Street, London EC1A 1AA'],
      },
    },
  },
};

function drawing(width: number, height: number, shapes: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${shapes}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
