import { LambdaClient, type InvokeCommandInput } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import type { AffectedCustomers } from '../../lambdas/detect/paged/affected';
import { HttpAffected } from '../../lambdas/detect/paged/http-affected';
import { LambdaAffected } from '../../lambdas/detect/paged/lambda-affected';
import { outagePageSchema } from '../../lambdas/detect/paged/outage-page';
import { spreadOutage } from '../../lambdas/detect/outages/spread-outage';
import { customersOf, OutageRun } from './outage-run';

/** How a team, or whatever is between it and us, may answer. */
const manners = [
  'right',
  'about-another-service',
  'about-another-time',
  'without-what-was-asked',
  'too-many',
  'the-same-page-again',
  'status-500',
  'status-404',
  'no-page',
] as const;

type Manner = (typeof manners)[number];

const entry = fc.record({
  customer: fc.integer({ min: 1, max: 5 }),
  lacks: fc.constantFrom(undefined, 'customer', 'serviceId', 'purchase'),
});

const answer = fc.record({ manner: fc.constantFrom(...manners), entries: fc.array(entry, { maxLength: 6 }) });

const page = outagePageSchema.parse({
  service: 'streaming',
  outageId: 'outage-streaming-1',
  startedAt: '2026-11-20T10:00:00Z',
  endedAt: '2026-11-20T12:00:00Z',
  evidence: ['cloudwatch/streaming-5xx'],
  page: 1,
});

function answered(manner: Manner, asked: Record<string, string>, affected: readonly object[]) {
  switch (manner) {
    case 'right':
      return { status: 200, body: { asked, affected } };
    case 'about-another-service':
      return { status: 200, body: { asked: { ...asked, service: 'billing' }, affected } };
    case 'about-another-time':
      return { status: 200, body: { asked: { ...asked, from: '2026-11-19T10:00:00Z' }, affected } };
    case 'without-what-was-asked':
      return { status: 200, body: { asked: {}, affected } };
    case 'too-many':
      return { status: 200, body: { asked, affected: customersOf(51) } };
    case 'the-same-page-again':
      return { status: 200, body: { asked, affected, next: asked['cursor'] ?? '' } };
    case 'status-500':
      return { status: 500, body: { asked, affected } };
    case 'status-404':
      return { status: 404, body: { asked, affected } };
    case 'no-page':
      return { status: 200, body: { asked } };
  }
}

type Answer = (asked: Record<string, string>) => { readonly status: number; readonly body: unknown };

/** The ways in which code of the team's is asked: an endpoint, and a function. */
const ways: Readonly<Record<string, (answer: Answer) => AffectedCustomers>> = {
  'an endpoint': (answer) =>
    new HttpAffected({
      request: async ({ path }) => {
        const asked = Object.fromEntries(new URL(path, 'http://team.example.com').searchParams);
        return { type: 'response', ...answer(asked) };
      },
    }),
  'a function': (answer) => {
    const client = new LambdaClient({ region: 'eu-west-1' });
    client.send = async ({ input }: { readonly input: InvokeCommandInput }) => {
      const { status, body } = answer(JSON.parse(Buffer.from(input.Payload as Uint8Array).toString()) as never);
      if (status === 404) throw new Error('it is too slow');
      const FunctionError = status === 200 ? undefined : 'Unhandled';
      return { Payload: Buffer.from(JSON.stringify(body)), FunctionError };
    };
    return new LambdaAffected(client, 'who-used-it');
  },
};

it.each(Object.keys(ways))(
  'only who %s names for exactly this service and time is told, each once, or nobody is',
  async (way) => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 6 }), async (answers) => {
        const seen = new OutageRun({}, []);
        seen.now = new Date('2026-11-20T12:30:00Z');
        const named = new Set<string>();
        let wasRight = false;
        for (const { manner, entries } of answers) {
          const affected = entries.map(({ customer, lacks }) => {
            const [whole] = customersOf(customer).slice(-1);
            return { ...whole, ...(lacks !== undefined && { [lacks]: undefined }) };
          });
          const endpoint = ways[way]?.((asked) => answered(manner, asked, affected));
          if (!endpoint) throw new Error(`there is no such way as ${way}`);
          if (manner === 'right' && !wasRight) {
            wasRight = true;
            for (const { customer, lacks } of entries) if (lacks === undefined) named.add(`cus_${customer - 1}`);
          }
          try {
            await spreadOutage(page, { ...seen.ports, affected: endpoint });
          } catch {
            // The page is delivered again.
          }
        }
        const notified = seen.published.map(
          ({ detail }) => (detail as { readonly customer: { readonly id: string } }).customer.id,
        );
        expect(new Set(notified)).toEqual(named);
        expect(notified.length).toBe(named.size);
      }),
      { numRuns: 300 },
    );
  },
);
