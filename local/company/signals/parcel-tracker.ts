import { randomBytes } from 'node:crypto';
import { easypostSignature } from '../../../lambdas/detect/parcels/easypost-door';
import type { TrackerStatus } from '../../../lambdas/detect/parcels/tracker-update';
import type { SignalSender } from './signal-sender';

/** What the carrier has done with a parcel. */
export interface CarrierScan {
  readonly carrier: string;
  readonly trackingId: string;
  readonly status: TrackerStatus;
  readonly statusDetail?: string | undefined;
  readonly at: Date;
  readonly expectedBy?: Date | undefined;
}

/** A tracker of parcels: sends an event for each scan, in the form and with the signature of EasyPost's. */
export class ParcelTracker {
  constructor(private readonly sender: SignalSender) {}

  /** @returns the body that was sent, to send it again */
  send(scan: CarrierScan): string {
    const body = trackerEvent(scan);
    this.sendAgain(body);
    return body;
  }

  sendAgain(body: string): void {
    this.sender.send('parcels', body, (secret) => ({
      headers: { 'x-hmac-signature': easypostSignature(body, secret) },
    }));
  }
}

/** The event, with much in it that is nobody's business here. */
export function trackerEvent({ carrier, trackingId, status, statusDetail, at, expectedBy }: CarrierScan): string {
  const time = at.toISOString();
  return JSON.stringify({
    id: `evt_${randomBytes(12).toString('hex')}`,
    object: 'Event',
    mode: 'production',
    description: 'tracker.updated',
    previous_attributes: {},
    created_at: time,
    updated_at: time,
    result: {
      id: `trk_${trackingId}`,
      object: 'Tracker',
      mode: 'production',
      tracking_code: trackingId,
      carrier,
      status,
      status_detail: statusDetail ?? 'unknown',
      signed_by: null,
      est_delivery_date: expectedBy?.toISOString() ?? null,
      created_at: time,
      updated_at: time,
      tracking_details: [
        {
          object: 'TrackingDetail',
          message: status.toUpperCase(),
          status,
          status_detail: statusDetail ?? 'unknown',
          datetime: time,
          tracking_location: { object: 'TrackingLocation', city: null, country: null },
        },
      ],
    },
  });
}
