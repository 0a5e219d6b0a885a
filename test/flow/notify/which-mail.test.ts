import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contentWithdrawn } from '../../../lambdas/failures/content-withdrawn/content-withdrawn';
import { contentWithdrawnPolicy } from '../../../lambdas/failures/content-withdrawn/policy';
import { decideFix } from '../../../lambdas/flow/follow/decide-fix';
import { hearFix } from '../../../lambdas/flow/follow/hear-fix';
import { rejectHold } from '../../../lambdas/flow/operate/holds';
import { retryRemedy } from '../../../lambdas/flow/operate/retry-remedy';
import { dayMs, hourMs, minuteMs } from '../../../lambdas/model/durations';
import { defaultLimits } from '../../../lambdas/model/limits';
import type { PolicyDecision } from '../../../lambdas/model/decision';
import { withdrawal } from '../../failures/content-withdrawn/withdrawal';
import { filmFailure } from '../../fakes/film-failure';
import { call, deciding, gift, givingParts, partlyGiven, refund, replacement, worldOf } from '../../fakes/parts';
import { World } from '../../fakes/world';
import { FeedbackWorld } from '../feedback/feedback-world';

// The table “Which mail says what” of docs/apologies.md: each of its rows happens here, on the road that money and
// mails take. A row that nobody makes true fails, and so does a state that no row speaks of.

interface Row {
  readonly state: string;
  readonly mail: string;
}

const page = readFileSync(path.join(__dirname, '../../../docs/apologies.md'), 'utf8');
const [, table = ''] = page.split('## Which mail says what');
const rows: readonly Row[] = (table.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| the ledger says'))
  .filter((line) => !line.startsWith('| ---'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, state = '', mail = '']) => ({ state, mail: mail.replaceAll('`', '') }));

/** A state of the table: how it comes about, and what the customer reads then. */
interface Course {
  readonly happens: () => Promise<World>;
  readonly reads: readonly RegExp[];
  readonly readsNot?: RegExp;
}

async function heldWorld(change: object = {}): Promise<World> {
  const decision = { outcome: 'hold', parts: [refund], reasons: ['a doubt'], ...change } as PolicyDecision;
  const world = worldOf(deciding(decision));
  world.limits = { ...world.limits, holdHours: 48 };
  await world.publishFailure(filmFailure());
  return world;
}

/** A film whose refund was made and written of, and came back. */
async function failedLate(): Promise<World> {
  const world = new World();
  await world.publishFailure(filmFailure());
  await world.failLate('insufficient-balance');
  await world.write();
  return world;
}

const incidentId = 'rights-1';
const approved = 'We had no right to do that, and I am sorry.';
const seller = { what: 'the answer', until: '2026-11-24T20:45:00.000Z', then: 'give', from: 'seller' } as const;

const courses: Readonly<Record<string, Course>> = {
  issued: {
    happens: async () => {
      const world = new World();
      await world.publishFailure(filmFailure());
      return world;
    },
    reads: [/That was our fault, and I’m sorry/, /We’ve refunded £3\.99/, /nothing you need to do/],
  },
  'issued, with no part': {
    happens: async () => {
      const world = worldOf(deciding({ outcome: 'give', parts: [], reasons: ['a test'] }));
      await world.publishFailure(filmFailure());
      return world;
    },
    reads: [/Dear Zoë Park/],
    readsNot: /£|refunded|credit/,
  },
  'issued, for an incident whose words a person approved': {
    happens: async () => {
      const world = new World(contentWithdrawn);
      world.limits = defaultLimits;
      world.options = { ...contentWithdrawnPolicy.defaults, creditMinor: { USD: 0 } } as World['options'];
      await world.publishFailure(withdrawal({ occurredAt: world.clock().toISOString(), incidentId }));
      await world.decideIncident(incidentId, 'approved', 'ann', approved);
      await world.sweepEvery(minuteMs, 1);
      return world;
    },
    reads: [new RegExp(approved), /Ida Brandt\nChief Executive/],
    readsNot: /Nora Lind/,
  },
  'pending for an hour': {
    happens: async () => {
      const world = worldOf(deciding({ outcome: 'give', parts: [refund, gift], reasons: ['a test'] }));
      world.provider.answerNext({ state: 'pending', providerRef: 're_1' });
      world.partner.willAnswer = { state: 'succeeded', providerRef: 'credit_1' };
      await world.publishFailure(filmFailure());
      await world.sweepEvery(hourMs, 3);
      return world;
    },
    reads: [/^(Your refund of £3\.99 is on its way)\n\1\n/, /has not been confirmed yet/, /£1\.00 of credit/],
  },
  'held for an hour, by a doubt of the decision': {
    happens: async () => {
      const world = await heldWorld();
      await world.sweepEvery(hourMs, 1);
      return world;
    },
    reads: [/A person on my team is looking at it/, /You will hear from me by/],
    readsNot: /£/,
  },
  'held for an hour, for the seller': {
    happens: async () => {
      const world = await heldWorld({ awaits: seller });
      await world.sweepEvery(hourMs, 2);
      return world;
    },
    reads: [/The seller has until Tuesday 24 November to answer/],
    readsNot: /£/,
  },
  'still held at half of the rest of its time': {
    happens: async () => {
      const world = await heldWorld();
      await world.sweepEvery(hourMs, 1);
      await world.sweepEvery(24 * hourMs, 1);
      return world;
    },
    reads: [/it takes longer than I thought/, /It has not been forgotten/],
    readsNot: /£/,
  },
  'held for a person, once the seller was waited for': {
    happens: async () => {
      const world = await heldWorld({ awaits: { ...seller, then: 'person' } });
      await world.sweepEvery(hourMs, 1);
      world.now = Date.parse(seller.until);
      await world.sweepEvery(minuteMs, 1);
      return world;
    },
    reads: [/we have heard nothing\. A person on my team decides now/, /You will hear from me by Thursday 26 November/],
    readsNot: /£/,
  },
  'needs attention, with a part given and a part open': {
    happens: partlyGiven,
    reads: [/We’ve refunded £3\.99/, /It should reach you in 5 to 10 business days/, /another way for the rest/],
    readsNot: /credit/,
  },
  'issued after a `partial`': {
    happens: async () => {
      const world = await partlyGiven();
      const { customerId, remedyId } = world.onlyRecord();
      world.partner.willAnswer = { state: 'succeeded', providerRef: 'credit_1' };
      await retryRemedy({ customerId, remedyId, actor: 'ann' }, 'it works again', world.retryPorts());
      await world.sweepEvery(minuteMs, 2);
      return world;
    },
    reads: [/The rest of what I wrote to you about has been done too/, /£3\.99/, /£1\.00/],
    // Its days were counted from the mail before.
    readsNot: /business days/,
  },
  'late-failed after a mail that said it was given': {
    happens: failedLate,
    reads: [/the money has not arrived/, /That is our doing/, /We are finding another way/],
  },
  'issued after a `correction`, or failed and given since': {
    happens: async () => {
      const world = await failedLate();
      await world.sweepEvery(7 * hourMs, 3);
      return world;
    },
    reads: [/did not work the first time\. It does now/, /£3\.99/],
  },
  'late-failed, for a call that a mail promised': {
    happens: async () => {
      const world = worldOf(givingParts(call));
      const callBy = new Date(world.now + hourMs).toISOString();
      world.partner.willAnswer = { state: 'pending', providerRef: 'call_1', answerBy: callBy, callBy };
      await world.publishFailure(filmFailure());
      const outcome = { state: 'declined', reason: 'other' } as const;
      await world.applyPartnerUpdate({ kind: 'callback', partNumber: 1, outcome });
      await world.write();
      return world;
    },
    reads: [/would call you by 21:45/, /Nobody has, and I’m sorry/, /with a person on my team now/],
  },
  'issued, and a call accepted after the mail had left': {
    happens: async () => {
      const world = worldOf(givingParts(call));
      await world.publishFailure(filmFailure());
      await world.applyEmailEvent('apology', 'delivered');
      world.now += minuteMs;
      const callBy = new Date(world.now + hourMs).toISOString();
      const outcome = { state: 'pending', providerRef: 'call_1', answerBy: callBy, callBy } as const;
      await world.applyPartnerUpdate({ kind: 'callback', partNumber: 1, outcome });
      await world.write();
      return world;
    },
    reads: [/somebody from my team has taken this on/, /calls you by 21:46/, /will not have to tell it again/],
  },
  'issued, and the money should be there': {
    happens: async () => {
      const world = new World();
      world.followUpOptions = { refund: true };
      await world.publishFailure(filmFailure());
      await world.sweepEvery(9 * dayMs, 2);
      return world;
    },
    reads: [/^Your refund of £3\.99 should be there by now/, /On Friday 20 November I wrote/, /a person on my team/],
  },
  'issued, and the new one should be there': {
    happens: async () => {
      const world = worldOf(givingParts(replacement));
      world.followUpOptions = { replacement: true };
      const shipment = { arrivesBy: '2026-11-24T18:00:00.000Z' };
      world.partner.willAnswer = { state: 'succeeded', providerRef: 'ord_1', shipment };
      await world.publishFailure(filmFailure());
      await world.sweepEvery(5 * dayMs, 1);
      return world;
    },
    reads: [/^Did the new one arrive\?/, /was to arrive by Tuesday 24 November/, /find out where it is/],
    readsNot: /£/,
  },
  'issued, and a person lets it be told that its incident is mended': {
    happens: async () => {
      const world = new World();
      world.followUpOptions = { mended: true };
      world.source = 'com.example.player';
      await world.publishFailure({ ...filmFailure(), incidentId: 'encoder-7' });
      world.now += 2 * dayMs;
      const fixedAt = '2026-11-21T10:00:00Z';
      const event = { schemaVersion: 1, incidentId: 'encoder-7', cause: 'software', fixedAt, by: 'team-7' } as const;
      await hearFix(event, 'com.example.player', world);
      const version = (await world.fixes.readFix('encoder-7'))?.version ?? 0;
      const verdict = { verdict: 'tell', actor: 'ann', why: 'they should know', expectedVersion: version } as const;
      await decideFix({ incidentId: 'encoder-7', ...verdict }, world);
      await world.sweepEvery(minuteMs, 2);
      return world;
    },
    reads: [
      /On Friday 20 November we let you down/,
      /a fault in our software/,
      /Since Saturday 21 November that is fixed/,
    ],
    readsNot: /£/,
  },
  'rejected, with a message': {
    happens: async () => {
      const world = await heldWorld();
      const { customerId, remedyId } = world.onlyRecord();
      const verdict = { why: 'another film', message: 'You saw it to its end.' };
      await rejectHold({ customerId, remedyId, actor: 'ann' }, verdict, world.holdPorts());
      await world.write();
      return world;
    },
    reads: [/You saw it to its end\./],
    readsNot: /another film|They have looked/,
  },
  'rejected without one, after a `waiting`': {
    happens: async () => {
      const world = await heldWorld();
      await world.sweepEvery(hourMs, 1);
      await world.reject('ann', 'it was another film');
      await world.write();
      return world;
    },
    reads: [/They have looked, and have decided that we give nothing for it/, /answer this mail and say why/],
    readsNot: /another film/,
  },
  'issued, told, and it had the time to arrive, by option': {
    happens: async () => {
      const world = new FeedbackWorld();
      await world.asked();
      return world;
    },
    reads: [/Did we make it right\?/, /should have reached you by now/, /yes or no/, /https:\/\/example\.com\/answer/],
    readsNot: /£/,
  },
};

it('every row of the table happens here, and nothing happens that has no row', () => {
  expect(rows.map(({ state }) => state)).toEqual(Object.keys(courses));
});

it.each(rows)('$state: $mail', async ({ state, mail: kind }) => {
  const course = courses[state];
  if (!course) throw new Error(`nobody makes it happen that the ledger says: ${state}`);
  const world = await course.happens();
  const last = world.mailer.mails.at(-1);
  expect(last?.template).toBe(kind);
  const text = `${last?.subject ?? ''}\n${last?.text ?? ''}`;
  for (const words of course.reads) expect(text).toMatch(words);
  if (course.readsNot) expect(text).not.toMatch(course.readsNot);
  // Whatever comes again and however long it lasts, it is said once.
  await world.sweepEvery(hourMs, 2);
  expect(world.mailer.mails.filter(({ template }) => template === kind)).toHaveLength(1);
});
