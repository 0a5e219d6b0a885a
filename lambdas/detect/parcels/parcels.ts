import * as z from 'zod/mini';
import { amountMinorSchema, instantSchema } from '../../failures/definition/failure';
import { joinedIds } from '../../failures/definition/joined-ids';
import { deliveryLate } from '../../failures/delivery-late/delivery-late';
import { parcelLost } from '../../failures/parcel-lost/parcel-lost';
import { missingParcelSchema } from '../../failures/shared/parcel';
import { defineDetector } from '../definition/detector';
import { foundShape } from '../definition/found-shape';
import { judgeParcel, type ParcelFacts } from './judge-parcel';
import { misfitOf } from './misfit-of';
import { parcelDefaults, parcelOptionsSchema } from './options';
import { parcelStateSchema, withUpdate, type ParcelState } from './parcel-state';
import { trackerUpdateSchema } from './tracker-update';

const { shipmentId, promisedBy, neededBy, lines } = missingParcelSchema.shape;

const foundSchema = z.object({
  ...foundShape,
  parcel: z.object({
    shipmentId,
    promisedBy,
    neededBy,
    lines,
    /** What was paid for shipping. Without it a parcel that is late is nobody's failure here. */
    shippingMinor: z.optional(amountMinorSchema),
    shippingPer: z.optional(z.enum(['order', 'parcel'])),
    /** When the customer said that nothing came, where they have. */
    reportedMissingAt: z.optional(instantSchema),
  }),
});

type FoundParcel = z.infer<typeof foundSchema>;

/** Parcels by the updates of a tracker: lost, or late. */
export const parcelsDetector = defineDetector({
  name: 'parcels',
  types: [parcelLost, deliveryLate],
  optionsSchema: parcelOptionsSchema,
  defaults: parcelDefaults,
  signalSchema: trackerUpdateSchema,
  stateSchema: parcelStateSchema,
  foundSchema,
  subjectOf: ({ carrier, trackingId }) => joinedIds([carrier, trackingId], '/'),
  fold: withUpdate,
  referenceOf: ({ carrier, trackingId, trackerId }) => ({ carrier, trackingId, trackerId }),
  learn: (state, { parcel }) =>
    state.promisedBy === parcel.promisedBy ? state : { ...state, promisedBy: parcel.promisedBy },
  judge: judgeParcel,
  misfit: (state, found, options) => misfitOf(state, found, options),
  beganAt: ({ beganAt }) => beganAt,
  detailOf: ({ facts }, found, state) => detailOf(facts, found, state),
});

function detailOf(facts: ParcelFacts, { parcel }: FoundParcel, state: ParcelState): object | undefined {
  const { carrier, trackingId } = state;
  const { reportedMissingAt, shippingMinor, shippingPer, ...known } = parcel;
  const common = { shipmentId: known.shipmentId, carrier, trackingId, promisedBy: known.promisedBy };
  switch (facts.is) {
    case 'lost':
      return { parcel: { ...known, carrier, trackingId, scan: facts.scan } };
    case 'delivered': {
      if (reportedMissingAt === undefined) return undefined;
      const reported = { evidence: 'reported', occurredAt: reportedMissingAt };
      return { ...reported, parcel: { ...known, carrier, trackingId, scan: 'delivered' } };
    }
    case 'late':
      if (shippingMinor === undefined) return undefined;
      return { parcel: { ...common, expectedBy: facts.expectedBy, shippingMinor, shippingPer } };
  }
}
