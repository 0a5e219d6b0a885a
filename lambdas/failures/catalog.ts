import type { FailureDefinition } from './definition/failure-definition';
import { callRequested } from './call-requested/call-requested';
import { complaintRaised } from './complaint-raised/complaint-raised';
import { contentWithdrawn } from './content-withdrawn/content-withdrawn';
import { deliveryLate } from './delivery-late/delivery-late';
import { goodwillGiven } from './goodwill-given/goodwill-given';
import { itemDamaged } from './item-damaged/item-damaged';
import { itemNotAsDescribed } from './item-not-as-described/item-not-as-described';
import { parcelLost } from './parcel-lost/parcel-lost';
import { parcelStolen } from './parcel-stolen/parcel-stolen';
import { serviceOutage } from './service-outage/service-outage';
import { videoPlaybackFailed } from './video-playback-failed/video-playback-failed';
import { wifiSessionFailed } from './wifi-session-failed/wifi-session-failed';

/** Every failure type of Amends. A new one is a folder beside this file and a line in this list. */
export const catalog = [
  videoPlaybackFailed,
  wifiSessionFailed,
  parcelLost,
  parcelStolen,
  itemNotAsDescribed,
  itemDamaged,
  contentWithdrawn,
  deliveryLate,
  serviceOutage,
  complaintRaised,
  goodwillGiven,
  callRequested,
] as const satisfies readonly FailureDefinition[];
