import { defineFailure } from '../definition/failure-definition';
import { apologiseForWifiSession } from './apology';
import { wifiSessionFailedSchema } from './contract';
import { wifiSessionPolicy } from './policy';
import { wifiSessionStories } from './stories';
import { wifiSessionWords } from './words';

export const wifiSessionFailed = defineFailure({
  type: 'WifiSessionFailed',
  defaultSource: 'com.example.inflight',
  owner: 'contact-center',
  schema: wifiSessionFailedSchema,
  subject: (failure) => failure.wifi.passId,
  // A pass is for one flight and is refunded once, however often the connection dropped.
  occurrence: () => 'pass',
  policy: wifiSessionPolicy,
  apologise: apologiseForWifiSession,
  words: wifiSessionWords,
  stories: wifiSessionStories,
});
