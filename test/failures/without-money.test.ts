import { contentWithdrawn } from '../../lambdas/failures/content-withdrawn/content-withdrawn';
import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import type { CommonOptions, PolicyView } from '../../lambdas/failures/definition/policy';
import { deliveryLate } from '../../lambdas/failures/delivery-late/delivery-late';
import { itemDamaged } from '../../lambdas/failures/item-damaged/item-damaged';
import { itemNotAsDescribed } from '../../lambdas/failures/item-not-as-described/item-not-as-described';
import { parcelLost } from '../../lambdas/failures/parcel-lost/parcel-lost';
import { parcelStolen } from '../../lambdas/failures/parcel-stolen/parcel-stolen';
import { serviceOutage } from '../../lambdas/failures/service-outage/service-outage';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { wifiSessionFailed } from '../../lambdas/failures/wifi-session-failed/wifi-session-failed';
import { filmFailure } from '../fakes/film-failure';
import { bannedPhrases, textOf } from './apology-text';
import { withdrawal } from './content-withdrawn/withdrawal';
import { lateDelivery } from './delivery-late/late-delivery';
import { earlierRemedy } from './earlier-remedy';
import { damagedItem } from './item-damaged/damaged-item';
import { misdescribedItem } from './item-not-as-described/misdescribed-item';
import { lostParcel } from './parcel-lost/lost-parcel';
import { stolenParcel } from './parcel-stolen/stolen-parcel';
import { lineFailure, outageFailure, outageOf } from './service-outage/outage-failure';
import { decideBy } from './view-of';
import { wifiFailure } from './wifi-session-failed/wifi-failure';
import { writtenApology } from './written-apology';

type View = Partial<Omit<PolicyView<CommonOptions>, 'options'>>;

interface Case {
  readonly what: string;
  readonly definition: FailureDefinition;
  readonly failure: Failure;
  readonly options?: object;
  readonly view?: View;
}

const free = { purchase: { amountMinor: 0 } };
const spent: View = { refundableMinor: 0, refundableOfLineMinor: () => 0 };

/** What a failure comes to of which too little failed, or for which nothing was paid, or nothing is left to give. */
const cases: readonly Case[] = [
  { what: 'a free film', definition: videoPlaybackFailed, failure: filmFailure(free) },
  {
    what: 'a film that stalled for some seconds',
    definition: videoPlaybackFailed,
    failure: filmFailure({ playback: { stalledSeconds: 12 } }),
    options: { shortStall: 'apology' },
  },
  { what: 'Wi-Fi that was free', definition: wifiSessionFailed, failure: wifiFailure(free) },
  {
    what: 'Wi-Fi that was gone for two minutes',
    definition: wifiSessionFailed,
    failure: wifiFailure({ wifi: { purchasedMinutes: 120, usableMinutes: 118 } }),
  },
  { what: 'Wi-Fi whose price went back', definition: wifiSessionFailed, failure: wifiFailure(), view: spent },
  { what: 'a service that was free', definition: serviceOutage, failure: outageFailure(free) },
  { what: 'a short outage', definition: serviceOutage, failure: outageOf(5) },
  { what: 'an outage of what was paid back', definition: serviceOutage, failure: outageFailure(), view: spent },
  {
    what: 'an appointment without a credit',
    definition: serviceOutage,
    failure: lineFailure('missed-appointment'),
    options: { appointmentCreditMinor: {} },
  },
  {
    what: 'a parcel that is late by an hour',
    definition: deliveryLate,
    failure: lateDelivery({
      parcel: { promisedBy: '2026-12-20T18:00:00Z', expectedBy: '2026-12-20T19:00:00Z' },
    }),
    options: { graceHours: 2 },
  },
  {
    what: 'a late parcel with nothing to give',
    definition: deliveryLate,
    failure: lateDelivery({ parcel: { shippingMinor: 0 } }),
    options: { goodwillMinor: { USD: 0, GBP: 0, EUR: 0 } },
  },
  { what: 'a free item', definition: itemNotAsDescribed, failure: misdescribedItem(free) },
  { what: 'an item whose price went back', definition: itemNotAsDescribed, failure: misdescribedItem(), view: spent },
  {
    what: 'a free item that broke',
    definition: itemDamaged,
    failure: damagedItem({ ...free, damage: { cause: 'transit' } }),
  },
  { what: 'a lost parcel whose price went back', definition: parcelLost, failure: lostParcel(), view: spent },
  { what: 'a stolen parcel whose price went back', definition: parcelStolen, failure: stolenParcel(), view: spent },
  {
    what: 'a title whose price went back',
    definition: contentWithdrawn,
    failure: withdrawal(),
    options: { creditMinor: { USD: 0 } },
    view: spent,
  },
];

function decide({ definition, failure, view }: Case, options: object) {
  return decideBy(definition.policy, failure, options as Partial<CommonOptions>, view);
}

describe.each(cases)('$what', (one) => {
  const asked = { withoutMoney: 'apology', ...one.options };

  it('earns an apology without money, where the options say so', () => {
    expect(decide(one, asked)).toMatchObject({ outcome: 'give', parts: [] });
    expect(decide(one, asked).reasons[0]).toBe('an apology without money');
  });

  it('earns nothing at all otherwise', () => {
    const { shortStall: _unset, ...others } = { shortStall: undefined, ...one.options };
    expect(decide(one, { ...others, withoutMoney: 'none' })).toMatchObject({ outcome: 'none' });
  });

  it('has an apology that says sorry, and promises nothing', () => {
    const text = textOf(writtenApology(one.definition, one.failure, []));
    expect(text).toMatch(/sorry|apologise/);
    expect(text).toContain('There is nothing you need to do.');
    expect(text).not.toMatch(bannedPhrases);
    expect(text).not.toMatch(/ {2}|put it right|on its way back|^ |\n /m);
    if (one.failure.purchase.amountMinor === 0) expect(text).not.toMatch(/paid/i);
  });
});

it('what another remedy made good before is not apologised for once more', () => {
  const parcel = lostParcel();
  const covers = parcel.parcel.lines.map(({ lineId }) => ({ what: `parcel/${parcel.parcel.shipmentId}/${lineId}` }));
  const earlier = [earlierRemedy({ type: 'ParcelStolen', orderId: parcel.purchase.orderId, covers })];
  const decision = decideBy(parcelLost.policy, parcel, { withoutMoney: 'apology' }, { earlier });
  expect(decision).toMatchObject({ outcome: 'none' });
});

it('what a customer broke is no failure of ours', () => {
  const broken = damagedItem({ ...free, damage: { cause: 'customer' } });
  expect(decideBy(itemDamaged.policy, broken, { withoutMoney: 'apology' })).toMatchObject({ outcome: 'none' });
});

it('nothing that nobody noticed is apologised for', () => {
  const whole = wifiFailure({ wifi: { purchasedMinutes: 60, usableMinutes: 60 } });
  expect(decideBy(wifiSessionFailed.policy, whole, { withoutMoney: 'apology' })).toMatchObject({ outcome: 'none' });
});
