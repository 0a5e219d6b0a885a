import { defineFailure } from '../definition/failure-definition';
import { apologiseForServiceOutage } from './apology';
import { serviceOutageSchema } from './contract';
import { outageOccurrence } from './occurrence';
import { serviceOutagePolicy } from './policy';
import { serviceOutageStories } from './stories';
import { outageWords } from './words';

export const serviceOutage = defineFailure({
  type: 'ServiceOutage',
  defaultSource: 'com.example.subscriptions',
  owner: 'contact-center',
  schema: serviceOutageSchema,
  subject: (failure) => failure.outage.serviceId,
  occurrence: outageOccurrence,
  policy: serviceOutagePolicy,
  apologise: apologiseForServiceOutage,
  words: outageWords,
  stories: serviceOutageStories,
});
