import { brandFor, type Brand, type Brands } from '../../lambdas/email/brand';
import { plainLook } from '../../lambdas/email/layout/look';

const logo = { url: 'https://example.com/logo.png', width: 120, height: 32 };
const standard: Brand = {
  sender: { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' },
  signatory: { name: 'Nora Lind', role: 'Customer care', picture: 'https://example.com/nora.jpg' },
  executive: { name: 'Henrik Solberg', role: 'Chief Executive' },
  look: { ...plainLook, logo, legal: ['Example Films Ltd, 1 Example Street'] },
};
const brands: Brands = {
  standard,
  others: {
    parcels: {
      sources: ['example.parcels'],
      sender: { name: 'Example Parcels', email: 'care@parcels.example.com' },
      signatory: { name: 'Ben Moss', role: 'Deliveries' },
      look: { accent: '#7a2e12', accentOnDark: '#f0a98c' },
    },
    kids: { signatory: { name: 'Aiko Sato', role: 'Example Kids' } },
  },
};

it('the brand that an event names writes to its customer', () => {
  expect(brandFor({ brand: 'kids', source: 'example.parcels' }, brands).signatory.name).toBe('Aiko Sato');
});

it('where an event names none, it is the one whose source it came from', () => {
  expect(brandFor({ source: 'example.parcels' }, brands).sender.name).toBe('Example Parcels');
});

it.each([
  ['of no brand', {}],
  ['of another source', { source: 'example.films' }],
  ['of a brand that nobody knows', { brand: 'games' }],
  ['of a brand named like what every object has', { brand: 'constructor' }],
])('everybody else is written to as ever: %s', (_, failure) => {
  expect(brandFor(failure, brands)).toBe(standard);
});

it('a brand has what it says of its own, and everything else of the standard one', () => {
  expect(brandFor({ brand: 'parcels' }, brands)).toEqual({
    sender: { name: 'Example Parcels', email: 'care@parcels.example.com', replyTo: 'help@example.com' },
    signatory: { name: 'Ben Moss', role: 'Deliveries' },
    executive: { name: 'Henrik Solberg', role: 'Chief Executive' },
    look: {
      accent: '#7a2e12',
      accentOnDark: '#f0a98c',
      logo: undefined,
      legal: ['Example Films Ltd, 1 Example Street'],
    },
  });
});

it('a brand with the company’s own name keeps its logo', () => {
  expect(brandFor({ brand: 'kids' }, brands).look.logo).toEqual(logo);
});
