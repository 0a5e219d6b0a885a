import { quietHoursOfParcel } from '../failures/shared/parcel';
import { hourMs } from '../model/durations';
import type { OrderLine } from '../shop/order';
import type { ReportableType } from './report-source';

/** What can have happened to what somebody bought, as they would say it. */
export const mishaps = [
  'neverCame',
  'missing',
  'stolen',
  'late',
  'misdescribed',
  'damaged',
  'unplayable',
  'wifi',
  'withdrawn',
  'outage',
] as const;

export type Mishap = (typeof mishaps)[number];

/** The failure type that each of them is. */
export const typeOfMishap = {
  neverCame: 'ParcelLost',
  missing: 'ParcelLost',
  stolen: 'ParcelStolen',
  late: 'DeliveryLate',
  misdescribed: 'ItemNotAsDescribed',
  damaged: 'ItemDamaged',
  unplayable: 'VideoPlaybackFailed',
  wifi: 'WifiSessionFailed',
  withdrawn: 'ContentWithdrawn',
  outage: 'ServiceOutage',
} as const satisfies Readonly<Record<Mishap, ReportableType>>;

/**
 * By what other names the same loss can have been told already. Those of one line first: what is said of a whole parcel
 * may make good the rest of it alone.
 */
export function otherNamesOf(mishap: Mishap): readonly Mishap[] {
  return isOneLoss(mishap) ? namesOfLoss.filter((other) => other !== mishap) : [];
}

const namesOfLoss: readonly Mishap[] = ['missing', 'neverCame', 'stolen'];

function isOneLoss(mishap: Mishap): boolean {
  return namesOfLoss.includes(mishap);
}

/** Who broke it, how much was seen, how long it worked. */
export const damageCauses = ['transit', 'defect', 'customer'] as const;
export const seenOfFilm = ['someStalls', 'longStalls', 'nothing'] as const;
export const workedOfPass = ['nothing', 'quarter', 'half', 'most'] as const;

/**
 * The one thing that is asked beside which line it is and what happened, because the contract lacks it and the shop
 * does not know. A day and an outage may be left open.
 */
export type Question =
  | { readonly asks: 'needed-by' }
  | { readonly asks: 'received-as' }
  | { readonly asks: 'cause'; readonly choices: typeof damageCauses }
  | { readonly asks: 'seen'; readonly choices: typeof seenOfFilm }
  | { readonly asks: 'worked'; readonly choices: typeof workedOfPass }
  | { readonly asks: 'which'; readonly startedAt: readonly string[] };

/** What can have happened to a line, by what the shop knows of it. The likeliest first. */
export function mishapsOf(line: OrderLine, now: Date): readonly Mishap[] {
  return mishaps.filter((mishap) => isPossible[mishap](line, now));
}

const isPossible: Readonly<Record<Mishap, (line: OrderLine, now: Date) => boolean>> = {
  neverCame: ({ shipment }, now) => shipment !== undefined && (shipment.scan === 'delivered' || isQuiet(shipment, now)),
  missing: (line) => hasArrived(line),
  stolen: (line) => hasArrived(line),
  late: ({ shipment }) =>
    shipment?.expectedBy !== undefined &&
    shipment.scan !== 'delivered' &&
    Date.parse(shipment.expectedBy) > Date.parse(shipment.promisedBy),
  misdescribed: (line) => line.soldBy !== undefined && (line.shipment === undefined || hasArrived(line)),
  damaged: (line) => hasArrived(line),
  unplayable: ({ rental }) => rental !== undefined,
  wifi: ({ pass }) => pass !== undefined,
  withdrawn: ({ withdrawn }) => withdrawn !== undefined,
  outage: ({ service }) => service !== undefined && service.outages.length > 0,
};

function hasArrived({ shipment }: OrderLine): boolean {
  return shipment?.scan === 'delivered';
}

/** A parcel that is a day late is not lost, and whoever sends another one sends two. */
function isQuiet({ promisedBy, expectedBy }: NonNullable<OrderLine['shipment']>, now: Date): boolean {
  const by = Math.max(Date.parse(promisedBy), expectedBy === undefined ? 0 : Date.parse(expectedBy));
  return now.getTime() >= by + quietHoursOfParcel * hourMs;
}

/** What is asked about it, if anything is. */
export function questionAbout(mishap: Mishap, { service }: OrderLine): Question | undefined {
  switch (mishap) {
    case 'neverCame':
    case 'missing':
    case 'stolen':
      return { asks: 'needed-by' };
    case 'misdescribed':
      return { asks: 'received-as' };
    case 'damaged':
      return { asks: 'cause', choices: damageCauses };
    case 'unplayable':
      return { asks: 'seen', choices: seenOfFilm };
    case 'wifi':
      return { asks: 'worked', choices: workedOfPass };
    case 'outage': {
      const { outages = [] } = service ?? {};
      return outages.length > 1 ? { asks: 'which', startedAt: outages.map(({ startedAt }) => startedAt) } : undefined;
    }
    case 'late':
    case 'withdrawn':
      return undefined;
  }
}
