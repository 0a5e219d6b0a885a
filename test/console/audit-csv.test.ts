import type { AuditEvent } from '../../lambdas/audit/audit-event';
import { csvParts } from '../../console/pages/audit/audit-csv';
import type { DayPart } from '../../console/pages/audit/read-trail';

const event = (requestId: string): AuditEvent => ({
  at: '2026-11-20T20:45:00.000Z',
  requestId,
  operation: 'showRemedy',
  from: {},
  about: {},
  answer: 'done',
  status: 200,
});

async function* day(): AsyncGenerator<DayPart> {
  yield { events: [event('first')], next: 'after-first' };
  yield { events: [event('second')], next: 'after-second' };
  yield { events: [event('third')] };
}

async function fileOf(mostBytes?: number): Promise<string> {
  const bound =
    mostBytes === undefined ? undefined : { mostBytes, restAt: (after: string) => `/audit.csv?after=${after}` };
  let text = '';
  for await (const part of csvParts(day(), bound)) text += part;
  return text;
}

it('a file of the trail that has an end before the day does says so in its last row, and where the rest is', async () => {
  const lines = (await fileOf(100)).trim().split('\r\n');
  expect(lines.map((line) => /first|second|third/.exec(line)?.[0])).toEqual([undefined, 'first', 'second', 'second']);
  expect(lines.at(-1)).toMatch(/not all of the day.*after-second/);
});

it('a day that fits, and whatever stays on one machine, is whole', async () => {
  for (const text of [await fileOf(10_000), await fileOf()]) {
    expect(text).toMatch(/first[^]*second[^]*third/);
    expect(text).not.toContain('not all');
  }
});
