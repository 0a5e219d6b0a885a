import { plainLook } from '../../../lambdas/email/layout/look';
import { MailNotTakenError, MailServiceFailedError } from '../../../lambdas/email/mailer';
import type { OwnerMail } from '../../../lambdas/email/owners/owner-mailer';
import { tellWeek, type WeeklyPorts } from '../../../lambdas/insight/weekly/tell-week';
import { answersOf, outcome } from '../question-data';

const week = { from: '2026-11-16', to: '2026-11-22' };
const films = { source: 'com.example.video', title: 'Films', email: 'films@example.com' };
const parcels = { source: 'com.example.parcels', title: 'Parcels', email: 'parcels@example.com', locale: 'de' };

interface World {
  readonly ports: WeeklyPorts;
  readonly mails: OwnerMail[];
  /** What the mail service does with the next mails, in order. */
  readonly troubles: (Error | undefined)[];
}

function newWorld(): World {
  const mails: OwnerMail[] = [];
  const troubles: (Error | undefined)[] = [];
  const claimed = new Set<string>();
  const keyOf = (source: string, monday: string): string => `${monday}/${source}`;
  const ports: WeeklyPorts = {
    owners: [films, parcels],
    letterhead: { company: 'Example Films', signatory: { name: 'Amends', role: '' }, look: plainLook },
    answers: answersOf([outcome('a'), outcome('b', { source: parcels.source, failure_type: 'ParcelLost' })]),
    sent: {
      claim: async (source, monday) => {
        const isNew = !claimed.has(keyOf(source, monday));
        claimed.add(keyOf(source, monday));
        return isNew;
      },
      release: async (source, monday) => void claimed.delete(keyOf(source, monday)),
    },
    mailer: {
      send: async (mail) => {
        const trouble = troubles.shift();
        if (trouble) throw trouble;
        mails.push(mail);
      },
    },
  };
  return { ports, mails, troubles };
}

const mailsOf = ({ mails }: World): string[] => mails.map(({ to, subject }) => `${to}: ${subject}`);

it('each owner is told of their own products, in their language, once', async () => {
  const world = newWorld();
  expect(await tellWeek(week, world.ports)).toEqual({ week, sentNow: [films.source, parcels.source], sentBefore: [] });
  expect(await tellWeek(week, world.ports)).toMatchObject({ sentNow: [], sentBefore: [films.source, parcels.source] });
  expect(mailsOf(world)).toEqual([
    'films@example.com: One failure last week: Films',
    'parcels@example.com: Letzte Woche ein Ausfall: Parcels',
  ]);
  expect(world.mails[0]?.text).toContain('VideoPlaybackFailed');
  expect(world.mails[0]?.text).not.toContain('ParcelLost');
});

it('a mail that the service did not take leaves with the next run, and the others are told all the same', async () => {
  const world = newWorld();
  world.troubles.push(new MailNotTakenError('the sending rate is used up'));
  await expect(tellWeek(week, world.ports)).rejects.toThrow('the owners of com.example.video were not told');
  expect(mailsOf(world)).toHaveLength(1);
  expect(await tellWeek(week, world.ports)).toMatchObject({ sentNow: [films.source], sentBefore: [parcels.source] });
  expect(mailsOf(world)).toHaveLength(2);
});

it('a mail of which nobody knows whether it left is not sent again', async () => {
  const world = newWorld();
  world.troubles.push(new MailServiceFailedError('SES failed with status 500'));
  await expect(tellWeek(week, world.ports)).rejects.toThrow(AggregateError);
  expect(await tellWeek(week, world.ports)).toMatchObject({ sentNow: [], sentBefore: [films.source, parcels.source] });
});
