import { brandsSchema, lookSchema } from '../../../lambdas/runtime/environment/brand-setting';
import type { Brand, MailLook } from '../../../lib/brands/apology-sender';
import { BrandsError, brandTexts } from '../../../lib/brands/brand-texts';
import { isReadableOnDark, isReadableOnLight, lightened } from '../../../lib/brands/colour';
import { rightsOf } from '../rights';
import { apology, resourceOf, resourcesOf, sender, TeamStack } from '../synthesize';

const logo = { url: 'https://example.com/logo.png', width: 120, height: 32 };

function problemsOf(look: MailLook, brands: Readonly<Record<string, Brand>> = {}): readonly string[] {
  try {
    brandTexts({ ...sender, look }, brands);
    return [];
  } catch (error) {
    if (error instanceof BrandsError) return error.problems;
    throw error;
  }
}

describe('the function that writes is given', () => {
  it('nothing of looks and brands where there are none', () => {
    expect(brandTexts(sender, {})).toEqual({});
  });

  it('what each brand has of its own, as its settings read it', () => {
    const { LOOK = '', BRANDS = '' } = brandTexts(
      { ...sender, look: { accent: '#7a2e12', logo, legal: ['Example Films Ltd, 1 Example Street'] } },
      {
        parcels: { sources: ['example.parcels'], name: 'Example Parcels', signatory: 'Ben Moss' },
        kids: { look: { accent: '#24508a', accentOnDark: '#9cc3f5' } },
      },
    );
    expect(lookSchema.parse(JSON.parse(LOOK))).toMatchObject({ accent: '#7a2e12', logo });
    expect(brandsSchema.parse(JSON.parse(BRANDS))).toEqual({
      parcels: {
        sources: ['example.parcels'],
        sender: { name: 'Example Parcels' },
        signatory: { name: 'Ben Moss', role: 'Customer Care' },
      },
      kids: { look: { accent: '#24508a', accentOnDark: '#9cc3f5' } },
    });
  });
});

describe('a colour', () => {
  it('that cannot be read is refused', () => {
    expect(problemsOf({ accent: '#ffd400' })).toEqual(['sender: #ffd400 cannot be read on white']);
    expect(problemsOf({ accentOnDark: '#1d5c4d' })).toEqual(['sender: #1d5c4d cannot be read on a dark background']);
  });

  it.each(['#000000', '#1d5c4d', '#7a2e12', '#24508a', '#ff0000'])(
    '%s is made lighter for a dark background',
    (colour) => {
      expect(isReadableOnDark(lightened(colour))).toBe(true);
    },
  );

  it('that can be read on a dark background stays as it is', () => {
    expect(lightened('#8ed1bc')).toBe('#8ed1bc');
  });

  it('is judged as WCAG does', () => {
    expect(isReadableOnLight('#767676')).toBe(true);
    expect(isReadableOnLight('#777777')).toBe(false);
  });
});

describe('it is refused, and said in words', () => {
  it.each<[string, MailLook, string]>([
    [
      'a colour that is none',
      { accent: 'red;} body {display:none' },
      'sender: look.accent is no colour such as #1d5c4d',
    ],
    [
      'a logo over http',
      { logo: { ...logo, url: 'http://example.com/logo.png' } },
      'sender: look.logo.url is no https address of a picture',
    ],
    [
      'an address that ends its attribute',
      { logo: { ...logo, url: 'https://example.com/"onerror="x' } },
      'sender: look.logo.url is no https address of a picture',
    ],
    ['a width that is none', { logo: { ...logo, width: 0 } }, 'sender: look.logo.width is no whole number of pixels'],
    ['an empty line', { legal: [' '] }, 'sender: look.legal.0 is not a list of lines'],
  ])('%s', (_, look, problem) => {
    expect(problemsOf(look)).toEqual([problem]);
  });

  it('names that no event can give, a source of two brands, a role of nobody, all at once', () => {
    expect(
      problemsOf(
        {},
        {
          'the kids': { sources: ['example.video'] },
          films: { sources: ['example.video'], signatoryRole: 'Head of Films' },
        },
      ),
    ).toEqual([
      'the kids is no name of a brand: letters, digits, hyphens, dots and underscores',
      'the source example.video is of the kids and of another brand',
      'the source example.video is of films and of another brand',
      'films has a signatoryRole and no signatory who has it',
    ]);
  });

  it('a picture of a person that is not reached over https', () => {
    expect(problemsOf({}, { films: { signatory: 'Ben', signatoryPicture: 'http://example.com/ben.jpg' } })).toEqual([
      'http://example.com/ben.jpg is no https address of a picture',
    ]);
  });

  it('what a function has no room for', () => {
    expect(problemsOf({ legal: ['x'.repeat(2_000)] })).toEqual([
      expect.stringMatching(/^they come to 20\d\d characters/),
    ]);
  });
});

it('the function may send from the addresses of all brands, each covered by an identity, and from no other', () => {
  const team = new TeamStack(() => ({
    brands: {
      films: { email: 'films@example.com' },
      parcels: { email: 'care@parcels.test' },
      returns: { email: 'returns@parcels.test' },
    },
  }));
  const template = team.template();
  const identities = Object.values(resourcesOf(template, 'AWS::SES::EmailIdentity')).map(
    ({ Properties }) => Properties['EmailIdentity'],
  );
  expect(identities.sort()).toEqual(['example.com', 'parcels.test']);
  const sending = rightsOf(template, apology).filter(({ actions }) => actions.includes('ses:SendRawEmail'));
  expect(sending.map(({ condition }) => condition)).toEqual([
    {
      StringEquals: {
        'ses:FromAddress': ['care@example.com', 'films@example.com', 'care@parcels.test', 'returns@parcels.test'],
      },
    },
  ]);
  const { Environment } = resourceOf(template, 'AWS::Lambda::Function', apology).Properties as {
    Environment: { Variables: { BRANDS: string } };
  };
  expect(Object.keys(JSON.parse(Environment.Variables.BRANDS) as object)).toEqual(['films', 'parcels', 'returns']);
});
