import { BoundedForwarder } from '../../../lambdas/email/owners/bounded-forwarder';
import { DynamoCopyCounts } from '../../../lambdas/email/owners/dynamo-copy-counts';
import type { ForwardedMail } from '../../../lambdas/email/owners/mail-forwarder';
import { startDynalite } from '../../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../../local/emulator/engine/engine';
import { createLedgerTable, tableName } from '../../ledger/ledger-table';

let engine: Engine;
let counts: DynamoCopyCounts;
beforeAll(async () => {
  engine = await startDynalite();
  counts = new DynamoCopyCounts(await createLedgerTable(engine), tableName);
});
afterAll(() => engine.stop());

const ofStranger: ForwardedMail = { mailbox: 'help@example.com', subject: 'Re: Sorry' };
const ofCustomer: ForwardedMail = { ...ofStranger, remedyId: 'rem_1', customerId: 'cus_1' };

/** A mailbox of its own for each test. */
let mailboxes = 0;

function forwarding({ copiesPerDay = 2 } = {}) {
  const mailbox = `help-${++mailboxes}@example.com`;
  const clock = { now: new Date('2026-11-28T22:00:00.000Z') };
  const sent: ForwardedMail[] = [];
  const notices: string[] = [];
  let refusals = 0;
  const inner = {
    forward: async (mail: ForwardedMail) => {
      sent.push(mail);
      return 'sent' as const;
    },
    tellOfBound: async (to: string, text: string) => {
      if (refusals-- > 0) throw new Error('the mail service is throttled');
      notices.push(`${to}: ${text}`);
    },
  };
  const forwarder = new BoundedForwarder({
    inner,
    counts,
    copiesPerDay,
    clock: () => clock.now,
    place: 's3://bucket/mails/',
  });
  const forward = (mail: ForwardedMail) => forwarder.forward({ ...mail, mailbox });
  return { forward, sent, notices, clock, refuseNextTelling: () => (refusals = 1) };
}

it('so many copies are sent on a day, what comes then is left, and the mailbox is told once and where', async () => {
  const { forward, sent, notices } = forwarding();
  const results = [];
  for (let mails = 0; mails < 5; mails++) results.push(await forward(ofCustomer));
  expect(results).toEqual(['sent', 'sent', 'left', 'left', 'left']);
  expect(sent).toHaveLength(2);
  expect(notices).toEqual([expect.stringContaining('s3://bucket/mails/')]);
  expect(notices[0]).toContain('2 mails of customers');
});

it('a flood of strangers takes no copy from customers', async () => {
  const { forward, notices } = forwarding();
  for (let mails = 0; mails < 5; mails++) await forward(ofStranger);
  expect(await forward(ofCustomer)).toBe('sent');
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('of strangers');
});

it.each<[string, Partial<ForwardedMail>]>([
  ['says falsely that it is of a customer', { disbelieved: 'it is from another address' }],
  ['says falsely that it is of an agent', { answer: { notSent: 'it is not from one of the addresses' } }],
])('a flood that %s is one of strangers', async (_, change) => {
  const { forward } = forwarding();
  for (let mails = 0; mails < 3; mails++) await forward({ ...ofCustomer, ...change });
  expect(await forward(ofCustomer)).toBe('sent');
});

it('the next day has as many again', async () => {
  const { forward, clock, notices } = forwarding();
  for (let mails = 0; mails < 3; mails++) await forward(ofCustomer);
  clock.now = new Date('2026-11-29T00:00:01.000Z');
  expect(await forward(ofCustomer)).toBe('sent');
  for (let mails = 0; mails < 3; mails++) await forward(ofCustomer);
  expect(notices).toHaveLength(2);
});

it('of what could not be told the mailbox is told with the next mail', async () => {
  const { forward, notices, refuseNextTelling } = forwarding({ copiesPerDay: 1 });
  await forward(ofCustomer);
  refuseNextTelling();
  await expect(forward(ofCustomer)).rejects.toThrow('throttled');
  expect(await forward(ofCustomer)).toBe('left');
  expect(notices).toHaveLength(1);
});

it('many at once are no more than one after the other', async () => {
  const { forward, sent } = forwarding({ copiesPerDay: 5 });
  const all = await Promise.allSettled(Array.from({ length: 12 }, () => forward(ofStranger)));
  expect(sent).toHaveLength(all.filter((one) => one.status === 'fulfilled' && one.value === 'sent').length);
  expect(sent.length).toBeLessThanOrEqual(5);
});
