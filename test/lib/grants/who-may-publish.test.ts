import { EventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { wifiSessionFailed } from '../../../lambdas/failures/wifi-session-failed/wifi-session-failed';
import { outcomeSource, outcomeTypes, recoveryType } from '../../../lambdas/outcomes/outcome';
import { undeliveredType } from '../../../lambdas/outcomes/undelivered-mail';
import { FailureType, RefundProvider } from '../../../lib';
import { administrator, DeployedBus, type PublishedEvent } from '../deployed-bus';
import { account, apology, emailEvent, remedy, secretOf, sweep, TeamStack } from '../synthesize';

const video = { source: 'com.example.video', type: 'VideoPlaybackFailed' };
const wifi = { source: wifiSessionFailed.defaultSource, type: 'WifiSessionFailed' };
const fromCarrier = { source: 'com.example.carrier', type: 'ParcelLost' };
const fromHelpDesk = { source: 'com.example.helpdesk', type: 'ParcelLost' };
const credit = { source: 'partner.credits', type: 'CreditIssued' };
const fromPlayer = { source: video.source, type: 'VideoPlaybackFailedExplained' };
const fromOthersPlayer = { source: fromCarrier.source, type: fromPlayer.type };
const ofCarrier = { source: fromCarrier.source, type: 'ParcelLostExplained' };
const ofHelpDesk = { source: fromHelpDesk.source, type: 'ParcelLostExplained' };
const undelivered = { source: outcomeSource, type: undeliveredType };
const issued = { source: outcomeSource, type: outcomeTypes.issued };

const sources = { 'com.example.carrier': {}, 'com.example.helpdesk': { evidence: 'reported' } } as const;
const failures = [
  FailureType.of(videoPlaybackFailed),
  FailureType.of(wifiSessionFailed),
  FailureType.of(parcelLost, { sources }),
];
const assumedBy = new ServicePrincipal('lambda.amazonaws.com');
const stranger = `arn:aws:iam::${account}:role/Stranger`;

function times(count: number, entry: PublishedEvent): PublishedEvent[] {
  return Array.from({ length: count }, () => entry);
}

describe.each([
  ['our own', undefined],
  ['a shared', 'shared'],
])('on %s bus', (_, name) => {
  const team = new TeamStack((scope) => ({
    failures,
    ...(name !== undefined && { eventBus: EventBus.fromEventBusName(scope, 'Shared', name) }),
  }));
  const roles = Object.fromEntries(
    ['Player', 'Gateway', 'Carrier', 'Bank'].map((id) => [id, new Role(team, id, { assumedBy })]),
  );
  const { Player, Gateway, Carrier, Bank } = roles;
  if (Player) team.automation.grantPublish(Player, 'VideoPlaybackFailed');
  if (Gateway) {
    // Granted in two calls, and still free to send both in one request.
    team.automation.grantPublish(Gateway, 'VideoPlaybackFailed');
    team.automation.grantPublish(Gateway, 'WifiSessionFailed');
  }
  if (Carrier) team.automation.grantPublish(Carrier, { type: 'ParcelLost', source: 'com.example.carrier' });
  if (Bank) team.automation.grantRespond(Bank, 'credit');
  const bus = new DeployedBus(team.template());
  const player = bus.roleArn('Player');
  const gateway = bus.roleArn('Gateway');
  const carrier = bus.roleArn('Carrier');

  test('a granted publisher passes, with one entry and with ten', () => {
    expect(bus.takes(player, [video])).toBe(true);
    expect(bus.takes(player, times(10, video))).toBe(true);
    expect(bus.takes(carrier, times(10, fromCarrier))).toBe(true);
    expect(bus.takes(bus.roleArn('Bank'), times(10, credit))).toBe(true);
  });

  test('whoever publishes a failure answers what people ask about it, and nobody else does', () => {
    expect(bus.takes(player, times(10, fromPlayer))).toBe(true);
    expect(bus.takes(player, [video, fromPlayer])).toBe(true);
    expect(bus.takes(carrier, [ofCarrier])).toBe(true);
    for (const others of [ofCarrier, ofHelpDesk]) {
      expect(bus.takes(player, [others], administrator)).toBe(false);
      expect(bus.takes(player, [fromPlayer, others], administrator)).toBe(false);
    }
    expect(bus.takes(carrier, [ofHelpDesk], administrator)).toBe(false);
    expect(bus.takes(carrier, [fromOthersPlayer])).toBe(false);
    for (const answer of [fromPlayer, ofCarrier, ofHelpDesk]) {
      expect(bus.takes(stranger, [answer], administrator)).toBe(false);
      expect(bus.takes(bus.roleArn(`${remedy}Role`), [answer], administrator)).toBe(false);
    }
  });

  test('a publisher of two types passes with both in one request', () => {
    expect(bus.takes(gateway, [video, wifi])).toBe(true);
    expect(bus.takes(gateway, [video])).toBe(true);
  });

  test.each([
    ['a type that was not granted', wifi],
    ['a failure of another source', fromHelpDesk],
    ['a response of a partner', credit],
    ['an outcome', issued],
  ])('entries of which one is granted and one is %s are refused, whatever other rights the role has', (__, other) => {
    expect(bus.takes(player, [video, other])).toBe(false);
    expect(bus.takes(player, [video, other], administrator)).toBe(false);
  });

  test.each([
    ['a type that it was not granted', wifi],
    ['a failure of another source', fromHelpDesk],
    ['a failure that several sources have', fromCarrier],
    ['a response of a partner', credit],
    ['an outcome', issued],
  ])('a granted role that is an administrator too cannot publish %s', (__, other) => {
    expect(bus.takes(player, [other], administrator)).toBe(false);
    expect(bus.takes(player, times(10, other), administrator)).toBe(false);
    expect(bus.takes(player, [video], administrator)).toBe(true);
  });

  test('of a type with several sources each role has its own, administrator or not', () => {
    expect(bus.takes(carrier, [fromHelpDesk], administrator)).toBe(false);
    expect(bus.takes(carrier, [fromCarrier, fromHelpDesk], administrator)).toBe(false);
  });

  test.each([video, wifi, fromCarrier, fromHelpDesk, credit, issued])(
    'an administrator without a grant is refused $type of $source',
    (entry) => {
      expect(bus.takes(stranger, [entry], administrator)).toBe(false);
      expect(bus.takes(stranger, times(10, entry), administrator)).toBe(false);
      // Nor hidden among events that are nobody's.
      expect(bus.takes(stranger, [{ source: 'com.example.other', type: 'Other' }, entry], administrator)).toBe(false);
    },
  );

  test('our own functions publish several outcomes at once, and no failure', () => {
    const outcomes = [...Object.values(outcomeTypes), recoveryType].map((type) => ({ source: outcomeSource, type }));
    for (const start of [`${remedy}Role`, `${sweep}Role`]) {
      const ours = bus.roleArn(start);
      expect(bus.takes(ours, outcomes)).toBe(true);
      expect(bus.takes(ours, [issued])).toBe(true);
      expect(bus.takes(ours, [issued, video])).toBe(false);
      expect(bus.takes(ours, [video], administrator)).toBe(false);
    }
  });

  test('a role that somebody makes with the name of a function of ours publishes nothing in our name', () => {
    for (const start of [`${remedy}Role`, `${sweep}Role`, `${emailEvent}Role`]) {
      for (const entry of [issued, undelivered, video, credit]) {
        expect(bus.takesOfNamesake(bus.roleArn(start), [entry])).toBe(false);
      }
    }
  });

  test('the functions that know what became of a mail tell its owner, and publish nothing else', () => {
    for (const start of [`${apology}Role`, `${emailEvent}Role`]) {
      const ours = bus.roleArn(start);
      expect(bus.takes(ours, times(10, undelivered))).toBe(true);
      for (const other of [issued, video, credit]) {
        expect(bus.takes(ours, [other])).toBe(false);
        expect(bus.takes(ours, [undelivered, other])).toBe(false);
      }
    }
    expect(bus.takes(bus.roleArn(`${sweep}Role`), [undelivered])).toBe(true);
    expect(bus.takes(bus.roleArn(`${remedy}Role`), [undelivered])).toBe(false);
    expect(bus.takes(player, [undelivered], administrator)).toBe(false);
    expect(bus.takes(stranger, [undelivered], administrator)).toBe(false);
  });

  test('a request without a source or without a type is granted to nobody', () => {
    expect(bus.takes(player, [])).toBe(false);
  });

  test(`events that Amends does not know ${name === undefined ? 'are refused' : 'are left alone'}`, () => {
    const other = { source: 'com.example.other', type: 'VideoPlaybackFailed' };
    expect(bus.takes(stranger, [other], administrator)).toBe(name !== undefined);
    expect(bus.takes(player, [video, other], administrator)).toBe(name !== undefined);
    expect(bus.takes(player, [other])).toBe(false);
  });
});

describe('with synthetic failures', () => {
  const team = new TeamStack((scope) => ({
    failures,
    provider: RefundProvider.stripe({
      apiKey: secretOf(scope, 'team/stripe'),
      readKey: secretOf(scope, 'team/stripe-read'),
      mode: 'test',
    }),
    syntheticFailure: { mailbox: 'synthetic@example.com' },
  }));
  team.automation.grantPublish(new Role(team, 'Player', { assumedBy }), 'VideoPlaybackFailed');
  const bus = new DeployedBus(team.template());
  const synthetic = { source: 'amends.synthetic', type: 'VideoPlaybackFailed' };

  test('the function that makes them publishes those and no real ones', () => {
    const maker = bus.roleArn('AmendsSyntheticMakeRole');
    expect(bus.takes(maker, [synthetic])).toBe(true);
    for (const other of [video, issued, wifi]) {
      expect(bus.takes(maker, [other])).toBe(false);
      expect(bus.takes(maker, [synthetic, other])).toBe(false);
      expect(bus.takes(maker, [other], administrator)).toBe(false);
    }
  });

  test('nobody else publishes one, and who was granted the failure type publishes real ones as before', () => {
    const player = bus.roleArn('Player');
    expect(bus.takes(player, [video])).toBe(true);
    expect(bus.takes(player, [synthetic], administrator)).toBe(false);
    expect(bus.takes(stranger, [synthetic], administrator)).toBe(false);
  });
});
